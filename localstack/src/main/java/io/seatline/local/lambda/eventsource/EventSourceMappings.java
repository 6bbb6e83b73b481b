package io.seatline.local.lambda.eventsource;

import io.seatline.local.lambda.FunctionRuntime;
import io.seatline.local.sqs.QueueEngine;
import io.seatline.local.tables.TableEngine;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.ResolvedTemplate.EventSourceMapping;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The template's event source mappings: pollers of queues and readers of stream shards. */
public final class EventSourceMappings implements AutoCloseable {

    private final List<EventSource> sources = new ArrayList<>();

    /**
     * Prepares the enabled mappings.
     *
     * @param dataDir where checkpoints of streams are kept; empty for memory
     */
    public EventSourceMappings(
            ResolvedTemplate cloud,
            FunctionRuntime functions,
            TableEngine tables,
            QueueEngine queues,
            InstantSource clock,
            Optional<Path> dataDir) {
        Checkpoints checkpoints = new Checkpoints(dataDir);
        for (EventSourceMapping mapping : cloud.mappings()) {
            if (!mapping.enabled()) {
                continue;
            }
            if (mapping.sourceArn().contains(":sqs:")) {
                sources.add(new QueuePoller(mapping, cloud, functions, queues, clock));
            } else {
                String streamArn =
                        tables.streamArn(cloud.table(mapping.sourceArn()).name());
                StreamDelivery delivery =
                        new StreamDelivery(mapping, cloud, streamArn, functions, queues, checkpoints, clock);
                tables.shards(streamArn)
                        .forEach(shard -> sources.add(new StreamShardReader(shard, tables, checkpoints, delivery)));
            }
        }
    }

    /** Starts all of them. */
    public void start() {
        sources.forEach(EventSource::start);
    }

    /** Whether everything there is to read has been read and processed. */
    public boolean quiet() {
        return sources.stream().allMatch(EventSource::quiet);
    }

    @Override
    public void close() {
        sources.forEach(EventSource::close);
    }
}
