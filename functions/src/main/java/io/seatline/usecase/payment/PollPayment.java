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
 * Finds out how an attempt ended that MoMo has not told the end of, whatever became of its booking.
 *
 * <p>What MoMo does not tell it is asked again at each tick for five minutes, then after as long as it was asked in
 * vain already, and at least every half hour: an outage of MoMo leaves many open attempts, and asked each minute they
 * would keep the delay queue from the ends of holds. So an attempt is settled within two minutes of MoMo's recovery
 * after an outage of less than five minutes, after a longer one within as long as that lasted, and always within half
 * an hour and a tick.
 */
public final class PollPayment {
    private static final Logger LOG = LoggerFactory.getLogger(PollPayment.class);
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(3);

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

    /** Asks MoMo; where its answer is not final the attempt stays due. */
    public void settle(PaymentId paymentId) {
        Optional<Payment> open = ledger.payment(paymentId).filter(p -> p.state() == PaymentState.OPEN);
        if (open.isEmpty()) {
            return;
        }
        Payment attempt = open.get();
        switch (gateway.query(paymentId, QUERY_TIMEOUT)) {
            case PaymentGateway.Status.Paid(var transId, var amount) ->
                confirmPayment.captured(paymentId.value(), transId, amount);
            case PaymentGateway.Status.Failed(int code) -> confirmPayment.failed(paymentId.value(), code);
            case PaymentGateway.Status.NotFound _ -> {
                if (isUnknownForGood(attempt)) {
                    confirmPayment.failed(paymentId.value(), UNKNOWN_ORDER);
                }
            }
            case PaymentGateway.Status.Processing _, PaymentGateway.Status.Pending _ -> {
                LOG.info("order {} is not final yet; asked again later", paymentId);
                backOff(attempt);
            }
            case PaymentGateway.Status.NoAnswer(String why) -> {
                LOG.warn("MoMo does not tell how {} stands, asked again later: {}", paymentId, why);
                backOff(attempt);
            }
        }
    }

    /** Where another write comes between, or none comes through, the attempt is settled or is still due. */
    private void backOff(Payment attempt) {
        Payment later = attempt.polled(clock.instant());
        if (!later.equals(attempt)) {
            ledger.commit(List.of(new Write.ChangePayment(attempt, later)));
        }
    }

    private static final int UNKNOWN_ORDER = 42;

    /** A create that was given up may still reach MoMo; two minutes after the hold it no longer can. */
    private boolean isUnknownForGood(Payment payment) {
        return !clock.instant().isBefore(payment.payableUntil().plus(Policies.SETTLE_AFTER));
    }
}
