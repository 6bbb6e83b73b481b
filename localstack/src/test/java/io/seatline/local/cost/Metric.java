package io.seatline.local.cost;

/** The counted metrics and the resources they are counted by. */
public enum Metric {
    /** DynamoDB write units, by {@code table} or {@code table/index}. */
    WRITE_UNITS,
    /** DynamoDB read units, by {@code table} or {@code table/index}. */
    READ_UNITS,
    /** Calls of DynamoDB, by method of its client. */
    TABLE_CALLS,
    /** Invocations of a function, by {@code api}, {@code url}, {@code stream}, {@code other} or the queue's name. */
    INVOCATIONS,
    /** Milliseconds that a function ran. */
    MILLISECONDS,
    /** Bytes of the API's answers. */
    BYTES_OUT,
    /** SQS calls of functions, by queue. */
    QUEUE_CALLS,
    /** SQS calls of Lambda and EventBridge on a function's behalf, by queue: send, receive, delete. */
    POLLER_CALLS,
    /** Events put on the bus, by detail type. */
    EVENTS,
    /** Calls of MoMo, by kind. */
    MOMO_CALLS
}
