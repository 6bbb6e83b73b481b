package io.seatline.history;

import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.testing.Fixture;
import io.seatline.testing.ScriptedGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MoMo as it behaves: orders that can be paid until they end, money that is captured, refunds with ids of their own. */
final class SimulatedMomo extends ScriptedGateway {
    private record Order(Vnd amount, Instant until, boolean paid) {}

    private final InstantSource clock;
    private final Map<PaymentId, Order> paymentIds = new LinkedHashMap<>();
    private final Map<String, Refunded> refunds = new HashMap<>();
    private final Map<PaymentId, Integer> captured = new HashMap<>();
    private boolean silent;
    private boolean processing;
    private Refunded nextRefund = new Refunded.Done();

    SimulatedMomo(InstantSource clock) {
        this.clock = clock;
    }

    /** Answers nothing, or that it is at work, until told otherwise. */
    void behave(boolean isSilent, boolean isProcessing, Refunded refund) {
        silent = isSilent;
        processing = isProcessing;
        nextRefund = refund;
    }

    /** Orders that can be paid, the newest first. */
    List<PaymentId> payable() {
        List<PaymentId> payable = new ArrayList<>();
        paymentIds.forEach((id, paymentId) -> {
            if (!paymentId.paid() && !clock.instant().isAfter(paymentId.until())) {
                payable.addFirst(id);
            }
        });
        return payable;
    }

    /** The customer pays: the money is with MoMo. */
    Vnd pay(PaymentId id) {
        Order paymentId = paymentIds.get(id);
        paymentIds.put(id, new Order(paymentId.amount(), paymentId.until(), true));
        captured.put(id, 0);
        return paymentId.amount();
    }

    /** Orders whose money it captured, with how often it returned it. */
    Map<PaymentId, Integer> captured() {
        return Map.copyOf(captured);
    }

    @Override
    public Created create(PaymentId id, Vnd amount, String orderInfo, Duration payableFor, Duration timeout) {
        Invocation.beforeCall();
        if (silent) {
            return new Created.Unavailable("silent");
        }
        long minutes = payableFor.plusSeconds(59).toMinutes();
        paymentIds.putIfAbsent(id, new Order(amount, clock.instant().plus(Duration.ofMinutes(minutes)), false));
        return new Created.Payable(Fixture.LINKS);
    }

    @Override
    public Status query(PaymentId id, Duration timeout) {
        Invocation.beforeCall();
        if (silent) {
            return new Status.NoAnswer("silent");
        }
        return Optional.ofNullable(paymentIds.get(id)).map(this::statusOf).orElseGet(Status.NotFound::new);
    }

    private Status statusOf(Order paymentId) {
        if (paymentId.paid()) {
            return processing ? new Status.Processing() : new Status.Paid(Fixture.TRANS_ID, paymentId.amount());
        }
        return clock.instant().isAfter(paymentId.until()) ? new Status.Failed(1005) : new Status.Pending(1000);
    }

    @Override
    public Refunded refund(String momoOrder, String transId, Vnd amount, String refundId, Duration timeout) {
        Invocation.beforeCall();
        Refunded answer = refunds.getOrDefault(refundId, nextRefund);
        if (!(answer instanceof Refunded.Unsettled) && refunds.put(refundId, answer) == null) {
            if (answer instanceof Refunded.Done) {
                captured.merge(new PaymentId(momoOrder), 1, Integer::sum);
            }
        }
        return answer;
    }
}
