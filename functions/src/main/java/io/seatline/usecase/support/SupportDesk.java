package io.seatline.usecase.support;

import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.Writes;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets support staff list open cases, refund payments, record refunds by hand, and close cases. */
public final class SupportDesk {
    private final Ledger ledger;
    private final InstantSource clock;

    public SupportDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A case with the state of its payment. */
    public record CaseDetails(SupportCase supportCase, PaymentState payment) {}

    /** How a payment is refunded. */
    public enum RefundMethod {
        /** Seatline requests the refund from MoMo. */
        MOMO,
        /** Support refunded it, for example by bank transfer; Seatline only records that. */
        BY_HAND
    }

    /** The outcome of a request about a case. */
    public sealed interface CaseResult {
        /** The case's current state. */
        record Current(CaseDetails caseDetails) implements CaseResult {}

        /** The case does not exist. */
        record NotFound() implements CaseResult {}

        /** The request is refused for this reason. */
        record Refused(Reason reason) implements CaseResult {}
    }

    /** The reason why a request is refused. */
    public enum Reason {
        /** MoMo is processing a refund; a second one could refund the money twice. */
        REFUND_IN_PROGRESS,
        /** The payment is already refunded. */
        ALREADY_REFUNDED,
        /** A case closes only after its payment is refunded. */
        MONEY_NOT_RETURNED,
        /** The booking is not paid. */
        NOT_PAID,
        /** The booking's refund failed and has a support case; continue there. */
        HAS_CASE
    }

    /** The open cases, oldest first. */
    public List<CaseDetails> openCases() {
        return ledger.openCases().stream().map(this::caseDetails).toList();
    }

    private CaseDetails caseDetails(SupportCase supportCase) {
        return new CaseDetails(
                supportCase,
                ledger.payment(supportCase.payment()).map(Payment::state).orElseThrow());
    }

    /** Refunds the payment of a case. A repeated request during a refund through MoMo changes nothing. */
    public CaseResult refund(PaymentId caseId, RefundMethod method, String note) {
        return OptimisticRetry.repeat("refunding case " + caseId, () -> {
            Optional<SupportCase> found = ledger.supportCase(caseId);
            if (found.isEmpty()) {
                return Optional.of(new CaseResult.NotFound());
            }
            Optional<BookingDetails> details = caseId.booking().flatMap(ledger::details);
            Payment payment =
                    (details.isPresent() ? details.get().payment(caseId) : ledger.payment(caseId)).orElseThrow();
            switch (payment.state()) {
                case REFUNDED -> {
                    return Optional.of(new CaseResult.Refused(Reason.ALREADY_REFUNDED));
                }
                case REFUND_PENDING -> {
                    return Optional.of(
                            method == RefundMethod.MOMO
                                    ? new CaseResult.Current(new CaseDetails(found.get(), payment.state()))
                                    : new CaseResult.Refused(Reason.REFUND_IN_PROGRESS));
                }
                case OPEN, FAILED, CAPTURED, REFUND_FAILED -> {}
            }
            Payment next = refunded(payment, method);
            SupportCase after = method == RefundMethod.BY_HAND ? found.get().closed(note) : found.get();
            List<Write> writes = new ArrayList<>();
            writes.add(new Write.ChangePayment(payment, next));
            details.ifPresent(d -> {
                writes.add(new Write.ChangeBooking(d.booking(), d.booking().following(d.with(next))));
                writes.addAll(Writes.otherPaymentsUnchanged(d, payment));
            });
            if (method == RefundMethod.BY_HAND) {
                writes.add(new Write.CloseCase(after));
            }
            return ledger.commit(writes).isDone()
                    ? Optional.of(new CaseResult.Current(new CaseDetails(after, next.state())))
                    : Optional.empty();
        });
    }

    private Payment refunded(Payment payment, RefundMethod method) {
        return switch (method) {
            case MOMO -> payment.toRefund(payment.transId().orElseThrow(), clock.instant());
            case BY_HAND -> payment.refundedByHand();
        };
    }

    /**
     * Closes a case whose payment is refunded, with a note. Closing it again replaces the note. If the refund was by
     * hand, it appends the note instead, to keep the record of that refund.
     */
    public CaseResult close(PaymentId caseId, String note) {
        return OptimisticRetry.repeat("closing case " + caseId, () -> {
            Optional<SupportCase> found = ledger.supportCase(caseId);
            if (found.isEmpty()) {
                return Optional.of(new CaseResult.NotFound());
            }
            Payment payment = ledger.payment(caseId).orElseThrow();
            if (payment.state() != PaymentState.REFUNDED) {
                return Optional.of(new CaseResult.Refused(Reason.MONEY_NOT_RETURNED));
            }
            SupportCase closed =
                    found.get().closed(payment.byHand() ? appended(found.get().note(), note) : note);
            return ledger.commit(List.of(new Write.CloseCase(closed))).isDone()
                    ? Optional.of(new CaseResult.Current(new CaseDetails(closed, payment.state())))
                    : Optional.empty();
        });
    }

    private static String appended(String notes, String note) {
        return notes.lines().toList().contains(note) ? notes : notes + "\n" + note;
    }

    /** The outcome of a request to refund a paid booking. */
    public sealed interface BookingResult {
        /** The booking's current state. */
        record Current(CustomerBooking customerBooking) implements BookingResult {}

        /** The booking does not exist. */
        record NotFound() implements BookingResult {}

        /** The request is refused for this reason. */
        record Refused(Reason reason) implements BookingResult {}
    }

    /**
     * Refunds a paid booking and releases its seats. A refund by hand is recorded as a closed case with the note. Long
     * after the show, the claims are deleted and there are no seats to release.
     */
    public BookingResult refundBooking(BookingId id, RefundMethod method, String note) {
        return OptimisticRetry.repeat("refunding booking " + id, () -> {
            Optional<BookingDetails> details = ledger.details(id);
            if (details.isEmpty()) {
                return Optional.of(new BookingResult.NotFound());
            }
            Booking booking = details.get().booking();
            switch (booking.state()) {
                case REFUND_PENDING -> {
                    return Optional.of(
                            method == RefundMethod.MOMO
                                    ? new BookingResult.Current(CustomerBooking.of(details.get()))
                                    : new BookingResult.Refused(Reason.REFUND_IN_PROGRESS));
                }
                case REFUNDED -> {
                    return Optional.of(new BookingResult.Refused(Reason.ALREADY_REFUNDED));
                }
                case REFUND_FAILED -> {
                    return Optional.of(new BookingResult.Refused(Reason.HAS_CASE));
                }
                case IN_BOOKING, EXPIRED, CANCELLED -> {
                    return Optional.of(new BookingResult.Refused(Reason.NOT_PAID));
                }
                case PAID -> {}
            }
            Instant now = clock.instant();
            Payment payment =
                    details.get().payment(booking.paidBy().orElseThrow()).orElseThrow();
            Payment nextPayment = refunded(payment, method);
            Booking next = method == RefundMethod.BY_HAND ? booking.refundedByHand(now) : booking.refundRequested(now);
            List<Write> writes = new ArrayList<>(releaseSold(booking));
            writes.add(new Write.ChangeBooking(booking, next));
            writes.add(new Write.ChangePayment(payment, nextPayment));
            if (method == RefundMethod.BY_HAND) {
                writes.add(new Write.OpenCase(paidByHand(booking, payment, note, now)));
            }
            return ledger.commit(writes).isDone()
                    ? Optional.of(new BookingResult.Current(new CustomerBooking(next, Optional.of(nextPayment))))
                    : Optional.empty();
        });
    }

    /**
     * Releases the seats that still have a claim. A claim that does not look sold was read during the transaction that
     * sells it; the write then fails and is retried.
     */
    private List<Write> releaseSold(Booking booking) {
        SeatClaim sold = new SeatClaim.Sold(booking.id());
        Map<SeatNumber, SeatClaim> claims = ledger.claims(booking.show());
        return Writes.moveClaims(booking, sold, new SeatClaim.Released(booking.id())).stream()
                .filter(write -> write instanceof Write.MoveClaim move && claims.containsKey(move.seat()))
                .toList();
    }

    private static SupportCase paidByHand(Booking booking, Payment payment, String note, Instant now) {
        return SupportCaseBuilder.builder()
                .payment(payment.id())
                .reason(SupportCase.Reason.PAID_BY_HAND)
                .openedAt(now)
                .booking(Optional.of(booking.id()))
                .momoOrder(payment.id().value())
                .amount(payment.amount())
                .detail("Support refunded a paid booking outside MoMo.")
                .note(note)
                .build();
    }
}
