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
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt to pay for a booking, or stray money. Each method that changes it gives its next version, with
 * the next deadline.
 *
 * @param payableUntil the end of the hold in which the attempt was opened
 * @param links where the customer pays, once MoMo has said so
 * @param transId MoMo's number of the captured payment, which a refund names
 * @param refundNumber the number of the refund that is under way or was the last, 0 before the first
 * @param byHand whether support paid it back outside MoMo
 */
@RecordBuilder
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

    /** A new attempt, recorded before MoMo is asked. */
    public static Payment open(PaymentId id, Vnd amount, Instant heldUntil) {
        return PaymentBuilder.builder()
                .id(id)
                .state(OPEN)
                .amount(amount)
                .payableUntil(heldUntil)
                .deadline(Optional.of(new Deadline(Deadline.Kind.PAYMENT, heldUntil.plus(Policies.SETTLE_AFTER))))
                .build();
    }

    /** Money that belongs to no attempt: kept for support to return. */
    public static Payment stray(PaymentId id, Vnd amount, String transId, Instant now) {
        return PaymentBuilder.builder()
                .id(id)
                .state(CAPTURED)
                .amount(amount)
                .payableUntil(now)
                .transId(Optional.of(transId))
                .build();
    }

    /** MoMo has said where the customer pays. */
    public Payment with(PaymentLinks payLinks) {
        return change().links(Optional.of(payLinks)).build();
    }

    /** Its money pays for seats: at once, or after the worker's decision about a late payment. */
    public Payment captured(String momoTransId) {
        return change().state(state == CAPTURED ? CAPTURED : exitTo(CAPTURED))
                .transId(Optional.of(momoTransId))
                .deadline(Optional.empty())
                .build();
    }

    /** Its money came after the booking had ended; the show's worker decides whether it buys seats or goes back. */
    public Payment capturedLate(String momoTransId, Instant now) {
        return change().state(exitTo(CAPTURED))
                .transId(Optional.of(momoTransId))
                .deadline(Optional.of(Deadline.forWorker(Deadline.Kind.LATE_PAYMENT, now)))
                .build();
    }

    /** The worker has not decided about the late payment in time; the next deadline comes later. */
    public Payment backedOff(Instant now) {
        return change().deadline(Optional.of(deadline.orElseThrow().backedOff(now)))
                .build();
    }

    /** MoMo was polled and its answer was not final: polled on every tick at first, then with back-off. */
    public Payment polled(Instant now) {
        Instant backOffFrom = deadline.orElseThrow().since().plus(Policies.POLLED_EACH_TICK);
        return now.isBefore(backOffFrom) ? this : backedOff(now);
    }

    /** It ended without money. */
    public Payment failed() {
        return change().state(exitTo(FAILED)).deadline(Optional.empty()).build();
    }

    /** Its money goes back under the next refund number, which MoMo takes for a new refund. */
    public Payment toRefund(String momoTransId, Instant now) {
        return change().state(exitTo(REFUND_PENDING))
                .transId(Optional.of(momoTransId))
                .refundNumber(refundNumber + 1)
                .deadline(Optional.of(new Deadline(Deadline.Kind.REFUND, now.plus(Policies.REFUND_RETRY))))
                .build();
    }

    /** MoMo asks to try again later (1080); that will be the next refund. */
    public Payment refundPaused(Instant now) {
        return change().refundNumber(refundNumber + 1)
                .deadline(Optional.of(new Deadline(Deadline.Kind.REFUND, now.plus(Policies.REFUND_PAUSE))))
                .build();
    }

    /** The money has gone back. */
    public Payment refunded() {
        return change().state(exitTo(REFUNDED)).deadline(Optional.empty()).build();
    }

    /** Support has paid the money back outside MoMo. */
    public Payment refundedByHand() {
        return change().state(exitTo(REFUNDED))
                .byHand(true)
                .deadline(Optional.empty())
                .build();
    }

    /** MoMo finally refused the refund. */
    public Payment refundFailed() {
        return change().state(exitTo(REFUND_FAILED)).deadline(Optional.empty()).build();
    }

    private PaymentState exitTo(PaymentState next) {
        if (!state.exits().contains(next)) {
            throw new IllegalStateException("payment " + id + " cannot go from " + state + " to " + next);
        }
        return next;
    }

    private PaymentBuilder change() {
        return PaymentBuilder.builder(this);
    }
}
