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

/** What support staff do: look at the open cases, have money returned, or record that they returned it. */
public final class SupportDesk {
    private final Ledger ledger;
    private final InstantSource clock;

    public SupportDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A case with where its money is. */
    public record CaseDetails(SupportCase supportCase, PaymentState payment) {}

    /** How the money goes back. */
    public enum RefundMethod {
        /** Seatline asks MoMo. */
        MOMO,
        /** Support paid it, for instance by bank transfer; Seatline only records it. */
        BY_HAND
    }

    /** What became of a wish about a case. */
    public sealed interface CaseResult {
        /** The case as it now is. */
        record Current(CaseDetails caseDetails) implements CaseResult {}

        /** There is no such case. */
        record NotFound() implements CaseResult {}

        /** It cannot be done now, and why. */
        record Refused(Reason reason) implements CaseResult {}
    }

    /** Why support cannot do it now. */
    public enum Reason {
        /** A refund is under way at MoMo; recording another one could return the money twice. */
        REFUND_IN_PROGRESS,
        /** The money has gone back already. */
        ALREADY_REFUNDED,
        /** A case about money closes only when the money has gone back. */
        MONEY_NOT_RETURNED,
        /** The booking is not paid. */
        NOT_PAID,
        /** Its refund failed and has a case, which is where to go on. */
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

    /** Returns the money of a case. Asking again for a refund that is under way changes nothing. */
    public CaseResult refund(PaymentId caseId, RefundMethod method, String note) {
        return OptimisticRetry.repeat("the refund of case " + caseId, () -> {
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
            details.ifPresent(f -> {
                writes.add(new Write.ChangeBooking(f.booking(), f.booking().following(f.with(next))));
                writes.addAll(Writes.otherPaymentsUnchanged(f, payment));
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
     * Closes a case whose money has gone back, with a note. Closing it again replaces the note, but adds to one that
     * says how the money was paid by hand.
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
                    found.get().closed(payment.byHand() ? added(found.get().note(), note) : note);
            return ledger.commit(List.of(new Write.CloseCase(closed))).isDone()
                    ? Optional.of(new CaseResult.Current(new CaseDetails(closed, payment.state())))
                    : Optional.empty();
        });
    }

    private static String added(String notes, String note) {
        return notes.lines().toList().contains(note) ? notes : notes + "\n" + note;
    }

    /** What became of a wish to take back a paid booking. */
    public sealed interface BookingResult {
        /** The booking as it now is. */
        record Current(CustomerBooking customerBooking) implements BookingResult {}

        /** There is no such booking. */
        record NotFound() implements BookingResult {}

        /** It cannot be done now, and why. */
        record Refused(Reason reason) implements BookingResult {}
    }

    /**
     * Takes back a paid booking: its seats are released like any others, its money goes back. What was paid by hand is
     * kept as a closed case with its note. Long after the show its claims are gone, and there is nothing to release.
     */
    public BookingResult refundBooking(BookingId id, RefundMethod method, String note) {
        return OptimisticRetry.repeat("taking back " + id, () -> {
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
     * Only what has no claim any more is left out. A claim that seems not to be sold yet was read in the middle of it.
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
                .detail("Support took back a paid booking and paid the customer outside MoMo.")
                .note(note)
                .build();
    }
}
