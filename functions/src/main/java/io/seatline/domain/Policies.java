package io.seatline.domain;

import java.time.Duration;

/** The numbers that rule Seatline, each with its reason. */
public final class Policies {
    /** The most seats in one booking. */
    public static final int MAX_SEATS = 10;

    /** The most payment attempts of one booking: each costs MoMo a query when the hold ends. */
    public static final int MAX_ATTEMPTS = 10;

    /** A hold whose payment MoMo still processes at its end goes on once for this long. */
    public static final Duration EXTENSION = Duration.ofMinutes(1);

    /** How often Scheduler ticks; see {@code infra-cdk}. */
    public static final Duration TICK = Duration.ofMinutes(1);

    /** How long after its time what a tick finds a second time is done, should its first message have been lost. */
    public static final Duration ONCE_MORE = Duration.ofSeconds(10);

    /**
     * How far a Scheduler tick looks ahead. Ticks come every minute, each up to a minute late, so two can be almost two
     * minutes apart; what is due sooner than this when it is written goes to the delay queue at once.
     */
    public static final Duration TICK_HORIZON = Duration.ofMinutes(2);

    /** How long after its hold an attempt that MoMo has not told the end of is asked for; MoMo's "unknown" is final then. */
    public static final Duration SETTLE_AFTER = Duration.ofMinutes(2);

    /** For so long each tick asks again how an attempt ended that MoMo does not tell the end of; then ever more rarely. */
    public static final Duration POLLED_EACH_TICK = Duration.ofMinutes(5);

    /**
     * When what was sent to the show's queue is sent again, should it have been lost. A minute beyond what the outbox and
     * a tick look ahead, so that what is done within that minute, as nearly all is, costs no message.
     */
    public static final Duration SHOW_QUEUE_RETRY = TICK_HORIZON.plus(Duration.ofMinutes(1));

    /** What the writer does not do, or MoMo not tell, is asked of it ever more rarely, but never more rarely than this. */
    public static final Duration LONGEST_RETRY = Duration.ofMinutes(30);

    /** When a refund that was sent to the refund queue is tried again, should it have been lost or not be final. */
    public static final Duration REFUND_RETRY = Duration.ofMinutes(3);

    /** MoMo's code 1080 asks to try a refund again after this long. */
    public static final Duration REFUND_PAUSE = Duration.ofHours(1);

    /** A refund whose end MoMo does not tell for so long becomes a support case. */
    public static final Duration REFUND_PATIENCE = Duration.ofDays(1);

    /** The clocks of two environments never differ by more. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    /** After so many refunds that MoMo refused with 1080, support takes over. */
    public static final int MAX_REFUND_TRIES = 24;

    private Policies() {}
}
