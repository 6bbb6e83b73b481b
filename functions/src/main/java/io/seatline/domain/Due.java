package io.seatline.domain;

import java.time.Instant;

/** What is unfinished about a booking, a payment or a ticket, and when to see to it at the latest. */
public record Due(Kind kind, Instant at) {

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
