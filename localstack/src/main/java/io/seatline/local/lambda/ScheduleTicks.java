package io.seatline.local.lambda;

import io.seatline.local.Faults;
import io.seatline.local.clock.Timers;
import io.seatline.local.lambda.eventsource.EventSource;
import io.seatline.local.template.ResolvedTemplate.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A schedule: fires whenever the cloud's clock has crossed a multiple of its rate; once, if it has crossed several at
 * a jump, as a tick that came late does.
 */
final class ScheduleTicks implements EventSource {

    private final Schedule schedule;
    private final AsyncInvocations async;
    private final Timers timers;
    private final Faults faults;
    private final InstantSource clock;
    private volatile boolean closed;

    ScheduleTicks(Schedule schedule, AsyncInvocations async, Timers timers, Faults faults, InstantSource clock) {
        this.schedule = schedule;
        this.async = async;
        this.timers = timers;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public void start() {
        timers.at(nextBoundary(), this::tick);
    }

    private Instant nextBoundary() {
        long rate = schedule.rate().toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(clock.millis(), rate) * rate + rate);
    }

    private void tick() {
        if (closed) {
            return;
        }
        if (!faults.stopped(schedule.id())) {
            String event = schedule.target().input().orElse("{}");
            async.accept(schedule.target().arn(), event.getBytes(StandardCharsets.UTF_8));
        }
        timers.at(nextBoundary(), this::tick);
    }

    @Override
    public boolean quiet() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
