package io.seatline.local.lambda.eventsource;

import io.seatline.local.clock.Signal;
import io.seatline.local.tables.TableEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** Reads one shard of a stream for a function, in order, from its checkpoint or else its oldest record. */
final class StreamShardReader implements EventSource {
    private static final Logger LOG = LoggerFactory.getLogger(StreamShardReader.class);

    /** The wait after a failed read. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Groups writes in quick succession into one batch. Lambda polls every 250 ms. */
    private static final Duration BETWEEN_READS = Duration.ofMillis(25);

    private final String shard;
    private final TableEngine engine;
    private final Checkpoints checkpoints;
    private final StreamDelivery delivery;
    private final Signal signal = new Signal();
    private final Thread thread;

    StreamShardReader(String shard, TableEngine engine, Checkpoints checkpoints, StreamDelivery delivery) {
        this.shard = shard;
        this.engine = engine;
        this.checkpoints = checkpoints;
        this.delivery = delivery;
        engine.raiseAfterWrites(delivery.table(), signal);
        thread = Thread.ofVirtual().name(delivery.table() + "-" + shard).unstarted(this::run);
    }

    @Override
    public void start() {
        signal.raise();
        thread.start();
    }

    @Override
    public boolean quiet() {
        return signal.quiet();
    }

    private void run() {
        try {
            while (true) {
                signal.await();
                try {
                    drain();
                    Thread.sleep(BETWEEN_READS);
                } catch (RuntimeException e) {
                    if (Thread.currentThread().isInterrupted()) {
                        return;
                    }
                    LOG.error("The stream of {} could not be read and will be retried", delivery.table(), e);
                    Thread.sleep(RETRY_AFTER);
                }
            }
        } catch (InterruptedException _) {
            // close() ends it.
        }
    }

    private void drain() throws InterruptedException {
        long noted = signal.raised();
        List<Record> records = next();
        while (!records.isEmpty()) {
            delivery.deliver(shard, records);
            records = next();
        }
        signal.seen(noted);
    }

    /** The records that follow the checkpoint. */
    private List<Record> next() {
        while (true) {
            String iterator = iterator(checkpoints.last(delivery.mappingId(), shard));
            try {
                return engine.streams()
                        .getRecords(r -> r.shardIterator(iterator))
                        .records();
            } catch (ExpiredIteratorException | TrimmedDataAccessException _) {
                // The clock was moved since the iterator was made.
            }
        }
    }

    private String iterator(Optional<String> after) {
        try {
            return engine.streams()
                    .getShardIterator(r -> r.streamArn(delivery.streamArn())
                            .shardId(shard)
                            .sequenceNumber(after.orElse(null))
                            .shardIteratorType(
                                    after.isPresent()
                                            ? ShardIteratorType.AFTER_SEQUENCE_NUMBER
                                            : ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
        } catch (TrimmedDataAccessException e) {
            if (after.isEmpty()) {
                throw e;
            }
            LOG.warn("Records of {} were trimmed before they were read; continuing with the oldest", delivery.table());
            return iterator(Optional.empty());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
