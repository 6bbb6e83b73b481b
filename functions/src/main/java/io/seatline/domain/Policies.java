package io.seatline.domain;

import java.time.Duration;

/** Seatline's limits and time-outs, each with its reason. */
public final class Policies {
    /** Maximum number of seats in a hold or a counter sale. */
    public static final int MAX_SEATS = 10;

    /** Maximum number of seats in a block: one transaction must be able to write a claim for each. */
    public static final int MAX_BLOCK_SEATS = 50;

    /** Maximum number of payments of one booking. Each open one costs a MoMo query when the hold ends. */
    public static final int MAX_ATTEMPTS = 10;

    /** Number of a customer's lapsed holds of a show, within {@link #LAPSES_COUNT_FOR}, that start a cool-down. */
    public static final int MAX_LAPSES = 3;

    /** How long a lapsed hold counts. */
    public static final Duration LAPSES_COUNT_FOR = Duration.ofHours(1);

    /** How long a customer who let too many holds of a show lapse cannot hold seats of it. */
    public static final Duration COOLDOWN = Duration.ofMinutes(15);

    /** Number of shows whose lapses are counted for a customer at the same time. It bounds the item's size. */
    public static final int MAX_SHOWS_WITH_LAPSES = 20;

    /** Maximum number of live waitlist entries of a customer. */
    public static final int MAX_ENTRIES = 5;

    /** How long a hold is extended, once, if MoMo is still processing a payment when it ends. */
    public static final Duration EXTENSION = Duration.ofMinutes(1);

    /** Interval of the Scheduler tick; see {@code infra-cdk}. */
    public static final Duration TICK = Duration.ofMinutes(1);

    /** Extra delay of the second message for a deadline, which only matters if the first message was lost. */
    public static final Duration RESEND_DELAY = Duration.ofSeconds(10);

    /**
     * How far a Scheduler tick looks ahead. Ticks run every minute, each up to a minute late, so two can be almost two
     * minutes apart. The outbox sends a deadline that is closer than this to the delay queue at once.
     */
    public static final Duration TICK_HORIZON = Duration.ofMinutes(2);

    /** How long after the end of the hold MoMo is polled for an open payment. By then, its "unknown order" is final. */
    public static final Duration SETTLE_AFTER = Duration.ofMinutes(2);

    /** How often a customer may have MoMo asked about a booking's payments. */
    public static final Duration PAYMENT_CHECK_INTERVAL = Duration.ofSeconds(10);

    /** How long to poll an unresolved payment on every tick before backing off. */
    public static final Duration POLL_EVERY_TICK_FOR = Duration.ofMinutes(5);

    /**
     * When a message to a show queue is sent again if its work is not done. It is a minute longer than
     * {@link #TICK_HORIZON}, so work that is done within a minute, as nearly all is, costs no delay message.
     */
    public static final Duration SHOW_QUEUE_RETRY = TICK_HORIZON.plus(Duration.ofMinutes(1));

    /** Upper limit of the back-off when a show worker or MoMo does not respond. */
    public static final Duration MAX_RETRY_DELAY = Duration.ofMinutes(30);

    /** When a refund is sent to the refund queue again if its message was lost or its result is not final. */
    public static final Duration REFUND_RETRY = Duration.ofMinutes(3);

    /** The smallest amount that MoMo refunds, in dong. */
    public static final long MIN_REFUND = 1_000;

    /** How long to wait before retrying a refund after MoMo's code 1080. */
    public static final Duration REFUND_PAUSE = Duration.ofHours(1);

    /** How long MoMo may leave a refund without a final result before it becomes a support case. */
    public static final Duration REFUND_ANSWER_TIMEOUT = Duration.ofDays(1);

    /** Maximum difference between the clocks of two execution environments. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    /** Maximum number of tries of a refund that MoMo answers with 1080. After that, support takes over. */
    public static final int MAX_REFUND_TRIES = 24;

    private Policies() {}
}
