package io.seatline.usecase;

import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes that several transactions have in common. */
public final class Writes {
    private Writes() {}

    /** Claims every seat of a booking; each must have no claim. */
    public static List<Write> takeSeats(Booking booking, SeatClaim claim, Show show) {
        return booking.seats().stream()
                .<Write>map(seat -> new Write.TakeSeat(booking.show(), seat, claim, show.claimsKeptUntil()))
                .toList();
    }

    /** Moves every claim of a booking; each must stand in this state for this booking. */
    public static List<Write> moveClaims(Booking booking, SeatClaim from, SeatClaim to) {
        return booking.seats().stream()
                .<Write>map(seat -> new Write.MoveClaim(booking.show(), seat, from, to))
                .toList();
    }

    /**
     * That every other payment of a booking stands as it was read, where the booking's state is derived from them and
     * this may be the last to end. The booking's version does not tell: of a transaction that is just being written, a
     * reader may see the booking and not yet the payment.
     */
    public static List<Write> otherPaymentsUnchanged(BookingDetails details, Payment changed) {
        return details.payments().stream()
                .filter(payment -> !payment.id().equals(changed.id()))
                .<Write>map(Write.PaymentUnchanged::new)
                .toList();
    }

    /** A booking's hold on a seat. */
    public static SeatClaim held(Booking booking) {
        return new SeatClaim.Held(booking.id(), booking.heldUntil());
    }

    /** The active hold that names this booking; nothing where it names another by now, or none. */
    public static Optional<ActiveHold> ownActiveHold(Ledger ledger, Booking booking) {
        return ledger.activeHold(booking.show(), booking.customer())
                .filter(activeHold -> activeHold.booking().equals(booking.id()));
    }

    /**
     * What goes, in each transaction by which a booking stops being unpaid: its active hold or, of an offer, that its
     * entry is the customer's live one. Nothing where these are another's by now.
     */
    public static List<Write> clearUnpaidLimit(Ledger ledger, Waitlist waitlist, Booking booking) {
        Optional<Write> gone = booking.offer().isPresent()
                ? waitlist.entryOf(booking.show(), booking.customer())
                        .filter(entry -> booking.offer().equals(Optional.of(entry)))
                        .map(entry -> new Write.ClearLiveEntry(entry, booking.customer()))
                : ownActiveHold(ledger, booking).map(Write.DropActiveHold::new);
        return gone.stream().toList();
    }

    /** Gives up the held seats of an unpaid booking that ends without payment. */
    public static List<Write> cancel(Ledger ledger, Waitlist waitlist, Booking booking, Instant now) {
        List<Write> writes = new ArrayList<>(moveClaims(booking, held(booking), new SeatClaim.Released(booking.id())));
        writes.add(new Write.ChangeBooking(booking, booking.cancelled(now)));
        writes.addAll(clearUnpaidLimit(ledger, waitlist, booking));
        return writes;
    }
}
