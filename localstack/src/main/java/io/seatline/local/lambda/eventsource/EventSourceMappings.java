package io.seatline.local.lambda.eventsource;

import io.seatline.local.Faults;
import io.seatline.local.clock.Timers;
import io.seatline.local.lambda.AsyncInvocations;
import io.seatline.local.lambda.FunctionRuntime;
import io.seatline.local.lambda.ScheduleTicks;
import io.seatline.local.lambda.StreamPoller;
import io.seatline.local.sqs.QueueEngine;
import io.seatline.local.tables.TableEngine;
import io.seatline.local.template.ResolvedTemplate.Mapping;
import io.seatline.local.template.ResolvedTemplate.Schedule;
import io.seatline.local.template.ResolvedTemplate;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything in the cloud that invokes functions of its own accord. */
public final class EventSourceMappings implements AutoCloseable {

    private final List<EventSource> sources = new ArrayList<>();

    /**
     * Prepares the template's event source mappings and schedules.
     *
     * @param cloud what the template declares
     * @param functions what they invoke
     * @param async how schedules invoke it
     * @param tables where streams are read
     * @param queues where queues are read
     * @param timers what wakes schedules
     * @param faults what is to go wrong
     * @param clock what schedules tick by
     * @param dataDir where checkpoints are kept
     */
    public EventSourceMappings(
            ResolvedTemplate cloud,
            FunctionRuntime functions,
            AsyncInvocations async,
            TableEngine tables,
            QueueEngine queues,
            Timers timers,
            Faults faults,
            InstantSource clock,
            Optional<Path> dataDir) {
        Checkpoints checkpoints = new Checkpoints(dataDir);
        for (Mapping mapping : cloud.mappings()) {
            if (!mapping.enabled()) {
                continue;
            }
            if (mapping.sourceArn().contains(":sqs:")) {
                sources.add(new QueuePoller(mapping, cloud, functions, queues, faults, clock));
            } else {
                String streamArn =
                        tables.streamArn(cloud.table(mapping.sourceArn()).name());
                StreamDelivery delivery =
                        new StreamDelivery(mapping, cloud, streamArn, functions, queues, checkpoints, faults, clock);
                sources.add(new StreamPoller(tables, checkpoints, delivery));
            }
        }
        for (Schedule schedule : cloud.schedules()) {
            if (schedule.enabled()) {
                sources.add(new ScheduleTicks(schedule, async, timers, faults, clock));
            }
        }
    }

    /** Starts all of them. */
    public void start() {
        sources.forEach(EventSource::start);
    }

    /** Whether everything there is to read has been read and worked off. */
    public boolean quiet() {
        return sources.stream().allMatch(EventSource::quiet);
    }

    @Override
    public void close() {
        sources.forEach(EventSource::close);
    }
}
