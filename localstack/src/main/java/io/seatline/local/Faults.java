package io.seatline.local;

/**
 * Decides what fails in the cloud. Every method is given a logical id and asked anew each time. Nothing fails unless a test
 * injects faults.
 */
public interface Faults {

    /** How an invocation ends. */
    enum Invocation {
        NORMAL,
        /** It fails before the function has done anything. */
        FAILS,
        /** The function does its work, but its answer is lost, as when its environment dies at the end. */
        LOSES_ANSWER
    }

    /** What happens to a delivery of messages or records. */
    enum Delivery {
        NORMAL,
        /** They are gone: SQS and streams do not do this, but an operator's mistake does. */
        DROPPED,
        /** They are delivered twice, one after the other. */
        DOUBLED
    }

    static Faults none() {
        return new Faults() {};
    }

    default Invocation invocation(String functionId) {
        return Invocation.NORMAL;
    }

    default Delivery messages(String queueId) {
        return Delivery.NORMAL;
    }

    default Delivery records(String tableId) {
        return Delivery.NORMAL;
    }

    /** Returns whether a schedule does not fire. */
    default boolean stopped(String scheduleId) {
        return false;
    }
}
