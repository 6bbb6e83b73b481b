package io.seatline.local.cost;

/** Published limits of AWS, and the template's own, as of 2026-11; a Region's defaults, of which many can be raised. */
final class Limits {
    static final double PARTITION_WRITES = 1_000;
    static final double PARTITION_READS = 3_000;
    static final double TABLE_UNITS = 40_000;
    static final double NEW_TABLE_WRITES = 4_000;
    static final double CONCURRENCY = 1_000;
    static final double API_REQUESTS = 10_000;
    static final double PUT_EVENTS = 10_000;
    static final double FIFO_GROUP_CALLS = 300;
    static final double FIFO_CALLS = 70_000;

    /** The stage's own throttle, see infra-cdk's DeploymentStage. */
    static final double STAGE_REQUESTS = 3_000;

    /** The due mapping's MaximumConcurrency and Notify's reserved concurrency, see infra-cdk. */
    static final double DEADLINE_CONCURRENCY = 200;

    static final double NOTIFY_CONCURRENCY = 50;

    /** A new on-demand table's partitions: 4,000 write units at 1,000 each. Each is a shard of its stream. */
    static final double STREAM_SHARDS = 4;

    static final double STREAM_BATCH = 100;
    static final double TICK_SECONDS = 55;
    static final double MESSAGES_A_CALL = 10;

    static final String DYNAMODB = "docs.aws.amazon.com/amazondynamodb: Quotas; Best practices for partition keys";
    static final String LAMBDA = "docs.aws.amazon.com/lambda: Lambda quotas";
    static final String API = "docs.aws.amazon.com/apigateway: Amazon API Gateway quotas";
    static final String SQS = "docs.aws.amazon.com/AWSSimpleQueueService: Amazon SQS message quotas";
    static final String EVENTBRIDGE = "docs.aws.amazon.com/eventbridge: Amazon EventBridge quotas";
    static final String TEMPLATE = "infra-cdk";

    private Limits() {}
}
