package io.seatline.local.lambda.eventsource;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** The position of each stream shard's reader; kept in the data directory, if there is one. */
final class Checkpoints {

    private final Optional<Path> file;
    private final Properties positions = new Properties();

    /**
     * Opens the checkpoints.
     *
     * @param dataDir where they are kept; empty for memory
     */
    Checkpoints(Optional<Path> dataDir) {
        this.file = dataDir.map(directory -> directory.resolve("checkpoints.properties"));
        if (file.isPresent() && Files.exists(file.get())) {
            try (Reader reader = Files.newBufferedReader(file.get())) {
                positions.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("The checkpoints " + file.get() + " cannot be read", e);
            }
        }
    }

    /** The sequence number of the last record that a mapping has processed of a shard. */
    synchronized Optional<String> last(String mappingId, String shardId) {
        return Optional.ofNullable(positions.getProperty(mappingId + "/" + shardId));
    }

    /** Records the last processed record; a crash before this repeats records and never skips one. */
    synchronized void finished(String mappingId, String shardId, String sequenceNumber) {
        positions.setProperty(mappingId + "/" + shardId, sequenceNumber);
        file.ifPresent(this::write);
    }

    private void write(Path to) {
        try {
            Path fresh = to.resolveSibling(to.getFileName() + ".new");
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                positions.store(writer, null);
            }
            Files.move(fresh, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoints " + to + " cannot be written", e);
        }
    }
}
