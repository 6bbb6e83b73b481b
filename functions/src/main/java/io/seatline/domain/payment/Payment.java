package io.seatline.domain.payment;

import static io.seatline.domain.payment.PaymentState.CAPTURED;
import static io.seatline.domain.payment.PaymentState.FAILED;
import static io.seatline.domain.payment.PaymentState.OPEN;

import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.Vnd;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment of a booking, or a stray payment. Each method that changes it returns its next version, with the
 * next deadline. Its refunds are objects of their own; it counts them.
 *
 * @param provider who took the money
 * @param payableUntil the end of the hold when the payment was opened
 * @param links where the customer pays, if recorded
 * @param transId MoMo's transaction id of the captured payment, which a refund must name
 * @param refunds how many refunds were created, and thus the number of the last one
 * @param refunded the sum of these refunds, in any state
 */
@RecordBuilder
public record Payment(
        PaymentId id,
        Provider provider,
        PaymentState state,
        Vnd amount,
        Instant payableUntil,
        Optional<PaymentLinks> links,
        Optional<String> transId,
        int refunds,
        Vnd refunded,
        Optional<Deadline> deadline) {

    /** Who takes a customer's money. */
    public enum Provider {
        MOMO,
        /** Staff at the cinema's counter. */
        CASH
    }

    /** Creates a payment. It is stored before the order is created at MoMo. */
    public static Payment open(PaymentId id, Vnd amount, Instant heldUntil) {
        return PaymentBuilder.builder()
                .id(id)
                .provider(Provider.MOMO)
                .refunded(Vnd.ZERO)
                .state(OPEN)
                .amount(amount)
                .payableUntil(heldUntil)
                .deadline(Optional.of(new Deadline(Deadline.Kind.PAYMENT, heldUntil.plus(Policies.SETTLE_AFTER))))
                .build();
    }

    /** Creates a captured cash payment at the counter. */
    public static Payment cash(PaymentId id, Vnd amount, Instant now) {
        return captured(id, Provider.CASH, amount, now).build();
    }

    /** Creates a stray payment: captured money that matches no payment. Support must refund it. */
    public static Payment stray(PaymentId id, Vnd amount, String transId, Instant now) {
        return captured(id, Provider.MOMO, amount, now)
                .transId(Optional.of(transId))
                .build();
    }

    private static PaymentBuilder captured(PaymentId id, Provider provider, Vnd amount, Instant now) {
        return PaymentBuilder.builder()
                .id(id)
                .provider(provider)
                .refunded(Vnd.ZERO)
                .state(CAPTURED)
                .amount(amount)
                .payableUntil(now);
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

    /** Returns the amount less all refunds. */
    public Vnd kept() {
        return amount.minus(refunded);
    }

    /** Whether it is captured and at least this amount is left. */
    public boolean canRefund(Vnd part) {
        return state == CAPTURED && part.amount() <= kept().amount();
    }

    /**
     * Counts one more refund; {@link #newRefund} returns it. The same transaction must create it.
     *
     * @throws IllegalArgumentException if less than this amount is left of a captured payment
     */
    public Payment refunding(Vnd part) {
        if (!canRefund(part)) {
            throw new IllegalArgumentException("cannot refund " + part + " of " + this);
        }
        return change().refunds(refunds + 1).refunded(refunded.plus(part)).build();
    }

    /** Creates the refund that was counted last. */
    public Refund newRefund(Vnd part, Refund.Reason reason, Instant now) {
        return Refund.pending(new RefundId(id, refunds), part, reason, now);
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
