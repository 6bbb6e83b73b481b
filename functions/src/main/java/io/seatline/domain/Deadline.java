package io.seatline.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What is unfinished about a booking, a payment or a ticket, and when to see to it at the latest.
 *
 * @param since when it came to be unfinished
 */
public record Deadline(Kind kind, Instant at, Instant since) {

    /** What cannot be done before it is due. */
    public Deadline(Kind kind, Instant at) {
        this(kind, at, at);
    }

    /** What the show's writer is told of now, and again should it not have heard. */
    public static Deadline toldWriter(Kind kind, Instant now) {
        return new Deadline(kind, now.plus(Policies.MAILBOX_RETRY), now);
    }

    /**
     * The writer is told, or MoMo asked, again. The next time comes after as long as this has waited already, within
     * bounds: an outage of hours would otherwise fill the mailbox with what is in it, or the delay queue with questions.
     */
    public Deadline toldAgain(Instant now) {
        long wait = Math.clamp(
                Duration.between(since, now).toMillis(),
                Policies.MAILBOX_RETRY.toMillis(),
                Policies.LONGEST_RETRY.toMillis());
        return new Deadline(kind, now.plusMillis(wait), since);
    }

    /** What there is to do. */
    public enum Kind {
        /** Booking: the hold ends. */
        HOLD,
        /** Booking: its released seats are to be handed on by the show's writer. */
        HAND_ON,
        /** Payment: MoMo has not told how the attempt ended. */
        ATTEMPT,
        /** Payment: it came late; the show's writer decides. */
        LATE,
        /** Payment: it is to be returned. */
        REFUND,
        /** Ticket: the show's writer has not given it a place. */
        JOIN,
        /** Ticket: it has left, and the show's writer has not taken it out of the line's numbers. */
        LEAVE
    }
}
