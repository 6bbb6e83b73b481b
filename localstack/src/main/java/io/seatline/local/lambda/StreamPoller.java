package io.seatline.local.lambda;

import io.seatline.local.engine.Signal;
import io.seatline.local.engine.TableEngine;
import io.seatline.local.template.Resolved;
import io.seatline.local.template.Resolved.Mapping;
import io.seatline.local.template.Resolved.Table;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/**
 * Reads a table's stream for a function: from its oldest record, shard by shard, a shard only after its parent, each
 * in order. It looks when a write has been made, not all the time.
 */
final class StreamPoller implements EventSource {

    private static final Logger LOG = LoggerFactory.getLogger(StreamPoller.class);

    /** Every write raises the signal; this is for what the engine does of its own accord, such as expiring items. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Under load a look finds many records, and the engine does more than being looked at. Lambda looks every 250 ms. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final Mapping mapping;
    private final Table table;
    private final TableEngine engine;
    private final Checkpoints checkpoints;
    private final StreamDelivery delivery;
    private final Signal signal = new Signal();
    private final Set<String> finishedShards = new HashSet<>();
    private final Thread thread;
    private volatile boolean closed;

    /** The open shard that is being read, and where. */
    private record Reading(String shardId, String iterator) {}

    private Optional<Reading> reading = Optional.empty();

    StreamPoller(
            Mapping mapping, Resolved cloud, TableEngine engine, Checkpoints checkpoints, StreamDelivery delivery) {
        this.mapping = mapping;
        this.table = cloud.table(mapping.sourceArn());
        this.engine = engine;
        this.checkpoints = checkpoints;
        this.delivery = delivery;
        engine.raiseAfterWrites(table.name(), signal);
        this.thread = Thread.ofVirtual().name("stream-" + table.name()).unstarted(this::run);
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
            while (!closed) {
                signal.await(LOOK);
                try {
                    drain();
                    Thread.sleep(BETWEEN_LOOKS);
                } catch (RuntimeException e) {
                    if (closed) {
                        return;
                    }
                    LOG.error("The stream of {} could not be read; it is tried again", table.name(), e);
                    reading = Optional.empty();
                    Thread.sleep(LOOK);
                }
            }
        } catch (InterruptedException _) {
            // close() ends it.
        }
    }

    private void drain() throws InterruptedException {
        long noted = signal.raised();
        while (true) {
            if (reading.isEmpty()) {
                reading = nextShard();
            }
            if (reading.isEmpty() || !read(reading.get())) {
                signal.seen(noted);
                return;
            }
        }
    }

    /** Reads once; tells whether there may be more at once. */
    private boolean read(Reading now) throws InterruptedException {
        GetRecordsResponse response;
        try {
            response = engine.streams()
                    .getRecords(request -> request.shardIterator(now.iterator()).limit(1_000));
        } catch (TrimmedDataAccessException _) {
            // DynamoDB Local also says so of an iterator that was made before the stream had its first record.
            if (checkpoints.last(mapping.id(), now.shardId()).isPresent()) {
                LOG.warn("Records of {} were gone before they were read; going on with the oldest", table.name());
            }
            reading = Optional.of(new Reading(now.shardId(), iterator(now.shardId(), Optional.empty())));
            return true;
        }
        if (response.hasRecords() && !response.records().isEmpty()) {
            delivery.deliver(now.shardId(), response.records());
        }
        if (response.nextShardIterator() == null) {
            finishedShards.add(now.shardId());
            reading = Optional.empty();
            return true;
        }
        reading = Optional.of(new Reading(now.shardId(), response.nextShardIterator()));
        return !response.records().isEmpty();
    }

    private Optional<Reading> nextShard() {
        List<Shard> shards = engine.streams()
                .describeStream(request -> request.streamArn(delivery.streamArn()))
                .streamDescription()
                .shards();
        Set<String> present = new HashSet<>();
        shards.forEach(shard -> present.add(shard.shardId()));
        return shards.stream()
                .filter(shard -> !finishedShards.contains(shard.shardId()))
                .filter(shard -> shard.parentShardId() == null
                        || !present.contains(shard.parentShardId())
                        || finishedShards.contains(shard.parentShardId()))
                .findFirst()
                .map(shard -> new Reading(
                        shard.shardId(), iterator(shard.shardId(), checkpoints.last(mapping.id(), shard.shardId()))));
    }

    private String iterator(String shardId, Optional<String> after) {
        try {
            return engine.streams()
                    .getShardIterator(request -> {
                        request.streamArn(delivery.streamArn()).shardId(shardId);
                        if (after.isPresent()) {
                            request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                    .sequenceNumber(after.get());
                        } else {
                            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
                        }
                    })
                    .shardIterator();
        } catch (TrimmedDataAccessException e) {
            if (after.isEmpty()) {
                throw e;
            }
            return iterator(shardId, Optional.empty());
        }
    }

    @Override
    public void close() {
        // The engine swallows an interrupt that meets it at work.
        closed = true;
        thread.interrupt();
    }
}
