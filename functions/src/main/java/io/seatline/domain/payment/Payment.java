package io.seatline.domain.payment;

import static io.seatline.domain.payment.PaymentState.CAPTURED;
import static io.seatline.domain.payment.PaymentState.FAILED;
import static io.seatline.domain.payment.PaymentState.OPEN;
import static io.seatline.domain.payment.PaymentState.REFUNDED;
import static io.seatline.domain.payment.PaymentState.REFUND_FAILED;
import static io.seatline.domain.payment.PaymentState.REFUND_PENDING;

import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.Vnd;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt to pay for a booking, or stray money. Each method that changes it gives the next state with what is then
 * due.
 *
 * @param payableUntil the end of the hold in which the attempt was opened
 * @param links where the customer pays, once MoMo has told
 * @param transId MoMo's number of the captured payment, which a refund names
 * @param refundNumber the number of the refund that is under way or was the last, 0 before the first
 * @param byHand whether support paid it back outside MoMo
 */
public record Payment(
        PaymentId id,
        PaymentState state,
        Vnd amount,
        Instant payableUntil,
        Optional<PaymentLinks> links,
        Optional<String> transId,
        int refundNumber,
        boolean byHand,
        Optional<Deadline> deadline) {

    /** A fresh attempt, recorded before MoMo is asked. */
    public static Payment open(PaymentId id, Vnd amount, Instant heldUntil) {
        Deadline settle = new Deadline(Deadline.Kind.PAYMENT, heldUntil.plus(Policies.SETTLE_AFTER));
        return new Payment(
                id, OPEN, amount, heldUntil, Optional.empty(), Optional.empty(), 0, false, Optional.of(settle));
    }

    /** Money that belongs to no attempt: kept for support to return. */
    public static Payment stray(PaymentId id, Vnd amount, String transId, Instant now) {
        return new Payment(
                id, CAPTURED, amount, now, Optional.empty(), Optional.of(transId), 0, false, Optional.empty());
    }

    /** MoMo has told where the customer pays. */
    public Payment with(PaymentLinks payLinks) {
        return new Payment(
                id, state, amount, payableUntil, Optional.of(payLinks), transId, refundNumber, byHand, deadline);
    }

    /** Its money pays for seats, at once or after the writer has decided. */
    public Payment captured(String momoTransId) {
        return with(state == CAPTURED ? CAPTURED : exitTo(CAPTURED), Optional.of(momoTransId), refundNumber, null);
    }

    /** Its money came after the booking had ended; the show's worker decides what becomes of it. */
    public Payment capturedLate(String momoTransId, Instant now) {
        Deadline decide = Deadline.forWorker(Deadline.Kind.LATE_PAYMENT, now);
        return with(exitTo(CAPTURED), Optional.of(momoTransId), refundNumber, decide);
    }

    /** The writer is told again that it came late. */
    public Payment backedOff(Instant now) {
        return with(state, transId, refundNumber, deadline.orElseThrow().backedOff(now));
    }

    /** MoMo was asked and did not tell how it ended. For a while it stays due, then it is asked about ever more rarely. */
    public Payment askedInVain(Instant now) {
        Deadline settle = deadline.orElseThrow();
        return now.isBefore(settle.since().plus(Policies.ASKED_EACH_TICK))
                ? this
                : with(state, transId, refundNumber, settle.backedOff(now));
    }

    /** It ended without money. */
    public Payment failed() {
        return with(exitTo(FAILED), transId, refundNumber, null);
    }

    /** Its money goes back; the next refund number is taken, so MoMo sees a refund of its own. */
    public Payment toRefund(String momoTransId, Instant now) {
        Deadline retry = new Deadline(Deadline.Kind.REFUND, now.plus(Policies.REFUND_RETRY));
        return with(exitTo(REFUND_PENDING), Optional.of(momoTransId), refundNumber + 1, retry);
    }

    /** MoMo asks to try again later (1080); that will be the next refund. */
    public Payment refundPaused(Instant now) {
        Deadline later = new Deadline(Deadline.Kind.REFUND, now.plus(Policies.REFUND_PAUSE));
        return with(REFUND_PENDING, transId, refundNumber + 1, later);
    }

    /** The money has gone back. */
    public Payment refunded() {
        return with(exitTo(REFUNDED), transId, refundNumber, null);
    }

    /** Support has paid the money back outside MoMo. */
    public Payment refundedByHand() {
        return new Payment(
                id, exitTo(REFUNDED), amount, payableUntil, links, transId, refundNumber, true, Optional.empty());
    }

    /** MoMo finally refused the refund. */
    public Payment refundFailed() {
        return with(exitTo(REFUND_FAILED), transId, refundNumber, null);
    }

    private PaymentState exitTo(PaymentState next) {
        if (!state.exits().contains(next)) {
            throw new IllegalStateException("payment " + id + " cannot go from " + state + " to " + next);
        }
        return next;
    }

    private Payment with(
            PaymentState nextState, Optional<String> nextTransId, int nextRefundNumber, Deadline nextDeadline) {
        return new Payment(
                id,
                nextState,
                amount,
                payableUntil,
                links,
                nextTransId,
                nextRefundNumber,
                byHand,
                Optional.ofNullable(nextDeadline));
    }
}
