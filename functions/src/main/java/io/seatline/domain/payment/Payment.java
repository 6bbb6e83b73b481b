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
 * A payment of a booking at MoMo, or a stray payment. Each method that changes it returns its next version, with the
 * next deadline.
 *
 *
 * @param payableUntil the end of the hold when the payment was opened
 * @param links where the customer pays, if recorded
 * @param transId MoMo's transaction id of the captured payment, which a refund must name
 * @param refundNumber the number of the current or last refund; 0 before the first
 * @param byHand whether support refunded it outside MoMo
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

    /** Creates a payment. It is stored before the order is created at MoMo. */
    public static Payment open(PaymentId id, Vnd amount, Instant heldUntil) {
        return PaymentBuilder.builder()
                .id(id)
                .state(OPEN)
                .amount(amount)
                .payableUntil(heldUntil)
                .deadline(Optional.of(new Deadline(Deadline.Kind.PAYMENT, heldUntil.plus(Policies.SETTLE_AFTER))))
                .build();
    }

    /** Creates a stray payment: captured money that matches no payment. Support must refund it. */
    public static Payment stray(PaymentId id, Vnd amount, String transId, Instant now) {
        return PaymentBuilder.builder()
                .id(id)
                .state(CAPTURED)
                .amount(amount)
                .payableUntil(now)
                .transId(Optional.of(transId))
                .build();
    }

    /** Adds the links that MoMo returned. */
    public Payment with(PaymentLinks payLinks) {
        return change().links(Optional.of(payLinks)).build();
    }

    /** Records that its money pays for seats: at once, or after the show worker has settled a late payment. */
    public Payment captured(String momoTransId) {
        return change().state(state == CAPTURED ? CAPTURED : exitTo(CAPTURED))
                .transId(Optional.of(momoTransId))
                .deadline(Optional.empty())
                .build();
    }

    /** Records a capture after the booking ended. The show worker decides between the seats and a refund. */
    public Payment capturedLate(String momoTransId, Instant now) {
        return change().state(exitTo(CAPTURED))
                .transId(Optional.of(momoTransId))
                .deadline(Optional.of(Deadline.forWorker(Deadline.Kind.LATE_PAYMENT, now)))
                .build();
    }

    /** Postpones the deadline because the show worker or MoMo has not responded in time. */
    public Payment backedOff(Instant now) {
        return change().deadline(Optional.of(deadline.orElseThrow().backedOff(now)))
                .build();
    }

    /** Handles a poll without a final result: unchanged at first, so every tick polls again; then backs off. */
    public Payment polled(Instant now) {
        Instant backOffFrom = deadline.orElseThrow().since().plus(Policies.POLL_EVERY_TICK_FOR);
        return now.isBefore(backOffFrom) ? this : backedOff(now);
    }

    /** Records that the payment ended without a capture. */
    public Payment failed() {
        return change().state(exitTo(FAILED)).deadline(Optional.empty()).build();
    }

    /** Starts a refund under the next refund number, which MoMo treats as a new refund. */
    public Payment toRefund(String momoTransId, Instant now) {
        return change().state(exitTo(REFUND_PENDING))
                .transId(Optional.of(momoTransId))
                .refundNumber(refundNumber + 1)
                .deadline(Optional.of(new Deadline(Deadline.Kind.REFUND, now.plus(Policies.REFUND_RETRY))))
                .build();
    }

    /** Postpones the refund because MoMo asked to retry later (1080). The retry gets the next refund number. */
    public Payment refundPaused(Instant now) {
        return change().refundNumber(refundNumber + 1)
                .deadline(Optional.of(new Deadline(Deadline.Kind.REFUND, now.plus(Policies.REFUND_PAUSE))))
                .build();
    }

    /** Records that MoMo refunded the payment. */
    public Payment refunded() {
        return change().state(exitTo(REFUNDED)).deadline(Optional.empty()).build();
    }

    /** Records that support refunded the payment outside MoMo. */
    public Payment refundedByHand() {
        return change().state(exitTo(REFUNDED))
                .byHand(true)
                .deadline(Optional.empty())
                .build();
    }

    /** Records that MoMo refused the refund and will not accept it later. */
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
