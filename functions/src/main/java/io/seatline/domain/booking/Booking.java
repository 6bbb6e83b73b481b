package io.seatline.domain.booking;

import static io.seatline.domain.booking.BookingState.CANCELLED;
import static io.seatline.domain.booking.BookingState.EXPIRED;
import static io.seatline.domain.booking.BookingState.IN_BOOKING;
import static io.seatline.domain.booking.BookingState.PAID;
import static io.seatline.domain.booking.BookingState.REFUNDED;
import static io.seatline.domain.booking.BookingState.REFUND_FAILED;
import static io.seatline.domain.booking.BookingState.REFUND_PENDING;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Somebody's seats for one show. Each method that changes it returns the next version, with the next deadline. No
 * method changes the seats' claims: the same transaction must move them.
 *
 * @param customer the owner; empty for a block and a counter sale
 * @param bookedShow the show's facts when the seats were held
 * @param seats the seats that it keeps; if it keeps none, the last seats that it had
 * @param prices the price of each of these seats, in the same order
 * @param returned the seats returned while it kept others
 * @param amount the total price of all seats, also of those returned
 * @param heldUntil when the hold ends or ended
 * @param extended whether the hold was already extended for a payment that MoMo was processing
 * @param attempts the number of payments opened so far, and thus the number of the last one
 * @param offer the waitlist entry that the seats were offered to, if they were
 * @param blockReason why the cinema blocks the seats; empty if this is not a block
 * @param paidBy the payment that paid for the seats
 * @param releases how many times seats were released, and thus the number of the last release
 * @param changes when it reached each state, except the first state of a hold or an offer
 * @param version counts the changes; every write expects the version that it read
 */
@RecordBuilder
public record Booking(
        BookingId id,
        Optional<CustomerId> customer,
        BookedShow bookedShow,
        List<SeatNumber> seats,
        List<Vnd> prices,
        List<SeatNumber> returned,
        Vnd amount,
        BookingState state,
        Instant createdAt,
        Instant heldUntil,
        boolean extended,
        int attempts,
        Optional<WaitlistEntryId> offer,
        Optional<String> blockReason,
        Optional<PaymentId> paidBy,
        long releases,
        List<BookingChange> changes,
        long version,
        Optional<Deadline> deadline) {

    public Booking {
        seats = List.copyOf(seats);
        prices = List.copyOf(prices);
        returned = List.copyOf(returned);
        changes = List.copyOf(changes);
        int most = blockReason.isPresent() ? Policies.MAX_BLOCK_SEATS : Policies.MAX_SEATS;
        if (seats.isEmpty() || seats.size() > most || Set.copyOf(seats).size() != seats.size()) {
            throw new IllegalArgumentException(
                    "booking " + id + " must have 1-" + most + " different seats, not " + seats);
        }
        if (prices.size() != seats.size()) {
            throw new IllegalArgumentException(
                    "booking " + id + " must have a price for each of its seats: " + seats + ", " + prices);
        }
    }

    /** Creates a hold with its first payment. The show prices the seats, which its hall must have. */
    public static Booking hold(
            BookingId id, CustomerId customer, Show show, List<SeatNumber> seats, Instant now, Instant until) {
        return NewBooking.held(id, customer, show, seats, now, until)
                .attempts(1)
                .build();
    }

    /**
     * Creates a hold of seats offered to a waitlist entry. It has no payment yet: the customer has not asked to pay.
     */
    public static Booking offer(WaitlistEntry entry, Show show, List<SeatNumber> seats, Instant now, Instant until) {
        BookingId id = BookingId.offeredTo(entry.customer(), entry.id());
        return NewBooking.held(id, entry.customer(), show, seats, now, until)
                .offer(Optional.of(entry.id()))
                .build();
    }

    /** The show whose seats are booked. */
    public ShowId show() {
        return bookedShow.id();
    }

    /** Whether this customer owns it. */
    public boolean isOf(CustomerId someone) {
        return customer.equals(Optional.of(someone));
    }

    /** All its seats, also those returned. */
    public List<SeatNumber> allSeats() {
        List<SeatNumber> all = new ArrayList<>(seats);
        all.addAll(returned);
        return all;
    }

    /** The total price of some of the seats that it keeps. */
    public Vnd price(Collection<SeatNumber> some) {
        return IntStream.range(0, seats.size())
                .filter(i -> some.contains(seats.get(i)))
                .mapToObj(prices::get)
                .reduce(Vnd.ZERO, Vnd::plus);
    }

    /** Whether the hold has not ended, so that the customer may still pay. */
    public boolean isPayableAt(Instant now) {
        return state == IN_BOOKING && now.isBefore(heldUntil);
    }

    /** The most recent payment; empty for an offer until the customer asks to pay. */
    public Optional<PaymentId> lastPayment() {
        return attempts == 0 ? Optional.empty() : Optional.of(PaymentId.attempt(id, attempts));
    }

    /** Counts one more payment. */
    public Booking withNextAttempt() {
        return next().attempts(attempts + 1).build();
    }

    /** Extends the hold, once, while MoMo processes a payment. */
    public Booking extended(Instant until) {
        return next().heldUntil(until)
                .extended(true)
                .deadline(Optional.of(new Deadline(Deadline.Kind.HOLD, until)))
                .build();
    }

    /** Marks the booking as paid: in time from {@code IN_BOOKING}, or late if its seats are still unclaimed. */
    public Booking paid(PaymentId payment, Instant now) {
        // A late payment keeps the deadline for reallocating the released seats until the show worker confirms that.
        Optional<Deadline> remaining = state == IN_BOOKING ? Optional.empty() : deadline;
        return reached(PAID, now, Optional.empty())
                .paidBy(Optional.of(payment))
                .deadline(remaining)
                .build();
    }

    /** Expires the hold and releases its seats. */
    public Booking expired(Instant now) {
        return reached(EXPIRED, now, Optional.empty()).build().released(now);
    }

    /** Cancels the booking for its customer and releases its seats. */
    public Booking cancelled(Instant now) {
        return withdrawn(now).released(now);
    }

    /** Cancels an unpaid booking or a block for staff and releases its seats. */
    public Booking cancelledBy(StaffId staff, Instant now) {
        return reached(CANCELLED, now, Optional.of(staff)).build().released(now);
    }

    /** Cancels the unpaid booking of a show that is cancelled. Its seats are not released. */
    public Booking withdrawn(Instant now) {
        return reached(CANCELLED, now, Optional.empty())
                .deadline(Optional.empty())
                .build();
    }

    /** Whether it was cancelled with its show: nothing else cancels a booking without releasing its seats. */
    public boolean isWithdrawn() {
        return releases == 0 && changes.stream().anyMatch(change -> change.state() == CANCELLED);
    }

    /**
     * Returns some of its seats, for which refunds exist. If it keeps none, its state is derived from its refunds.
     *
     * @param some seats that it keeps
     * @param refunds all its refunds, with the new one
     * @param by the member of staff who returned them, if not the customer
     */
    public Booking returned(
            Collection<SeatNumber> some, Collection<Refund> refunds, Instant now, Optional<StaffId> by) {
        if (state != PAID || !seats.containsAll(some)) {
            throw new IllegalStateException("booking " + id + " in state " + state + " cannot return seats " + some);
        }
        if (some.containsAll(seats)) {
            return reached(refundState(refunds), now, by).build();
        }
        List<Integer> kept = IntStream.range(0, seats.size())
                .filter(i -> !some.contains(seats.get(i)))
                .boxed()
                .toList();
        List<SeatNumber> gone = new ArrayList<>(returned);
        gone.addAll(some);
        return next().seats(kept.stream().map(seats::get).toList())
                .prices(kept.stream().map(prices::get).toList())
                .returned(gone)
                .build();
    }

    /** Counts one more release of seats, which the show worker must reallocate. Does not count as a change of its own. */
    public Booking released(Instant now) {
        return BookingBuilder.builder(this)
                .releases(releases + 1)
                .deadline(Optional.of(Deadline.forWorker(Deadline.Kind.REALLOCATE, now)))
                .build();
    }

    /** Postpones the deadline because the show worker has not reallocated the released seats in time. */
    public Booking backedOff(Instant now) {
        return next().deadline(deadline.map(reallocate -> reallocate.backedOff(now)))
                .build();
    }

    /** Only increments the version, because one of its payments changed. */
    public Booking touched() {
        return next().build();
    }

    /** Clears the deadline because the show worker has reallocated the released seats. */
    public Booking reallocated() {
        return next().deadline(Optional.empty()).build();
    }

    /**
     * Derives the state of a booking without seats from its refunds after one of them changed. If it was paid, only the
     * refunds of that payment decide. A booking that keeps seats only increments its version.
     *
     * @param refunds all its refunds
     */
    public Booking following(Collection<Refund> refunds, Instant now) {
        BookingState next = state == IN_BOOKING || state == PAID ? state : refundState(refunds);
        return next == state ? touched() : reached(next, now, Optional.empty()).build();
    }

    private BookingState refundState(Collection<Refund> refunds) {
        Set<RefundState> states = EnumSet.noneOf(RefundState.class);
        refunds.stream()
                .filter(refund -> paidBy.map(refund.payment()::equals).orElse(true))
                .forEach(refund -> states.add(refund.state()));
        if (states.contains(RefundState.FAILED)) {
            return REFUND_FAILED;
        }
        if (states.contains(RefundState.PENDING)) {
            return REFUND_PENDING;
        }
        return states.contains(RefundState.SUCCEEDED) ? REFUNDED : state;
    }

    private BookingBuilder reached(BookingState state, Instant now, Optional<StaffId> by) {
        List<BookingChange> all = new ArrayList<>(changes);
        all.add(new BookingChange(state, now, by));
        return next().state(exitTo(state)).changes(all);
    }

    private BookingState exitTo(BookingState next) {
        if (!state.exits().contains(next)) {
            throw new IllegalStateException("booking " + id + " cannot go from " + state + " to " + next);
        }
        return next;
    }

    private BookingBuilder next() {
        return BookingBuilder.builder(this).version(version + 1);
    }
}
