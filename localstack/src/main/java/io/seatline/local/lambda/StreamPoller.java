package io.seatline.local.lambda;

import io.seatline.local.engine.TableEngine;
import java.util.List;

/** Reads a table's stream for a function: each shard in order, all shards at once. */
final class StreamPoller implements EventSource {
    private final List<ShardReader> readers;

    StreamPoller(TableEngine engine, Checkpoints checkpoints, StreamDelivery delivery) {
        readers = engine.shards(delivery.streamArn()).stream()
                .map(shard -> new ShardReader(shard, engine, checkpoints, delivery))
                .toList();
    }

    @Override
    public void start() {
        readers.forEach(ShardReader::start);
    }

    @Override
    public boolean quiet() {
        return readers.stream().allMatch(ShardReader::quiet);
    }

    @Override
    public void close() {
        readers.forEach(ShardReader::close);
    }
}
