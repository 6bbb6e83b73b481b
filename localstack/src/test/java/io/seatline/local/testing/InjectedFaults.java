package io.seatline.local.testing;

import io.seatline.local.lambda.DeliveryHook;
import io.seatline.local.template.ResolvedTemplate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Injects faults into a cloud. Closing the returned fault ends it:
 *
 * <pre>{@code
 * try (Fault _ = faults.failing("DeadlineHandler")) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Functions, queues, tables and schedules are named by logical id or physical name, functions also by their handler's
 * class.
 */
public final class InjectedFaults implements DeliveryHook {
    private final Supplier<ResolvedTemplate> cloud;
    private final List<Injected<Invocation>> invocations = new CopyOnWriteArrayList<>();
    private final List<Injected<Delivery>> queues = new CopyOnWriteArrayList<>();
    private final List<Injected<Delivery>> streams = new CopyOnWriteArrayList<>();
    private final List<Injected<Boolean>> schedules = new CopyOnWriteArrayList<>();

    /** A fault that lasts until it is closed. */
    public interface Fault extends AutoCloseable {
        @Override
        void close();
    }

    private record Injected<T>(Predicate<String> target, T effect) {}

    /** @param cloud returns the cloud's resources; called when a fault is injected */
    public InjectedFaults(Supplier<ResolvedTemplate> cloud) {
        this.cloud = cloud;
    }

    /** Makes every invocation of a function fail before it runs. */
    public Fault failing(String function) {
        return inject(invocations, function, Invocation.FAILS);
    }

    /** Runs a function but loses its answers. */
    public Fault losingAnswers(String function) {
        return inject(invocations, function, Invocation.LOSES_ANSWER);
    }

    /** Drops the messages of a queue on their way to the function that reads it. */
    public Fault droppingMessages(String queue) {
        return inject(queues, queue, Delivery.DROPPED);
    }

    /** Delivers the messages of a queue twice. */
    public Fault doublingMessages(String queue) {
        return inject(queues, queue, Delivery.DOUBLED);
    }

    /** Drops the records of a table's stream. */
    public Fault droppingRecords(String table) {
        return inject(streams, table, Delivery.DROPPED);
    }

    /** Delivers the records of a table's stream twice. */
    public Fault doublingRecords(String table) {
        return inject(streams, table, Delivery.DOUBLED);
    }

    /** Stops a schedule. */
    public Fault stopping(String schedule) {
        return inject(schedules, schedule, true);
    }

    /** Stops all schedules. */
    public Fault stoppingSchedules() {
        return inject(schedules, new Injected<>(_ -> true, true));
    }

    private <T> Fault inject(List<Injected<T>> faults, String name, T effect) {
        return inject(faults, new Injected<>(id -> isNamed(id, name), effect));
    }

    private static <T> Fault inject(List<Injected<T>> faults, Injected<T> fault) {
        faults.add(fault);
        return () -> faults.remove(fault);
    }

    private boolean isNamed(String id, String name) {
        ResolvedTemplate resources = cloud.get();
        return id.equals(name)
                || resources.functions().stream()
                        .anyMatch(function -> function.id().equals(id)
                                && (function.name().equals(name)
                                        || function.className().equals(name)
                                        || function.className().endsWith("." + name)))
                || resources.queues().stream()
                        .anyMatch(queue -> queue.id().equals(id) && queue.name().equals(name))
                || resources.tables().stream()
                        .anyMatch(table -> table.id().equals(id) && table.name().equals(name));
    }

    private static <T> T effect(List<Injected<T>> faults, String id, T normal) {
        return faults.stream()
                .filter(fault -> fault.target().test(id))
                .map(Injected::effect)
                .findFirst()
                .orElse(normal);
    }

    @Override
    public Invocation invocation(String functionId) {
        return effect(invocations, functionId, Invocation.NORMAL);
    }

    @Override
    public Delivery messages(String queueId) {
        return effect(queues, queueId, Delivery.NORMAL);
    }

    @Override
    public Delivery records(String tableId) {
        return effect(streams, tableId, Delivery.NORMAL);
    }

    @Override
    public boolean stopped(String scheduleId) {
        return effect(schedules, scheduleId, false);
    }
}
