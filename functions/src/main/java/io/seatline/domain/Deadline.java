package io.seatline.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What is unfinished about a booking, a payment or a waitlist entry, and when to see to it at the latest.
 *
 * @param since when it came to be unfinished
 */
public record Deadline(Kind kind, Instant at, Instant since) {

    /** What cannot be done before it is due. */
    public Deadline(Kind kind, Instant at) {
        this(kind, at, at);
    }

    /** What the show's worker is told of now, and again should it not have heard. */
    public static Deadline forWorker(Kind kind, Instant now) {
        return new Deadline(kind, now.plus(Policies.SHOW_QUEUE_RETRY), now);
    }

    /**
     * The writer is told, or MoMo asked, again. The next time comes after as long as this has waited already, within
     * bounds: an outage of hours would otherwise fill the show queue with what is in it, or the delay queue with questions.
     */
    public Deadline backedOff(Instant now) {
        long wait = Math.clamp(
                Duration.between(since, now).toMillis(),
                Policies.SHOW_QUEUE_RETRY.toMillis(),
                Policies.LONGEST_RETRY.toMillis());
        return new Deadline(kind, now.plusMillis(wait), since);
    }

    /** What there is to do. */
    public enum Kind {
        /** Booking: the hold ends. */
        HOLD,
        /** Booking: the show's worker is to reallocate its released seats. */
        REALLOCATE,
        /** Payment: MoMo has not said how it ended. */
        PAYMENT,
        /** Payment: it came late; the show's worker decides. */
        LATE_PAYMENT,
        /** Payment: it is to be returned. */
        REFUND,
        /** Entry: the show's worker has not given it a place. */
        JOIN,
        /** Entry: it has left, and the show's worker has not taken it out of the waitlist's numbers. */
        LEAVE
    }
}
