package io.seatline.usecase.port;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingPosition;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Stores bookings, payments, refunds, support cases and seat claims. */
public interface Ledger extends DeadlineIndex {

    /**
     * Commits all writes in one transaction, or none.
     *
     * @throws RuntimeException if the database does not answer; the message or request must be retried
     */
    Commit commit(List<Write> writes);

    /** The outcome of a transaction. */
    sealed interface Commit {
        /** All writes are committed. */
        record Done() implements Commit {}

        /** Nothing is written, because these conditions failed. */
        record Cancelled(List<FailedCondition> failedConditions) implements Commit {}

        /** Nothing is written: all tries, limited in number, conflicted with another transaction or were throttled. */
        record Contended() implements Commit {}

        /** Whether all writes are committed. */
        default boolean isDone() {
            return this instanceof Done;
        }
    }

    /** A write whose condition failed, with the item that was found instead. Lists are in the order of the writes. */
    record FailedCondition(Write write, Optional<Found> found) {}

    /** The item that made a condition fail. */
    sealed interface Found {
        /** A claim on a seat. */
        record OfSeat(SeatNumber seat, SeatClaim claim) implements Found {}

        /** A booking with this id. */
        record OfBooking(Booking booking) implements Found {}

        /** The active hold of a customer who holds seats already, or may not hold seats of this show yet. */
        record OfActiveHold(ActiveHold activeHold) implements Found {}
    }

    /**
     * A booking with all its payments, refunds and admissions. The booking is read first. If a payment or refund changes after that,
     * the booking's version changes too, and a write that expects the version read here is cancelled. However, reads are
     * not isolated from transactions: the booking may be new while a payment or refund is still old. {@link
     * Write.PaymentUnchanged} and {@link Write.RefundUnchanged} detect that. An admission does not change the booking: the
     * conditions on the claims decide.
     */
    record BookingDetails(Booking booking, List<Payment> payments, List<Refund> refunds, List<Admission> admissions) {
        /** A booking for which nobody was let in. */
        public BookingDetails(Booking booking, List<Payment> payments, List<Refund> refunds) {
            this(booking, payments, refunds, List.of());
        }

        public BookingDetails {
            payments = List.copyOf(payments);
            refunds = List.copyOf(refunds);
            admissions = List.copyOf(admissions);
        }

        /** The payment with this id; empty if the booking has none. */
        public Optional<Payment> payment(PaymentId paymentId) {
            return payments.stream().filter(p -> p.id().equals(paymentId)).findFirst();
        }

        /** The refund with this id; empty if the booking has none. */
        public Optional<Refund> refund(RefundId refundId) {
            return refunds.stream().filter(r -> r.id().equals(refundId)).findFirst();
        }

        /** The refunds of one of its payments, by number. */
        public List<Refund> refundsOf(PaymentId paymentId) {
            return refunds.stream().filter(r -> r.payment().equals(paymentId)).toList();
        }

        /** The admission that let somebody in for this seat; empty if nobody was. */
        public Optional<Admission> admission(SeatNumber seat) {
            return admissions.stream().filter(a -> a.admits(seat)).findFirst();
        }

        /** Those of the seats for which somebody was let in. */
        public List<SeatNumber> admitted(List<SeatNumber> seats) {
            return seats.stream().filter(seat -> admission(seat).isPresent()).toList();
        }

        /** Its refunds, with the next version of one of them, or a new one. */
        public List<Refund> with(Refund next) {
            return Stream.concat(refunds.stream().filter(r -> !r.id().equals(next.id())), Stream.of(next))
                    .toList();
        }
    }

    /** The booking with this id, its payments, its refunds by number and its admissions, read consistently. */
    Optional<BookingDetails> details(BookingId id);

    /** A payment, read consistently. */
    Optional<Payment> payment(PaymentId paymentId);

    /** The refunds of a payment, by number, read consistently. */
    List<Refund> refunds(PaymentId paymentId);

    /** A refund, read consistently. */
    default Optional<Refund> refund(RefundId id) {
        return refunds(id.payment()).stream().filter(r -> r.id().equals(id)).findFirst();
    }

    /** The admission by this scan, also if it is undone, read consistently. */
    Optional<Admission> admission(ScanId scan);

    /** A support case, read consistently. */
    Optional<SupportCase> supportCase(CaseId id);

    /** A customer's active hold, read consistently. */
    ActiveHold activeHold(CustomerId customer);

    /** The claims of a show by seat, read consistently. Costs twice as much as {@link #recentClaims}. */
    Map<SeatNumber, SeatClaim> claims(ShowId show);

    /** The claims of a show by seat, read eventually consistently. */
    Map<SeatNumber, SeatClaim> recentClaims(ShowId show);

    /** Up to {@code limit} of a customer's bookings after this position, newest first. The index may lag. */
    List<Booking> bookingsOf(CustomerId customer, Optional<BookingPosition> after, int limit);

    /** The open support cases, oldest first. The index may lag. */
    List<SupportCase> openCases();

    /**
     * Notes on a payment that MoMo is asked about its booking now. Returns false, and changes nothing, if it was asked
     * after {@code last}.
     */
    boolean recordCheck(PaymentId paymentId, Instant now, Instant last);

    /** Stores the links of a payment if it is still open. Changes nothing else. */
    void recordLinks(PaymentId paymentId, PaymentLinks links);
}
