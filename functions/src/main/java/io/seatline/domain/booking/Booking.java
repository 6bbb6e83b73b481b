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
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A customer's seats for one show. Each method that changes it gives the next version, with the time by which what
 * then remains to be done is due; none changes the seats' claims, which the same transaction must move along.
 *
 * @param amount the price of all seats
 * @param heldUntil when the hold ends or ended
 * @param extended whether the hold was already extended for a payment in process
 * @param attempts how many payment attempts there are; the last one's number
 * @param offer the entry whose turn it was, where its seats were offered to a waiting customer
 * @param paidBy the attempt that paid for the seats
 * @param releases how often its seats were released: the number of the last release
 * @param version counts the changes; every write names the one that it read
 */
@RecordBuilder
public record Booking(
        BookingId id,
        CustomerId customer,
        ShowId show,
        List<SeatNumber> seats,
        Vnd amount,
        BookingState state,
        Instant createdAt,
        Instant heldUntil,
        boolean extended,
        int attempts,
        Optional<WaitlistEntryId> offer,
        Optional<PaymentId> paidBy,
        long releases,
        long version,
        Optional<Deadline> deadline) {

    public Booking {
        seats = List.copyOf(seats);
        if (seats.isEmpty()
                || seats.size() > Policies.MAX_SEATS
                || Set.copyOf(seats).size() != seats.size()) {
            throw new IllegalArgumentException("a booking has 1-" + Policies.MAX_SEATS + " different seats");
        }
    }

    /** A new hold, with its first payment attempt. */
    public static Booking hold(
            BookingId id,
            CustomerId customer,
            ShowId show,
            List<SeatNumber> seats,
            Vnd amount,
            Instant now,
            Instant until) {
        return BookingBuilder.builder()
                .id(id)
                .customer(customer)
                .show(show)
                .seats(seats)
                .amount(amount)
                .state(IN_BOOKING)
                .createdAt(now)
                .heldUntil(until)
                .attempts(1)
                .version(1)
                .deadline(Optional.of(new Deadline(Deadline.Kind.HOLD, until)))
                .build();
    }

    /** A hold of the seats that are offered to a waiting customer, who has not asked to pay yet. */
    public static Booking offer(WaitlistEntry entry, List<SeatNumber> seats, Vnd amount, Instant now, Instant until) {
        return BookingBuilder.builder()
                .id(BookingId.offeredTo(entry.id()))
                .customer(entry.customer())
                .show(entry.id().show())
                .seats(seats)
                .amount(amount)
                .state(IN_BOOKING)
                .createdAt(now)
                .heldUntil(until)
                .offer(Optional.of(entry.id()))
                .version(1)
                .deadline(Optional.of(new Deadline(Deadline.Kind.HOLD, until)))
                .build();
    }

    /** Whether the customer may still pay: the hold lasts. */
    public boolean isPayableAt(Instant now) {
        return state == IN_BOOKING && now.isBefore(heldUntil);
    }

    /** The attempt that the customer was last sent to pay; none of an offer until they ask to pay. */
    public Optional<PaymentId> lastPayment() {
        return attempts == 0 ? Optional.empty() : Optional.of(PaymentId.attempt(id, attempts));
    }

    /** One more payment attempt was opened. */
    public Booking withNextAttempt() {
        return next().attempts(attempts + 1).build();
    }

    /** The hold goes on, once, while MoMo processes a payment. */
    public Booking extended(Instant until) {
        return next().heldUntil(until)
                .extended(true)
                .deadline(Optional.of(new Deadline(Deadline.Kind.HOLD, until)))
                .build();
    }

    /** Paid for: in time from {@code IN_BOOKING}, or late when its seats are still unclaimed. */
    public Booking paid(PaymentId payment) {
        // Paid late, it keeps the deadline for reallocating its seats until the worker confirms that.
        Optional<Deadline> remaining = state == IN_BOOKING ? Optional.empty() : deadline;
        return next().state(exitTo(PAID))
                .paidBy(Optional.of(payment))
                .deadline(remaining)
                .build();
    }

    /** The hold ran out. Its seats are released. */
    public Booking expired(Instant now) {
        return released(EXPIRED, now);
    }

    /** The customer gave it up. Its seats are released. */
    public Booking cancelled(Instant now) {
        return released(CANCELLED, now);
    }

    /** Support refunds the payment of a paid booking through MoMo. Its seats are released. */
    public Booking refundRequested(Instant now) {
        return released(REFUND_PENDING, now);
    }

    /** Support has paid the customer back outside MoMo. Its seats are released. */
    public Booking refundedByHand(Instant now) {
        return released(REFUNDED, now);
    }

    private Booking released(BookingState to, Instant now) {
        return next().state(exitTo(to))
                .releases(releases + 1)
                .deadline(Optional.of(Deadline.forWorker(Deadline.Kind.REALLOCATE, now)))
                .build();
    }

    /** The worker has not reallocated its released seats in time; the next deadline comes later. */
    public Booking backedOff(Instant now) {
        return next().deadline(deadline.map(reallocate -> reallocate.backedOff(now)))
                .build();
    }

    /** One of its payments changed in a way that leaves the booking as it is. */
    public Booking touched() {
        return next().build();
    }

    /** The worker has reallocated its released seats. */
    public Booking reallocated() {
        return next().deadline(Optional.empty()).build();
    }

    /**
     * Follows its payments after one of them changed: the one that paid for it or, where none did, the worst of those
     * whose money has been with us.
     */
    public Booking following(Collection<Payment> payments) {
        BookingState next = paidBy.map(paymentId -> payments.stream()
                        .filter(p -> p.id().equals(paymentId))
                        .map(p -> switch (p.state()) {
                            case REFUND_PENDING -> REFUND_PENDING;
                            case REFUNDED -> REFUNDED;
                            case REFUND_FAILED -> REFUND_FAILED;
                            case OPEN, CAPTURED, FAILED -> PAID;
                        })
                        .findFirst()
                        .orElseThrow())
                .orElseGet(() -> worstOf(payments));
        return next().state(next == state ? state : exitTo(next)).build();
    }

    private BookingState worstOf(Collection<Payment> payments) {
        Set<PaymentState> states = EnumSet.noneOf(PaymentState.class);
        payments.forEach(p -> states.add(p.state()));
        if (states.contains(PaymentState.REFUND_FAILED)) {
            return REFUND_FAILED;
        }
        if (states.contains(PaymentState.REFUND_PENDING)) {
            return REFUND_PENDING;
        }
        return states.contains(PaymentState.REFUNDED) ? REFUNDED : state;
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
