package io.seatline.local.cost;

import static io.seatline.local.cost.Metric.BYTES_OUT;
import static io.seatline.local.cost.Metric.EVENTS;
import static io.seatline.local.cost.Metric.INVOCATIONS;
import static io.seatline.local.cost.Metric.POLLER_CALLS;
import static io.seatline.local.cost.Metric.QUEUE_CALLS;
import static io.seatline.local.cost.Metric.READ_UNITS;
import static io.seatline.local.cost.Metric.WRITE_UNITS;

import java.util.function.ToDoubleFunction;

/**
 * List prices of us-east-1 as of 2026-11: on demand, without free tiers and volume discounts. Monthly costs (storage, logs,
 * alarms, idle pollers) are not included.
 */
public enum Price {
    /** aws.amazon.com/dynamodb/pricing/on-demand. */
    WRITES(0.625, usage -> usage.of(WRITE_UNITS)),
    READS(0.125, usage -> usage.of(READ_UNITS)),
    /** aws.amazon.com/lambda/pricing, Arm. */
    REQUESTS(0.20, usage -> usage.of(INVOCATIONS)),
    COMPUTE(13.3334, Usage::gigabyteSeconds),
    /** aws.amazon.com/api-gateway/pricing, HTTP API. */
    API(1.00, usage -> usage.of(INVOCATIONS, "api")),
    /** aws.amazon.com/ec2/pricing/on-demand: 0.09 a gigabyte to the internet. */
    DATA_OUT(0.00009, usage -> usage.of(BYTES_OUT)),
    /** aws.amazon.com/sqs/pricing: standard and FIFO requests. */
    QUEUES(0.40, usage -> queueCalls(usage, false)),
    FIFO_QUEUES(0.50, usage -> queueCalls(usage, true)),
    /** aws.amazon.com/eventbridge/pricing, custom events. */
    BUS(1.00, usage -> usage.of(EVENTS));

    private final double dollarsAMillion;
    private final ToDoubleFunction<Usage> quantity;

    Price(double dollarsAMillion, ToDoubleFunction<Usage> quantity) {
        this.dollarsAMillion = dollarsAMillion;
        this.quantity = quantity;
    }

    private static double queueCalls(Usage usage, boolean fifo) {
        return usage.sum(key -> (key.metric() == QUEUE_CALLS || key.metric() == POLLER_CALLS)
                && key.resource().endsWith(".fifo") == fifo);
    }

    /** Returns the price of a usage in US dollars. */
    double dollars(Usage usage) {
        return quantity.applyAsDouble(usage) * dollarsAMillion / 1e6;
    }
}
