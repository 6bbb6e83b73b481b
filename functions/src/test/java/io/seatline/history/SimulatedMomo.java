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

/** Simulates MoMo: orders that are payable until they expire, captured money, and refunds under their own ids. */
final class SimulatedMomo extends ScriptedGateway {
    private record Order(Vnd amount, Instant until, boolean paid) {}

    private final InstantSource clock;
    private final Map<PaymentId, Order> orders = new LinkedHashMap<>();
    private final Map<String, Refunded> refunds = new HashMap<>();
    private final Map<PaymentId, Integer> captured = new HashMap<>();
    private boolean silent;
    private boolean processing;
    private Refunded nextRefund = new Refunded.Done();

    SimulatedMomo(InstantSource clock) {
        this.clock = clock;
    }

    /** Sets how MoMo responds until the next call: not at all, with "processing", or with this refund result. */
    void behave(boolean isSilent, boolean isProcessing, Refunded refund) {
        silent = isSilent;
        processing = isProcessing;
        nextRefund = refund;
    }

    /** Payable orders, newest first. */
    List<PaymentId> payable() {
        List<PaymentId> payable = new ArrayList<>();
        orders.forEach((id, order) -> {
            if (!order.paid() && !clock.instant().isAfter(order.until())) {
                payable.addFirst(id);
            }
        });
        return payable;
    }

    /** Captures the customer's money. */
    Vnd pay(PaymentId id) {
        Order order = orders.get(id);
        orders.put(id, new Order(order.amount(), order.until(), true));
        captured.put(id, 0);
        return order.amount();
    }

    /** Captured orders, each with how often it was refunded. */
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
        orders.putIfAbsent(id, new Order(amount, clock.instant().plus(Duration.ofMinutes(minutes)), false));
        return new Created.Payable(Fixture.LINKS);
    }

    @Override
    public Status query(PaymentId id, Duration timeout) {
        Invocation.beforeCall();
        if (silent) {
            return new Status.NoAnswer("silent");
        }
        return Optional.ofNullable(orders.get(id)).map(this::statusOf).orElseGet(Status.NotFound::new);
    }

    private Status statusOf(Order order) {
        if (order.paid()) {
            return processing ? new Status.Processing() : new Status.Paid(Fixture.TRANS_ID, order.amount());
        }
        return clock.instant().isAfter(order.until()) ? new Status.Failed(1005) : new Status.Pending(1000);
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
