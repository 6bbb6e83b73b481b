package io.seatline.usecase.mail;

import io.seatline.domain.BookingId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.BookedShow;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a mail says, in no language yet.
 *
 * @param booking the booking that the mail links to; empty for a customer who only waited
 * @param seats the seats that were bought, offered or returned
 * @param until when the offer ends
 * @param reason why money was refunded
 * @param ticket the ticket that the mail brings
 */
@RecordBuilder
record MailContent(
        Kind kind,
        BookedShow show,
        Optional<BookingId> booking,
        List<SeatNumber> seats,
        Optional<Vnd> amount,
        Optional<Instant> until,
        Optional<Refund.Reason> reason,
        Optional<Ticket> ticket) {

    MailContent {
        seats = List.copyOf(seats);
    }

    /** What the mail is about; its name begins the keys of its texts. */
    enum Kind {
        PAID("paid"),
        OFFER("offer"),
        REFUNDED("refunded"),
        REFUNDED_BY_HAND("by-hand"),
        CANCELLED_PAID("cancelled-paid"),
        CANCELLED_UNPAID("cancelled-unpaid"),
        CANCELLED_WAITING("cancelled-waiting");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }
}
