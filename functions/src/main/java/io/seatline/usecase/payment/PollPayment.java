package io.seatline.usecase.payment;

import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.PaymentGateway;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls MoMo for the final result of an open payment, in any state of its booking.
 *
 * <p>Polls on every tick for five minutes, then backs off: the wait equals the time already spent, up to half an hour.
 * An outage of MoMo leaves many open payments, and polling all of them every minute would delay the ends of holds in
 * the delay queue. Therefore a payment is settled within two minutes of MoMo's recovery if the outage was shorter than
 * five minutes. After a longer outage it takes at most as long as the outage, and never more than half an hour and a
 * tick.
 */
public final class PollPayment {
    private static final Logger LOG = LoggerFactory.getLogger(PollPayment.class);
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(3);

    /** MoMo's result code for an order that it does not know. */
    private static final int UNKNOWN_ORDER = 42;

    private final Ledger ledger;
    private final PaymentGateway gateway;
    private final ConfirmPayment confirmPayment;
    private final InstantSource clock;

    public PollPayment(Ledger ledger, PaymentGateway gateway, ConfirmPayment confirmPayment, InstantSource clock) {
        this.ledger = ledger;
        this.gateway = gateway;
        this.confirmPayment = confirmPayment;
        this.clock = clock;
    }

    /** Queries MoMo and records a final result. Otherwise keeps or postpones the deadline. */
    public void settle(PaymentId paymentId) {
        Optional<Payment> open = ledger.payment(paymentId).filter(p -> p.state() == PaymentState.OPEN);
        if (open.isEmpty()) {
            return;
        }
        switch (ask(open.get())) {
            case PaymentGateway.Status.Processing _, PaymentGateway.Status.Pending _ -> {
                LOG.info("Payment {} has no final result yet; polling again later", paymentId);
                backOff(open.get());
            }
            case PaymentGateway.Status.NoAnswer(String reason) -> {
                LOG.warn("No answer from MoMo about payment {}, polling again later: {}", paymentId, reason);
                backOff(open.get());
            }
            case PaymentGateway.Status.Paid _, PaymentGateway.Status.Failed _, PaymentGateway.Status.NotFound _ -> {}
        }
    }

    /** Queries MoMo about an open payment and records a final result. Never changes the deadline otherwise. */
    public PaymentGateway.Status ask(Payment payment) {
        String order = payment.id().value();
        PaymentGateway.Status status = gateway.query(payment.id(), QUERY_TIMEOUT);
        switch (status) {
            case PaymentGateway.Status.Paid(var transId, var amount) -> confirmPayment.captured(order, transId, amount);
            case PaymentGateway.Status.Failed(int code) -> confirmPayment.failed(order, code);
            case PaymentGateway.Status.NotFound _ -> {
                if (isUnknownOrderFinal(payment)) {
                    confirmPayment.failed(order, UNKNOWN_ORDER);
                }
            }
            case PaymentGateway.Status.Processing _,
                    PaymentGateway.Status.Pending _,
                    PaymentGateway.Status.NoAnswer _ -> {}
        }
        return status;
    }

    /** Ignores a cancelled transaction: the payment was settled meanwhile, or its deadline remains. */
    private void backOff(Payment payment) {
        Payment later = payment.polled(clock.instant());
        if (!later.equals(payment)) {
            ledger.commit(List.of(new Write.ChangePayment(payment, later)));
        }
    }

    /**
     * Whether MoMo's "unknown order" is final. A timed-out create call may reach MoMo up to two minutes after the hold.
     */
    private boolean isUnknownOrderFinal(Payment payment) {
        return !clock.instant().isBefore(payment.payableUntil().plus(Policies.SETTLE_AFTER));
    }
}
