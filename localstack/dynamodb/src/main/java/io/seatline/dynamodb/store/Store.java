package io.seatline.dynamodb.store;

import io.seatline.dynamodb.value.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.*;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The maps of an engine, in memory or in a file.
 *
 * <p>One lock orders all writes, so every transaction is serializable. Reads take no lock: each sees the latest state
 * of the map that it reads. With a file, a write is acknowledged when it is in the file, where it survives the death of
 * this process (not that of the machine: nothing is forced to disk). Writers that wait at the same time share one
 * commit. Reads wait as well while the file lacks something that they may have seen, so nobody acts on what a crash
 * could take back.
 */
public final class Store implements AutoCloseable {
    private static final String FILE = "tables.mv";
    private static final int CACHE_MB = 64;
    private static final int PAGE_BYTES = 4 * 1024;
    private static final int LIVE_PERCENT = 50;
    private static final int COMPACT_BYTES = 2 * 1024 * 1024;

    private final MVStore store;
    private final boolean durable;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Lock writing = new ReentrantLock(true);
    private final Lock committing = new ReentrantLock();
    private final AtomicLong applied = new AtomicLong();
    private volatile long committed;

    /** Opens the maps in the file of a directory, which is made if it does not exist; without one, in memory. */
    public Store(Optional<Path> directory) {
        durable = directory.isPresent();
        MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0);
        builder.pageSplitSize(PAGE_BYTES);
        try {
            if (durable) {
                Path file = Files.createDirectories(directory.get()).resolve(FILE);
                builder.fileName(file.toString()).cacheSize(CACHE_MB);
            }
            store = builder.open();
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory " + directory.get() + " cannot be made", e);
        } catch (MVStoreException e) {
            String problem = "The tables in " + directory.orElseThrow() + " cannot be opened (" + e.getMessage()
                    + "). Is another process using the directory? If not, start with an empty one.";
            throw new IllegalStateException(problem, e);
        }
        store.setVersionsToKeep(0);
        store.setRetentionTime(0);
    }

    /** Items by key. This and the other maps are made if they do not exist. */
    public MVMap<Key, Item> items(String name) {
        return open(name, Codec.of(Key.class), Codec.of(Item.class));
    }

    public MVMap<Long, Change> changes(String name) {
        return open(name, LongDataType.INSTANCE, Codec.of(Change.class));
    }

    public MVMap<String, String> texts(String name) {
        return open(name, StringDataType.INSTANCE, StringDataType.INSTANCE);
    }

    private <K, V> MVMap<K, V> open(String name, DataType<K> keys, DataType<V> values) {
        return store.openMap(name, new MVMap.Builder<K, V>().keyType(keys).valueType(values));
    }

    public void remove(MVMap<?, ?> map) {
        store.removeMap(map);
    }

    /** Does a write, alone, and returns when it is safe. The work must not fail after its first change of a map. */
    public <T> T write(Supplier<T> work) {
        return readTogether(() -> {
            T result = work.get();
            applied.incrementAndGet();
            return result;
        });
    }

    /** Does several reads that no write comes between. */
    public <T> T readTogether(Supplier<T> work) {
        return read(() -> {
            writing.lock();
            try {
                return work.get();
            } finally {
                writing.unlock();
            }
        });
    }

    /** Does a read, which may run beside writes. */
    public <T> T read(Supplier<T> work) {
        return apart(() -> {
            try {
                return work.get();
            } finally {
                // A refusal tells what is stored, too.
                commit(applied.get());
            }
        });
    }

    /** Where a file is, on a thread that nobody interrupts: an interrupt closes the file under whoever reads it. */
    private <T> T apart(Supplier<T> work) {
        if (!durable) {
            return work.get();
        }
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The first who comes commits for all whose writes are done; the others find it done. */
    private void commit(long atLeast) {
        if (durable && committed < atLeast) {
            holding(committing, () -> {
                if (committed < atLeast) {
                    // Between two writes, so that the file never holds half of one.
                    holding(writing, () -> {
                        long all = applied.get();
                        store.commit();
                        committed = all;
                    });
                }
            });
        }
    }

    /** Gives room in the file back that nothing uses any more; to be called now and then. */
    public void compact() {
        if (durable) {
            holding(committing, () -> holding(writing, () -> store.compact(LIVE_PERCENT, COMPACT_BYTES)));
        }
    }

    @Override
    public void close() {
        holding(committing, () -> holding(writing, () -> store.close(0)));
    }

    private static void holding(Lock lock, Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
