package io.seatline.local.cost;

/** List prices: on demand, in one Region, without free tiers and without volume discounts. */
public enum Price {
    WRITE_UNITS("DynamoDB write units", 0.625, Price.MILLION, "dynamodb/pricing/on-demand"),
    READ_UNITS("DynamoDB read units", 0.125, Price.MILLION, "dynamodb/pricing/on-demand"),
    STORAGE("DynamoDB storage, GB-month", 0.25, 1, "dynamodb/pricing/on-demand"),
    RECOVERY("DynamoDB point-in-time recovery, GB-month", 0.20, 1, "dynamodb/pricing/on-demand"),
    INVOCATIONS("Lambda requests", 0.20, Price.MILLION, "lambda/pricing"),
    COMPUTE("Lambda Arm GB-seconds", 0.0000133334, 1, "lambda/pricing"),
    API_REQUESTS("API Gateway HTTP API requests", 1.00, Price.MILLION, "api-gateway/pricing"),
    DATA_OUT("data out to the internet, GB", 0.09, 1, "ec2/pricing/on-demand"),
    QUEUE_REQUESTS("SQS standard requests", 0.40, Price.MILLION, "sqs/pricing"),
    FIFO_REQUESTS("SQS FIFO requests", 0.50, Price.MILLION, "sqs/pricing"),
    EVENTS("EventBridge custom events", 1.00, Price.MILLION, "eventbridge/pricing"),
    SCHEDULES("EventBridge Scheduler invocations", 1.00, Price.MILLION, "eventbridge/pricing"),
    LOGS("CloudWatch Logs ingestion, GB", 0.50, 1, "cloudwatch/pricing"),
    ALARMS("CloudWatch alarms, month", 0.10, 1, "cloudwatch/pricing"),
    DASHBOARDS("CloudWatch dashboards, month", 3.00, 1, "cloudwatch/pricing"),
    METRICS("CloudWatch custom metrics, month", 0.30, 1, "cloudwatch/pricing"),
    SECRETS("Secrets Manager secrets, month", 0.40, 1, "secrets-manager/pricing");

    /** Where they hold. */
    public static final String REGION = "us-east-1 (N. Virginia)";

    /** When they were looked up. */
    public static final String AS_OF = "2026-11";

    private static final double MILLION = 1e6;

    private final String unit;
    private final double dollars;
    private final double per;
    private final String page;

    Price(String unit, double dollars, double per, String page) {
        this.unit = unit;
        this.dollars = dollars;
        this.per = per;
        this.page = page;
    }

    /** What it is the price of. */
    public String unit() {
        return unit;
    }

    /** US dollars for {@link #per} units. */
    public double dollars() {
        return dollars;
    }

    /** For how many units it is. */
    public double per() {
        return per;
    }

    /** The page it was taken from. */
    public String page() {
        return "https://aws.amazon.com/" + page + "/";
    }

    /** What so many units cost, US dollars. */
    public double of(double quantity) {
        return quantity * dollars / per;
    }
}
