package io.seatline.history;

import static java.util.stream.Collectors.toSet;

import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.RefundState;
import io.seatline.testing.Fixture;
import io.seatline.testing.ScriptedGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Simulates MoMo: orders that are payable until they expire, captured money, and any number of refunds of an order, each
 * under its own id. MoMo would refuse to refund more than it captured; asking for it is a broken promise here.
 */
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

    /** The answer to a refund that is carried out, and whose true answer is lost. */
    static final Refunded ANSWER_LOST = new Refunded.Unsettled("answer lost");

    private static final Vnd LEAST_REFUND = new Vnd(1_000);
    private static final int AMOUNT_OUT_OF_RANGE = 22;

    private record Order(Vnd amount, Instant until, boolean paid) {}

    /** The final answer to a refund, which MoMo repeats. */
    private record Answered(PaymentId order, Vnd amount, Refunded answer) {}

    private final InstantSource clock;
    private final Map<PaymentId, Order> orders = new LinkedHashMap<>();
    private final Map<PaymentId, Vnd> captured = new LinkedHashMap<>();
    private final Map<PaymentId, Map<String, Vnd>> refunds = new HashMap<>();
    private final Map<String, Answered> answers = new HashMap<>();
    private final Set<PaymentId> unknownRefunds = new HashSet<>();
    private boolean restored;
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

    /**
     * The tables are restored: support compares the refunds that they have lost with MoMo's report. MoMo refuses to make
     * them again.
     */
    void forgotten(Collection<Refund> refundsInTables) {
        restored = true;
        Set<String> known = refundsInTables.stream()
                .filter(refund -> refund.state() != RefundState.FAILED)
                .flatMap(refund -> IntStream.rangeClosed(1, refund.tries())
                        .mapToObj(number -> refund.id().atMomo(number)))
                .collect(toSet());
        refunds.forEach((order, made) -> {
            if (!known.containsAll(made.keySet())) {
                unknownRefunds.add(order);
            }
        });
    }

    /** Whether MoMo has refunded more of the order than the restored tables know. */
    boolean hasUnknownRefunds(PaymentId order) {
        return unknownRefunds.contains(order);
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
        captured.put(id, order.amount());
        return order.amount();
    }

    /** The captured amount of each captured order. */
    Map<PaymentId, Vnd> captured() {
        return Map.copyOf(captured);
    }

    /** The refunded amounts of an order, by the id of the refund's try. */
    Map<String, Vnd> refunds(PaymentId id) {
        return Map.copyOf(refunds.getOrDefault(id, Map.of()));
    }

    /** The total that was refunded of an order. */
    Vnd refunded(PaymentId id) {
        return refunds(id).values().stream().reduce(Vnd.ZERO, Vnd::plus);
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
        PaymentId order = new PaymentId(momoOrder);
        if (unknownRefunds.contains(order) && !answers.containsKey(refundId)) {
            return new Refunded.Refused(AMOUNT_OUT_OF_RANGE);
        }
        Answered known = answers.get(refundId);
        if (known != null) {
            if (!known.amount().equals(amount) && restored) {
                return new Refunded.Refused(AMOUNT_OUT_OF_RANGE);
            }
            if (!known.order().equals(order) || !known.amount().equals(amount)) {
                throw new Promises.BrokenPromise(
                        "refund " + refundId + " of " + amount + " of " + order + " was " + known + " before");
            }
            return known.answer();
        }
        if (refunds(order).keySet().stream().map(SimulatedMomo::refundOf).anyMatch(refundOf(refundId)::equals)) {
            // The client asks MoMo for the earlier tries of a refund before it makes another.
            return new Refunded.Done();
        }
        boolean answerLost = nextRefund.equals(ANSWER_LOST);
        if (nextRefund instanceof Refunded.Unsettled && !answerLost) {
            return nextRefund;
        }
        Refunded answer = answerLost ? new Refunded.Done() : nextRefund;
        if (amount.amount() < LEAST_REFUND.amount()) {
            answer = new Refunded.Refused(AMOUNT_OUT_OF_RANGE);
        }
        answers.put(refundId, new Answered(order, amount, answer));
        if (answer instanceof Refunded.Done) {
            payBack(order, refundId, amount);
        }
        return answerLost ? nextRefund : answer;
    }

    private void payBack(PaymentId order, String refundId, Vnd amount) {
        refunds.computeIfAbsent(order, _ -> new LinkedHashMap<>()).put(refundId, amount);
        Vnd had = captured.getOrDefault(order, Vnd.ZERO);
        if (refunded(order).amount() > had.amount()) {
            throw new Promises.BrokenPromise(
                    "MoMo captured " + had + " of " + order + " and was asked to refund " + refunds.get(order));
        }
    }

    /** The refund that a try belongs to. */
    private static RefundId refundOf(String tryId) {
        return RefundId.ofMomo(tryId).orElseThrow();
    }
}
