package io.seatline.usecase.support;

import io.seatline.domain.PaymentId;
import io.seatline.domain.StaffId;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Write;
import io.seatline.usecase.refund.RefundOfPayment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets support staff list open cases, refund their money through MoMo or by hand, and close them. */
public final class SupportDesk {
    private final Ledger ledger;
    private final InstantSource clock;

    public SupportDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A case with its last refund; empty for a stray payment that support has not refunded yet. */
    public record CaseDetails(SupportCase supportCase, Optional<Refund> refund) {}

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
        /** MoMo is processing a refund of this payment. */
        REFUND_IN_PROGRESS,
        /** The money is already refunded. */
        ALREADY_REFUNDED,
        /** It was paid in cash, so that only staff can pay it back. */
        PAID_IN_CASH,
        /** A case closes only after its money is refunded. */
        MONEY_NOT_RETURNED
    }

    /** The open cases, oldest first. */
    public List<CaseDetails> openCases() {
        return ledger.openCases().stream().map(this::details).toList();
    }

    /** A case with its last refund. */
    CaseDetails details(SupportCase supportCase) {
        return new CaseDetails(supportCase, refund(supportCase.id()));
    }

    private Optional<Refund> refund(CaseId id) {
        return ledger.refunds(id.payment()).stream()
                .filter(refund -> id.equals(CaseId.of(refund.id())))
                .reduce((_, last) -> last);
    }

    /**
     * Refunds the money of a case. A repeated request during a refund through MoMo changes nothing.
     *
     * @param byHand what support wrote about having paid the money back; empty if MoMo makes the refund
     */
    public CaseResult refund(CaseId id, StaffId by, Optional<String> byHand) {
        return OptimisticRetry.repeat("refunding case " + id, () -> {
            Optional<SupportCase> found = ledger.supportCase(id);
            if (found.isEmpty()) {
                return Optional.of(new CaseResult.NotFound());
            }
            Optional<Refund> last = refund(id);
            return last.isPresent() ? again(found.get(), last.get().id(), by, byHand) : first(found.get(), by, byHand);
        });
    }

    /** Creates the refund of a stray payment. */
    private Optional<CaseResult> first(SupportCase supportCase, StaffId by, Optional<String> byHand) {
        PaymentId id = supportCase.id().payment();
        Payment payment = ledger.payment(id).orElseThrow();
        if (!payment.canRefund(payment.amount())) {
            // Another request has refunded it since the refunds were read.
            return Optional.empty();
        }
        Instant now = clock.instant();
        Payment next = payment.refunding(payment.amount());
        Refund pending =
                next.newRefund(payment.amount(), Refund.Reason.SUPPORT, now).requestedBy(Optional.of(by));
        Refund refund = byHand.map(note -> pending.paidByHand(by, note, now)).orElse(pending);
        return commit(
                byHand.map(note -> supportCase.closedBy(by, note, now)).orElse(supportCase),
                refund,
                List.of(new Write.ChangePayment(payment, next), new Write.OpenRefund(refund)));
    }

    /** Tries a failed refund again, or records that support paid it by hand. */
    private Optional<CaseResult> again(SupportCase supportCase, RefundId id, StaffId by, Optional<String> byHand) {
        RefundOfPayment read = RefundOfPayment.read(ledger, id);
        Refund refund = read.refund();
        if (refund.state() == RefundState.SUCCEEDED) {
            return Optional.of(new CaseResult.Refused(Reason.ALREADY_REFUNDED));
        }
        if (byHand.isEmpty() && read.payment().provider() == Payment.Provider.CASH) {
            return Optional.of(new CaseResult.Refused(Reason.PAID_IN_CASH));
        }
        if (refund.state() == RefundState.PENDING && byHand.isEmpty()) {
            return Optional.of(new CaseResult.Current(new CaseDetails(supportCase, Optional.of(refund))));
        }
        boolean oneIsPending = read.all().stream().anyMatch(r -> r.state() == RefundState.PENDING);
        if (refund.state() == RefundState.PENDING || (byHand.isEmpty() && oneIsPending)) {
            return Optional.of(new CaseResult.Refused(Reason.REFUND_IN_PROGRESS));
        }
        Instant now = clock.instant();
        Refund next = byHand.map(note -> refund.paidByHand(by, note, now)).orElseGet(() -> refund.retried(by, now));
        return commit(
                byHand.map(note -> supportCase.closedBy(by, note, now)).orElse(supportCase),
                next,
                read.change(next, now));
    }

    private Optional<CaseResult> commit(SupportCase after, Refund refund, List<Write> writes) {
        List<Write> all = new ArrayList<>(writes);
        if (refund.method() == Refund.Method.BY_HAND) {
            all.add(new Write.CloseCase(after));
        }
        return ledger.commit(all).isDone()
                ? Optional.of(new CaseResult.Current(new CaseDetails(after, Optional.of(refund))))
                : Optional.empty();
    }

    /**
     * Closes a case whose money is refunded, with a note. Closing it again replaces the note. If the refund was by hand,
     * it appends the note instead, to keep the record of that refund. A note that the case has changes nothing.
     */
    public CaseResult close(CaseId id, StaffId by, String note) {
        return OptimisticRetry.repeat("closing case " + id, () -> {
            Optional<SupportCase> found = ledger.supportCase(id);
            if (found.isEmpty()) {
                return Optional.of(new CaseResult.NotFound());
            }
            Optional<Refund> refund = refund(id);
            if (refund.filter(r -> r.state() == RefundState.SUCCEEDED).isEmpty()) {
                return Optional.of(new CaseResult.Refused(Reason.MONEY_NOT_RETURNED));
            }
            SupportCase before = found.get();
            String text = refund.get().method() == Refund.Method.BY_HAND ? appended(before.note(), note) : note;
            if (!before.open() && text.equals(before.note())) {
                return Optional.of(new CaseResult.Current(new CaseDetails(before, refund)));
            }
            SupportCase closed = before.closedBy(by, text, clock.instant());
            return ledger.commit(List.of(new Write.CloseCase(closed))).isDone()
                    ? Optional.of(new CaseResult.Current(new CaseDetails(closed, refund)))
                    : Optional.empty();
        });
    }

    private static String appended(String notes, String note) {
        return notes.lines().toList().contains(note) ? notes : notes + "\n" + note;
    }
}
