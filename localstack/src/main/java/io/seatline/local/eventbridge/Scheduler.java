package io.seatline.local.eventbridge;

import io.seatline.local.clock.Timers;
import io.seatline.local.template.ResolvedTemplate.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * EventBridge Scheduler: invokes the targets of recurring schedules at each multiple of their rate on the cloud's clock.
 * A jump of the clock over several multiples fires once, like a late tick.
 */
public final class Scheduler implements AutoCloseable {

    private final List<Schedule> schedules;
    private final BiConsumer<String, byte[]> invoke;
    private final Predicate<String> stopped;
    private final Timers timers;
    private final InstantSource clock;
    private volatile boolean closed;

    /**
     * Makes a scheduler that has not started.
     *
     * @param invoke takes a function's ARN and an event and invokes it asynchronously
     * @param stopped whether a schedule, by its logical id, is to skip its turn
     */
    public Scheduler(
            List<Schedule> schedules,
            BiConsumer<String, byte[]> invoke,
            Predicate<String> stopped,
            Timers timers,
            InstantSource clock) {
        this.schedules = schedules.stream().filter(Schedule::enabled).toList();
        this.invoke = invoke;
        this.stopped = stopped;
        this.timers = timers;
        this.clock = clock;
    }

    /** Starts all schedules. */
    public void start() {
        schedules.forEach(this::scheduleNext);
    }

    private void scheduleNext(Schedule schedule) {
        long rate = schedule.rate().toMillis();
        Instant next = Instant.ofEpochMilli(Math.floorDiv(clock.millis(), rate) * rate + rate);
        timers.at(next, () -> fire(schedule));
    }

    private void fire(Schedule schedule) {
        if (closed) {
            return;
        }
        if (!stopped.test(schedule.id())) {
            String event = schedule.target().input().orElse("{}");
            invoke.accept(schedule.target().arn(), event.getBytes(StandardCharsets.UTF_8));
        }
        scheduleNext(schedule);
    }

    @Override
    public void close() {
        closed = true;
    }
}
