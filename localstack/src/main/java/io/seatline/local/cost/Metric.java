package io.seatline.local.cost;

/** What is counted; what the resource of each count is. */
public enum Metric {
    /** DynamoDB, of a table. */
    WRITE_UNITS,
    /** DynamoDB, of {@code table/index}. */
    INDEX_WRITE_UNITS,
    /** DynamoDB, of a table. */
    READ_UNITS,
    /** DynamoDB, of {@code table/index}. */
    INDEX_READ_UNITS,
    /** Calls of DynamoDB, by their action. */
    TABLE_CALLS,
    /** Lambda, by what invoked it: {@code api}, {@code url}, {@code stream}, {@code schedule}, {@code event}, {@code direct} or a queue. */
    INVOCATIONS,
    /** Lambda, in milliseconds. */
    MILLISECONDS,
    /** Requests that API Gateway handed on, by route. */
    API_REQUESTS,
    /** Bytes of their answers, by route. */
    BYTES_OUT,
    /** SQS, calls that send, by queue. */
    SENDS,
    /** SQS, calls that received something, by queue. */
    RECEIVES,
    /** SQS, calls that delete, by queue. */
    DELETES,
    /** EventBridge, by detail type. */
    EVENTS,
    /** Records of a table's stream that passed the mapping's filter. */
    STREAM_RECORDS,
    /** MoMo's calls, by kind. */
    MOMO_CALLS,
    /** EventBridge Scheduler's invocations; Seatline has none but its ticks. */
    SCHEDULES
}
