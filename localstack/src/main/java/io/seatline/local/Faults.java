package io.seatline.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What goes wrong in the cloud, for as long as a test says. Each method breaks something and returns what mends it:
 *
 * <pre>{@code
 * try (Faults.Fault outage = cloud.faults().failing("DueHandler")) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Functions, queues, tables and schedules are named as {@code Resolved} finds them: by logical id or physical name,
 * functions also by their handler's class.
 */
public final class Faults {

    /** Something that is broken until it is closed. */
    public interface Fault extends AutoCloseable {

        /** Mends it. */
        @Override
        void close();
    }

    /** What becomes of an invocation. */
    public enum Invocation {
        /** It runs and answers. */
        NORMAL,
        /** It fails before the function has done anything. */
        FAILS,
        /** The function does its work, but its answer is lost, as when its environment dies at the end. */
        LOSES_ANSWER
    }

    /** What becomes of a delivery of messages or records. */
    public enum Delivery {
        /** They are delivered. */
        NORMAL,
        /** They are gone: SQS and streams do not do this, but an operator's mistake does. */
        DROPPED,
        /** They are delivered twice, one after the other. */
        DOUBLED
    }

    private record Broken<T>(Predicate<String> what, T how) {}

    private final BiPredicate<String, String> sameThing;
    private final List<Broken<Invocation>> invocations = new CopyOnWriteArrayList<>();
    private final List<Broken<Delivery>> queues = new CopyOnWriteArrayList<>();
    private final List<Broken<Delivery>> streams = new CopyOnWriteArrayList<>();
    private final List<Broken<Boolean>> schedules = new CopyOnWriteArrayList<>();

    /** Nothing is broken, and nothing will be. */
    public static Faults none() {
        return new Faults((id, name) -> false);
    }

    /**
     * Makes a cloud in which nothing is broken.
     *
     * @param sameThing whether a name that a test gives (the second argument) means a logical id (the first)
     */
    Faults(BiPredicate<String, String> sameThing) {
        this.sameThing = sameThing;
    }

    /**
     * Has every invocation of a function fail before it does anything.
     *
     * @param function the function
     * @return what mends it
     */
    public Fault failing(String function) {
        return breaking(invocations, function, Invocation.FAILS);
    }

    /**
     * Has a function do its work but never answer.
     *
     * @param function the function
     * @return what mends it
     */
    public Fault losingAnswers(String function) {
        return breaking(invocations, function, Invocation.LOSES_ANSWER);
    }

    /**
     * Has messages of a queue vanish on their way to the function that reads it.
     *
     * @param queue the queue
     * @return what mends it
     */
    public Fault droppingMessages(String queue) {
        return breaking(queues, queue, Delivery.DROPPED);
    }

    /**
     * Has messages of a queue delivered twice.
     *
     * @param queue the queue
     * @return what mends it
     */
    public Fault doublingMessages(String queue) {
        return breaking(queues, queue, Delivery.DOUBLED);
    }

    /**
     * Has records of a table's stream vanish.
     *
     * @param table the table
     * @return what mends it
     */
    public Fault droppingRecords(String table) {
        return breaking(streams, table, Delivery.DROPPED);
    }

    /**
     * Has records of a table's stream delivered twice.
     *
     * @param table the table
     * @return what mends it
     */
    public Fault doublingRecords(String table) {
        return breaking(streams, table, Delivery.DOUBLED);
    }

    /**
     * Has a schedule not fire.
     *
     * @param schedule the schedule
     * @return what mends it
     */
    public Fault stopping(String schedule) {
        return breaking(schedules, schedule, true);
    }

    /**
     * Has no schedule fire.
     *
     * @return what mends it
     */
    public Fault stoppingSchedules() {
        return add(schedules, new Broken<>(_ -> true, true));
    }

    private <T> Fault breaking(List<Broken<T>> list, String name, T how) {
        return add(list, new Broken<>(id -> sameThing.test(id, name), how));
    }

    private static <T> Fault add(List<Broken<T>> list, Broken<T> broken) {
        list.add(broken);
        return () -> list.remove(broken);
    }

    private static <T> T now(List<Broken<T>> list, String id, T normal) {
        return list.stream()
                .filter(broken -> broken.what().test(id))
                .map(Broken::how)
                .findFirst()
                .orElse(normal);
    }

    /** What becomes of an invocation of a function now. */
    public Invocation invocation(String functionId) {
        return now(invocations, functionId, Invocation.NORMAL);
    }

    /** What becomes of messages of a queue now. */
    public Delivery messages(String queueId) {
        return now(queues, queueId, Delivery.NORMAL);
    }

    /** What becomes of records of a table's stream now. */
    public Delivery records(String tableId) {
        return now(streams, tableId, Delivery.NORMAL);
    }

    /** Whether a schedule does not fire now. */
    public boolean stopped(String scheduleId) {
        return now(schedules, scheduleId, false);
    }
}
