package io.seatline.usecase.refund;

import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.PaymentGateway;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refunds a payment through MoMo. Each refund has a number and thus its own ids at MoMo; a number is safe to repeat.
 */
public final class RefundPayment {
    private static final Logger LOG = LoggerFactory.getLogger(RefundPayment.class);
    private static final Duration REFUND_TIMEOUT = Duration.ofSeconds(15);
    private static final int RETRY_LATER = 1080;

    private final Ledger ledger;
    private final PaymentGateway gateway;
    private final InstantSource clock;
    private final Metrics metrics;

    public RefundPayment(Ledger ledger, PaymentGateway gateway, InstantSource clock, Metrics metrics) {
        this.ledger = ledger;
        this.gateway = gateway;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Requests a payment's pending refund, if there is one. If the result is not final, the deadline remains. */
    public void refund(PaymentId paymentId) {
        Optional<Payment> pending = ledger.payment(paymentId).filter(p -> p.state() == PaymentState.REFUND_PENDING);
        if (pending.isEmpty() || isPaused(pending.get())) {
            return;
        }
        Payment payment = pending.get();
        int number = payment.refundNumber();
        String momoOrder = momoOrder(paymentId);
        switch (gateway.refund(
                momoOrder,
                payment.transId().orElseThrow(),
                payment.amount(),
                paymentId.refundId(number),
                REFUND_TIMEOUT)) {
            case PaymentGateway.Refunded.Done _ -> {
                settle(paymentId, Optional.empty(), Payment::refunded, Optional.empty());
                metrics.count(Metric.PAYMENT_REFUNDED, 1);
            }
            case PaymentGateway.Refunded.Refused(int code) -> refused(paymentId, number, momoOrder, code);
            case PaymentGateway.Refunded.TryLater _ -> {
                if (number >= Policies.MAX_REFUND_TRIES) {
                    refused(paymentId, number, momoOrder, RETRY_LATER);
                } else {
                    ledger.commit(List.of(new Write.ChangePayment(payment, payment.refundPaused(clock.instant()))));
                }
            }
            case PaymentGateway.Refunded.Unsettled(String reason) -> unsettled(payment, momoOrder, reason);
        }
    }

    /** Whether MoMo asked to pause: a late duplicate message must not start the next refund too early. */
    private boolean isPaused(Payment payment) {
        Instant soon = clock.instant().plus(Policies.REFUND_RETRY).plus(Policies.CLOCK_SKEW);
        return payment.deadline().stream().anyMatch(deadline -> deadline.at().isAfter(soon));
    }

    private String momoOrder(PaymentId paymentId) {
        return paymentId.booking().isPresent()
                ? paymentId.value()
                : ledger.supportCase(paymentId).map(SupportCase::momoOrder).orElseThrow();
    }

    private void refused(PaymentId paymentId, int number, String momoOrder, int code) {
        giveUp(
                paymentId,
                number,
                momoOrder,
                "MoMo finally refused refund " + number + " with result code " + code + ".");
    }

    private void unsettled(Payment payment, String momoOrder, String reason) {
        int number = payment.refundNumber();
        Instant giveUpAt = payment.deadline().orElseThrow().at().plus(Policies.REFUND_ANSWER_TIMEOUT);
        if (clock.instant().isBefore(giveUpAt)) {
            LOG.warn(
                    "Refund {} of payment {} has no final result, retrying at the next tick: {}",
                    number,
                    payment.id(),
                    reason);
        } else {
            giveUp(
                    payment.id(),
                    number,
                    momoOrder,
                    "MoMo has reported no final result of refund " + number + " for a day (" + reason
                            + "). Check MoMo's portal before you refund by hand.");
        }
    }

    private void giveUp(PaymentId paymentId, int number, String momoOrder, String detail) {
        settle(paymentId, Optional.of(number), Payment::refundFailed, Optional.of(new Refusal(momoOrder, detail)));
        metrics.count(Metric.REFUND_FAILED, 1);
    }

    private record Refusal(String momoOrder, String detail) {}

    /**
     * Records the end of a refund and the booking's resulting state. A refusal counts only for the current refund
     * number. A success counts for any number, because the money was refunded.
     */
    private void settle(
            PaymentId paymentId, Optional<Integer> number, UnaryOperator<Payment> end, Optional<Refusal> refusal) {
        OptimisticRetry.repeat("recording the refund of payment " + paymentId, () -> {
            Optional<BookingDetails> details = paymentId.booking().flatMap(ledger::details);
            Optional<Payment> found =
                    details.isPresent() ? details.get().payment(paymentId) : ledger.payment(paymentId);
            Payment payment = found.orElseThrow();
            boolean current = payment.state() == PaymentState.REFUND_PENDING
                    && number.map(n -> n == payment.refundNumber()).orElse(true);
            if (!current) {
                return Optional.of(false);
            }
            Payment next = end.apply(payment);
            List<Write> writes = new ArrayList<>();
            writes.add(new Write.ChangePayment(payment, next));
            details.ifPresent(d -> {
                Booking booking = d.booking();
                writes.add(new Write.ChangeBooking(booking, booking.following(d.with(next))));
                writes.addAll(Writes.otherPaymentsUnchanged(d, payment));
            });
            writes.addAll(caseWrites(paymentId, next, refusal));
            return ledger.commit(writes).isDone() ? Optional.of(true) : Optional.empty();
        });
    }

    private List<Write> caseWrites(PaymentId paymentId, Payment payment, Optional<Refusal> refusal) {
        Optional<SupportCase> known = ledger.supportCase(paymentId);
        if (refusal.isEmpty()) {
            return known.filter(SupportCase::open)
                    .map(c -> List.<Write>of(new Write.CloseCase(c.closed("Refunded by MoMo."))))
                    .orElse(List.of());
        }
        Instant openedAt =
                known.filter(SupportCase::open).map(SupportCase::openedAt).orElse(clock.instant());
        Optional<BookingId> booking = known.flatMap(SupportCase::booking).or(paymentId::booking);
        SupportCase.Reason reason = known.map(SupportCase::reason).orElse(SupportCase.Reason.REFUND_FAILED);
        return List.of(new Write.OpenCase(SupportCaseBuilder.builder()
                .payment(paymentId)
                .reason(reason)
                .open(true)
                .openedAt(openedAt)
                .booking(booking)
                .momoOrder(refusal.get().momoOrder())
                .amount(payment.amount())
                .detail(refusal.get().detail())
                .note("")
                .build()));
    }
}
