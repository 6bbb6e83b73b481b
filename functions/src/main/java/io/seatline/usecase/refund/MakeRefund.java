package io.seatline.usecase.refund;

import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.PaymentGateway;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a pending refund through MoMo. Each try has its own ids at MoMo and is safe to repeat. A payment's refunds are
 * made one after another.
 */
public final class MakeRefund {
    private static final Logger LOG = LoggerFactory.getLogger(MakeRefund.class);
    private static final Duration REFUND_TIMEOUT = Duration.ofSeconds(15);
    private static final int RETRY_LATER = 1080;

    private final Ledger ledger;
    private final PaymentGateway gateway;
    private final InstantSource clock;
    private final Metrics metrics;

    public MakeRefund(Ledger ledger, PaymentGateway gateway, InstantSource clock, Metrics metrics) {
        this.ledger = ledger;
        this.gateway = gateway;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Requests a refund from MoMo if it is the payment's next one. If the result is not final, its deadline remains. */
    public void make(RefundId id) {
        List<Refund> ofPayment = ledger.refunds(id.payment());
        Optional<Refund> next = next(ofPayment);
        if (next.isEmpty() || !next.get().id().equals(id) || isPaused(next.get())) {
            return;
        }
        Refund refund = next.get();
        Payment payment = ledger.payment(id.payment()).orElseThrow();
        if (payment.provider() == Payment.Provider.CASH) {
            giveUp(refund, "It was paid in cash at the counter: pay it back by hand.");
            return;
        }
        switch (gateway.refund(
                momoOrder(payment.id()),
                payment.transId().orElseThrow(),
                refund.amount(),
                refund.atMomo(),
                REFUND_TIMEOUT)) {
            case PaymentGateway.Refunded.Done _ -> {
                settle(id, OptionalInt.empty(), r -> r.succeeded(clock.instant()), Optional.empty());
                metrics.count(Metric.PAYMENT_REFUNDED, 1);
            }
            case PaymentGateway.Refunded.Refused(int code) -> refused(refund, code);
            case PaymentGateway.Refunded.TryLater _ -> {
                if (refund.tries() >= Policies.MAX_REFUND_TRIES) {
                    refused(refund, RETRY_LATER);
                } else {
                    ledger.commit(List.of(new Write.ChangeRefund(refund, refund.paused(clock.instant()))));
                }
            }
            case PaymentGateway.Refunded.Unsettled(String reason) -> unsettled(refund, ofPayment, reason);
        }
    }

    /** The refund that may go to MoMo: the first pending one. MoMo may refuse two at the same time. */
    public static Optional<Refund> next(List<Refund> refundsOfPayment) {
        return refundsOfPayment.stream()
                .filter(refund -> refund.state() == RefundState.PENDING)
                .findFirst();
    }

    /** Whether MoMo asked to pause: a late duplicate message must not start the next try too early. */
    private boolean isPaused(Refund refund) {
        Instant soon = clock.instant().plus(Policies.REFUND_RETRY).plus(Policies.CLOCK_SKEW);
        return refund.deadline().stream().anyMatch(deadline -> deadline.at().isAfter(soon));
    }

    private String momoOrder(PaymentId paymentId) {
        return paymentId.booking().isPresent()
                ? paymentId.value()
                : ledger.supportCase(CaseId.of(paymentId))
                        .map(SupportCase::momoOrder)
                        .orElseThrow();
    }

    private void refused(Refund refund, int code) {
        giveUp(refund, "MoMo finally refused try " + refund.tries() + " with result code " + code + ".");
    }

    private void unsettled(Refund refund, List<Refund> ofPayment, String reason) {
        // A refund that waited for earlier ones gets its day after they ended.
        Instant since = ofPayment.stream()
                .flatMap(other -> other.endedAt().stream())
                .reduce(refund.deadline().orElseThrow().at(), (a, b) -> a.isAfter(b) ? a : b);
        Instant giveUpAt = since.plus(Policies.REFUND_ANSWER_TIMEOUT);
        if (clock.instant().isBefore(giveUpAt)) {
            LOG.warn("Refund {} has no final result, retrying at the next tick: {}", refund.id(), reason);
        } else {
            giveUp(
                    refund,
                    "MoMo has reported no final result for a day (" + reason
                            + "). Check MoMo's portal before you refund by hand.");
        }
    }

    private void giveUp(Refund refund, String detail) {
        settle(refund.id(), OptionalInt.of(refund.tries()), r -> r.failed(clock.instant()), Optional.of(detail));
        metrics.count(Metric.REFUND_FAILED, 1);
    }

    /**
     * Records the end of a refund and the booking's resulting state. A refusal counts only for the current try. A success
     * counts for any try, also after giving up, because the money was refunded.
     */
    private void settle(RefundId id, OptionalInt tries, UnaryOperator<Refund> end, Optional<String> refusal) {
        OptimisticRetry.repeat("recording refund " + id, () -> {
            RefundOfPayment read = RefundOfPayment.read(ledger, id);
            Refund refund = read.refund();
            if (!isCurrent(refund, tries)) {
                return Optional.of(false);
            }
            Refund next = end.apply(refund);
            List<Write> writes = new ArrayList<>(read.change(next, clock.instant()));
            writes.addAll(caseWrites(next, refusal));
            return ledger.commit(writes).isDone() ? Optional.of(true) : Optional.empty();
        });
    }

    private static boolean isCurrent(Refund refund, OptionalInt refusedTry) {
        return switch (refund.state()) {
            case PENDING -> refusedTry.isEmpty() || refusedTry.getAsInt() == refund.tries();
            case FAILED -> refusedTry.isEmpty();
            case SUCCEEDED -> false;
        };
    }

    private List<Write> caseWrites(Refund refund, Optional<String> refusal) {
        CaseId id = CaseId.of(refund.id());
        Optional<SupportCase> known = ledger.supportCase(id);
        if (refusal.isEmpty()) {
            return known.filter(SupportCase::open)
                    .map(c -> List.<Write>of(new Write.CloseCase(c.closed("Refunded by MoMo."))))
                    .orElse(List.of());
        }
        PaymentId payment = refund.payment();
        return List.of(new Write.OpenCase(known.map(SupportCaseBuilder::builder)
                .orElseGet(() -> SupportCaseBuilder.builder()
                        .id(id)
                        .reason(SupportCase.Reason.REFUND_FAILED)
                        .booking(payment.booking())
                        .momoOrder(payment.value()))
                .open(true)
                .openedAt(known.filter(SupportCase::open)
                        .map(SupportCase::openedAt)
                        .orElse(clock.instant()))
                .amount(refund.amount())
                .detail("Refund " + refund.id() + ": " + refusal.get())
                .note("")
                .build()));
    }
}
