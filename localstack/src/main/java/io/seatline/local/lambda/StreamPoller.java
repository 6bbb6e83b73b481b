package io.seatline.local.lambda;

import io.seatline.local.lambda.eventsource.Checkpoints;
import io.seatline.local.lambda.eventsource.EventSource;
import io.seatline.local.lambda.eventsource.StreamDelivery;
import io.seatline.local.lambda.eventsource.StreamShardReader;
import io.seatline.local.tables.TableEngine;
import java.util.List;

/** Reads a table's stream for a function: each shard in order, all shards at once. */
final class StreamPoller implements EventSource {
    private final List<StreamShardReader> readers;

    StreamPoller(TableEngine engine, Checkpoints checkpoints, StreamDelivery delivery) {
        readers = engine.shards(delivery.streamArn()).stream()
                .map(shard -> new StreamShardReader(shard, engine, checkpoints, delivery))
                .toList();
    }

    @Override
    public void start() {
        readers.forEach(StreamShardReader::start);
    }

    @Override
    public boolean quiet() {
        return readers.stream().allMatch(StreamShardReader::quiet);
    }

    @Override
    public void close() {
        readers.forEach(StreamShardReader::close);
    }
}
