package io.seatline.local.lambda;

/** Decides what happens to invocations, deliveries and schedules; a test overrides it to inject faults. */
public interface DeliveryHook {

    /** Lets everything through. */
    DeliveryHook NONE = new DeliveryHook() {};

    /** What happens to an invocation. */
    enum Invocation {
        /** It runs and its answer arrives. */
        NORMAL,
        /** It fails before the function has done anything. */
        FAILS,
        /** The function runs, but its answer is lost, as when its environment dies at the end. */
        LOSES_ANSWER
    }

    /** What happens to a batch of messages or records. */
    enum Delivery {
        /** It is delivered once. */
        NORMAL,
        /** It is lost, which neither SQS nor streams do, but an operator's mistake does. */
        DROPPED,
        /** It is delivered twice, one after the other. */
        DOUBLED
    }

    /** What happens to an invocation of a function now. */
    default Invocation invocation(String functionId) {
        return Invocation.NORMAL;
    }

    /** What happens to messages of a queue now. */
    default Delivery messages(String queueId) {
        return Delivery.NORMAL;
    }

    /** What happens to records of a table's stream now. */
    default Delivery records(String tableId) {
        return Delivery.NORMAL;
    }

    /** Whether a schedule is stopped now. */
    default boolean stopped(String scheduleId) {
        return false;
    }
}
