package io.seatline.usecase;

import io.seatline.domain.PaymentId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.HoldEnd;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
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
     * Expects that every other refund of a booking is unchanged since it was read. A write needs this if it derives the
     * booking's state from all refunds. The booking's version is not enough: reads are not isolated from transactions,
     * so a reader may see the new booking and the old refund. A refund that was not seen at all would have changed its
     * payment, which {@link #otherPaymentsUnchanged} detects.
     */
    public static List<Write> otherRefundsUnchanged(BookingDetails details, RefundId changed) {
        return details.refunds().stream()
                .filter(refund -> !refund.id().equals(changed))
                .<Write>map(Write.RefundUnchanged::new)
                .toList();
    }

    /** Expects that every other payment of a booking is unchanged since it was read, and thus has no further refund. */
    public static List<Write> otherPaymentsUnchanged(BookingDetails details, PaymentId changed) {
        return details.payments().stream()
                .filter(payment -> !payment.id().equals(changed))
                .<Write>map(Write.PaymentUnchanged::new)
                .toList();
    }

    /**
     * Refunds a part of a captured payment, with the booking's resulting state.
     *
     * @param from the payment as it was read
     * @param captured the payment as captured, maybe in the same transaction
     * @param to the booking after the refund
     */
    public static List<Write> refund(
            BookingDetails details, Payment from, Payment captured, Refund refund, Booking to) {
        List<Write> writes = new ArrayList<>();
        writes.add(new Write.ChangePayment(from, captured));
        writes.add(new Write.OpenRefund(refund));
        writes.add(new Write.ChangeBooking(details.booking(), to));
        writes.addAll(otherRefundsUnchanged(details, refund.id()));
        writes.addAll(otherPaymentsUnchanged(details, from.id()));
        return writes;
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
                ? waitlist.entryOf(booking.show(), booking.customer().orElseThrow())
                        .filter(entry -> booking.offer().equals(Optional.of(entry)))
                        .map(entry -> new Write.ClearLiveEntry(
                                entry, booking.customer().orElseThrow()))
                : Optional.of(ledger.activeHold(booking.customer().orElseThrow()))
                        .filter(activeHold -> activeHold.isChangedBy(booking, end))
                        .map(activeHold -> new Write.ChangeActiveHold(activeHold, activeHold.ended(booking, end, now)));
        return removal.stream().toList();
    }

    /** Cancels an unpaid booking and releases its held seats. Its payments stay open: a capture is a late payment. */
    public static List<Write> cancel(Ledger ledger, Waitlist waitlist, Booking booking, HoldEnd end, Instant now) {
        return cancel(ledger, waitlist, booking, booking.cancelled(now), end, now);
    }

    /** Does the same, with the next version of the booking. */
    public static List<Write> cancel(
            Ledger ledger, Waitlist waitlist, Booking booking, Booking cancelled, HoldEnd end, Instant now) {
        List<Write> writes = new ArrayList<>(moveClaims(booking, held(booking), new SeatClaim.Released(booking.id())));
        writes.add(new Write.ChangeBooking(booking, cancelled));
        writes.addAll(clearUnpaidLimit(ledger, waitlist, booking, end, now));
        return writes;
    }
}
