package io.seatline.usecase.port;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who owns which seat, and what became of the money: bookings, payments, cases and claims. */
public interface Ledger extends DeadlineIndex {

    /**
     * Does all of these writes, or none.
     *
     * @return whether it did, and otherwise why not
     * @throws RuntimeException if the database does not answer; the caller's own caller tries again
     */
    Commit commit(List<Write> writes);

    /** The outcome of a transaction. */
    sealed interface Commit {
        /** All writes are done. */
        record Done() implements Commit {}

        /** Nothing is written: these expectations were not met. */
        record Cancelled(List<FailedCondition> failedConditions) implements Commit {}

        /** Nothing is written: every one of a bounded number of tries met another transaction, or was throttled. */
        record Contended() implements Commit {}

        /** Whether all writes are done. */
        default boolean isDone() {
            return this instanceof Done;
        }
    }

    /** An expectation that was not met, in the order of the writes, with what was found instead. */
    record FailedCondition(Write write, Optional<Found> found) {}

    /** What stood where a write expected something else. */
    sealed interface Found {
        /** A claim of somebody's. */
        record OfSeat(SeatNumber seat, SeatClaim claim) implements Found {}

        /** A booking with this id. */
        record OfBooking(Booking booking) implements Found {}

        /** An active hold that names a booking. */
        record OfActiveHold(ActiveHold activeHold) implements Found {}
    }

    /**
     * A booking with all its payments. The booking is the older reading: where a payment changed after it, the
     * booking's version has changed too, and a write that names the version read here is cancelled. But of a
     * transaction that was just being written, the booking may show already and a payment not yet; {@link
     * Write.PaymentUnchanged} meets that.
     */
    record BookingDetails(Booking booking, List<Payment> payments) {
        public BookingDetails {
            payments = List.copyOf(payments);
        }

        /** One of its payments. */
        public Optional<Payment> payment(PaymentId paymentId) {
            return payments.stream().filter(p -> p.id().equals(paymentId)).findFirst();
        }

        /** Its payments, with one of them replaced by its next state. */
        public List<Payment> with(Payment next) {
            return payments.stream()
                    .map(p -> p.id().equals(next.id()) ? next : p)
                    .toList();
        }
    }

    /** The booking with this id and its payments, read consistently. */
    Optional<BookingDetails> details(BookingId id);

    /** A payment, read consistently. */
    Optional<Payment> payment(PaymentId paymentId);

    /** A support case, read consistently. */
    Optional<SupportCase> supportCase(PaymentId payment);

    /** Which booking a customer holds unpaid for a show, read consistently. */
    Optional<ActiveHold> activeHold(ShowId show, CustomerId customer);

    /** The claims of a show by seat, read consistently: costs twice as much as {@link #recentClaims}. */
    Map<SeatNumber, SeatClaim> claims(ShowId show);

    /** The claims of a show by seat as they are, or were a moment ago. */
    Map<SeatNumber, SeatClaim> recentClaims(ShowId show);

    /** A customer's bookings, newest first, by an index that may lag. */
    List<Booking> bookingsOf(CustomerId customer);

    /** The open support cases, oldest first, by an index that may lag. */
    List<SupportCase> openCases();

    /** Notes where the customer pays an attempt, where it is still open; changes nothing else. */
    void recordLinks(PaymentId paymentId, PaymentLinks links);
}
