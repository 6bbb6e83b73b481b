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
import io.seatline.domain.catalog.Show;
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
 * A customer's seats for one show. Each method that changes it returns the next version, with the next deadline. No
 * method changes the seats' claims: the same transaction must move them.
 *
 * @param bookedShow the show's facts when the seats were held
 * @param amount the total price of the seats
 * @param heldUntil when the hold ends or ended
 * @param extended whether the hold was already extended for a payment that MoMo was processing
 * @param attempts the number of payments opened so far, and thus the number of the last one
 * @param offer the waitlist entry that the seats were offered to, if they were
 * @param paidBy the payment that paid for the seats
 * @param releases how many times the seats were released, and thus the number of the last release
 * @param version counts the changes; every write expects the version that it read
 */
@RecordBuilder
public record Booking(
        BookingId id,
        CustomerId customer,
        BookedShow bookedShow,
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
            throw new IllegalArgumentException(
                    "booking " + id + " must have 1-" + Policies.MAX_SEATS + " different seats, not " + seats);
        }
    }

    /** Creates a hold with its first payment. The show prices the seats, which its hall must have. */
    public static Booking hold(
            BookingId id, CustomerId customer, Show show, List<SeatNumber> seats, Instant now, Instant until) {
        return BookingBuilder.builder()
                .id(id)
                .customer(customer)
                .bookedShow(BookedShow.of(show))
                .seats(seats)
                .amount(show.price(seats))
                .state(IN_BOOKING)
                .createdAt(now)
                .heldUntil(until)
                .attempts(1)
                .version(1)
                .deadline(Optional.of(new Deadline(Deadline.Kind.HOLD, until)))
                .build();
    }

    /**
     * Creates a hold of seats offered to a waitlist entry. It has no payment yet: the customer has not asked to pay.
     */
    public static Booking offer(WaitlistEntry entry, Show show, List<SeatNumber> seats, Instant now, Instant until) {
        return BookingBuilder.builder()
                .id(BookingId.offeredTo(entry.customer(), entry.id()))
                .customer(entry.customer())
                .bookedShow(BookedShow.of(show))
                .seats(seats)
                .amount(show.price(seats))
                .state(IN_BOOKING)
                .createdAt(now)
                .heldUntil(until)
                .offer(Optional.of(entry.id()))
                .version(1)
                .deadline(Optional.of(new Deadline(Deadline.Kind.HOLD, until)))
                .build();
    }

    /** The show whose seats are booked. */
    public ShowId show() {
        return bookedShow.id();
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
    public Booking paid(PaymentId payment) {
        // A late payment keeps the deadline for reallocating the released seats until the show worker confirms that.
        Optional<Deadline> remaining = state == IN_BOOKING ? Optional.empty() : deadline;
        return next().state(exitTo(PAID))
                .paidBy(Optional.of(payment))
                .deadline(remaining)
                .build();
    }

    /** Expires the hold and releases its seats. */
    public Booking expired(Instant now) {
        return released(EXPIRED, now);
    }

    /** Cancels the booking for its customer and releases its seats. */
    public Booking cancelled(Instant now) {
        return released(CANCELLED, now);
    }

    /** Starts the refund of a paid booking through MoMo, requested by support, and releases its seats. */
    public Booking refundRequested(Instant now) {
        return released(REFUND_PENDING, now);
    }

    /** Records that support refunded the customer outside MoMo, and releases the seats. */
    public Booking refundedByHand(Instant now) {
        return released(REFUNDED, now);
    }

    private Booking released(BookingState to, Instant now) {
        return next().state(exitTo(to))
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
     * Derives the booking's state from its payments after one of them changed. The payment that paid for the booking
     * decides. If none did, the worst refund state among its payments decides: {@code REFUND_FAILED}, then
     * {@code REFUND_PENDING}, then {@code REFUNDED}.
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
