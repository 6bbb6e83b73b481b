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
    /** How MoMo responds. */
    enum Mood {
        NORMAL,
        SILENT,
        /** Queries of paid orders are answered with "processing". */
        PROCESSING,
        /** New orders are finally refused. */
        REFUSING,
        /** New orders are finally refused, although they can be paid: an earlier attempt without an answer made them. */
        REFUSING_KNOWN_ORDERS
    }

    private record Order(Vnd amount, Instant until, boolean paid) {}

    private final InstantSource clock;
    private final Map<PaymentId, Order> orders = new LinkedHashMap<>();
    private final Map<String, Refunded> refunds = new HashMap<>();
    private final Map<PaymentId, Integer> captured = new HashMap<>();
    private Mood mood = Mood.NORMAL;
    private Refunded nextRefund = new Refunded.Done();

    SimulatedMomo(InstantSource clock) {
        this.clock = clock;
    }

    /** Sets how MoMo responds until the next call of this method. */
    void behave(Mood next, Refunded refund) {
        mood = next;
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
        if (mood == Mood.SILENT) {
            return new Created.Unavailable("silent");
        }
        if (mood == Mood.REFUSING) {
            return new Created.Refused(11);
        }
        long minutes = payableFor.plusSeconds(59).toMinutes();
        orders.putIfAbsent(id, new Order(amount, clock.instant().plus(Duration.ofMinutes(minutes)), false));
        return mood == Mood.REFUSING_KNOWN_ORDERS ? new Created.Refused(11) : new Created.Payable(Fixture.LINKS);
    }

    @Override
    public Status query(PaymentId id, Duration timeout) {
        Invocation.beforeCall();
        if (mood == Mood.SILENT) {
            return new Status.NoAnswer("silent");
        }
        return Optional.ofNullable(orders.get(id)).map(this::statusOf).orElseGet(Status.NotFound::new);
    }

    private Status statusOf(Order order) {
        if (order.paid()) {
            return mood == Mood.PROCESSING
                    ? new Status.Processing()
                    : new Status.Paid(Fixture.TRANS_ID, order.amount());
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
