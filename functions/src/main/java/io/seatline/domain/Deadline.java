package io.seatline.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * Work that remains on a booking, a payment, a refund, a waitlist entry or a show, and the latest time to check it.
 *
 * @param since when the work became necessary; the base of the back-off
 */
public record Deadline(Kind kind, Instant at, Instant since) {

    /** A deadline for work that cannot start before {@code at}. */
    public Deadline(Kind kind, Instant at) {
        this(kind, at, at);
    }

    /** A deadline for work sent to the show worker now: its message is sent again if the work is not done by then. */
    public static Deadline forWorker(Kind kind, Instant now) {
        return new Deadline(kind, now.plus(Policies.SHOW_QUEUE_RETRY), now);
    }

    /**
     * The next deadline after a retry. The wait equals the time since {@code since}, limited to
     * {@link Policies#SHOW_QUEUE_RETRY} to {@link Policies#MAX_RETRY_DELAY}. Without back-off, an outage of hours
     * would fill the show queue with duplicates and the delay queue with MoMo queries.
     */
    public Deadline backedOff(Instant now) {
        long wait = Math.clamp(
                Duration.between(since, now).toMillis(),
                Policies.SHOW_QUEUE_RETRY.toMillis(),
                Policies.MAX_RETRY_DELAY.toMillis());
        return new Deadline(kind, now.plusMillis(wait), since);
    }

    /** The work that remains. */
    public enum Kind {
        /** Booking: end the hold. */
        HOLD,
        /** Booking: the show worker must reallocate its released seats. */
        REALLOCATE,
        /** Payment: MoMo has not reported a final result. */
        PAYMENT,
        /** Payment: it arrived late, and the show worker must settle it. */
        LATE_PAYMENT,
        /** Refund: it must be made. */
        REFUND,
        /** Waitlist entry: the show worker must assign its place. */
        JOIN,
        /** Waitlist entry: it has left, and the show worker must remove it from the waitlist state. */
        LEAVE,
        /** Show: its free seats must be counted for the listings. */
        COUNT,
        /** Show: its manager cancelled it or opened its sales again, and the show worker must carry that out. */
        SHOW_CHANGED
    }
}
