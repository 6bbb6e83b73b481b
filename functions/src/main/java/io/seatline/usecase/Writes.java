package io.seatline.usecase;

import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.HoldEnd;
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

/** Builds writes that several transactions share. */
public final class Writes {
    private Writes() {}

    /** Claims all seats of a booking. Expects that none has a claim. */
    public static List<Write> takeSeats(Booking booking, SeatClaim claim, Show show) {
        return booking.seats().stream()
                .<Write>map(seat -> new Write.TakeSeat(booking.show(), seat, claim, show.claimsKeptUntil()))
                .toList();
    }

    /** Moves all claims of a booking to a new state. Expects that each is in state {@code from}. */
    public static List<Write> moveClaims(Booking booking, SeatClaim from, SeatClaim to) {
        return booking.seats().stream()
                .<Write>map(seat -> new Write.MoveClaim(booking.show(), seat, from, to))
                .toList();
    }

    /**
     * Expects that every other payment of a booking is unchanged since it was read. A write needs this if it derives
     * the booking's state from all payments. The booking's version is not enough: reads are not isolated from
     * transactions, so a reader may see the new booking and the old payment.
     */
    public static List<Write> otherPaymentsUnchanged(BookingDetails details, Payment changed) {
        return details.payments().stream()
                .filter(payment -> !payment.id().equals(changed.id()))
                .<Write>map(Write.PaymentUnchanged::new)
                .toList();
    }

    /** The claim of a booking's hold on a seat. */
    public static SeatClaim held(Booking booking) {
        return new SeatClaim.Held(booking.id(), booking.heldUntil());
    }

    /**
     * Ends what limits the customer to this unpaid booking: the active hold, which also counts a lapse, or, for an
     * offer, the customer's live entry, which is removed. Every transaction that ends a booking's unpaid state needs
     * it. Empty if there is nothing to change because the item now names another booking or entry.
     */
    public static List<Write> clearUnpaidLimit(
            Ledger ledger, Waitlist waitlist, Booking booking, HoldEnd end, Instant now) {
        Optional<Write> removal = booking.offer().isPresent()
                ? waitlist.entryOf(booking.show(), booking.customer())
                        .filter(entry -> booking.offer().equals(Optional.of(entry)))
                        .map(entry -> new Write.ClearLiveEntry(entry, booking.customer()))
                : Optional.of(ledger.activeHold(booking.customer()))
                        .filter(activeHold -> activeHold.isChangedBy(booking, end))
                        .map(activeHold -> new Write.ChangeActiveHold(activeHold, activeHold.ended(booking, end, now)));
        return removal.stream().toList();
    }

    /** Cancels an unpaid booking and releases its held seats. Its payments stay open: a capture is a late payment. */
    public static List<Write> cancel(Ledger ledger, Waitlist waitlist, Booking booking, HoldEnd end, Instant now) {
        List<Write> writes = new ArrayList<>(moveClaims(booking, held(booking), new SeatClaim.Released(booking.id())));
        writes.add(new Write.ChangeBooking(booking, booking.cancelled(now)));
        writes.addAll(clearUnpaidLimit(ledger, waitlist, booking, end, now));
        return writes;
    }
}
