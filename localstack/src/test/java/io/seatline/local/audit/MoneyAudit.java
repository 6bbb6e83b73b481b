package io.seatline.local.audit;

import io.seatline.local.momo.MomoOrder;
import io.seatline.local.momo.MomoRefund;
import io.seatline.local.momo.MomoSimulator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Requires, for one captured order: captured = kept for seats + refunded + being refunded + in an open case. */
record MoneyAudit(MomoOrder order, MomoSimulator momo, FinalState state, List<String> breaches) {

    void check() {
        Optional<Map<String, AttributeValue>> payment = state.payment(order.orderId())
                .filter(item -> item.get("state").s().equals("CAPTURED"));
        if (payment.isEmpty()) {
            // An unknown order, a wrong amount or a second capture: support refunds all of it.
            if (returned().mapToLong(MomoRefund::amount).sum() != order.amount()
                    && !state.hasOpenCase(order.orderId())) {
                breach("LOST PAYMENT", "which has no open case");
            }
            return;
        }
        List<Map<String, AttributeValue>> refunds = state.refunds(order.orderId());
        Map<String, Long> returned = returnedByRefund();
        refunds.forEach(refund -> compare(refund, returned));
        returned.forEach((id, amount) -> breach("WRONG REFUND", "returned " + amount + " as unknown refund " + id));
        refunds.stream()
                .filter(refund -> is(refund, "state", "FAILED"))
                .map(MoneyAudit::idOf)
                .filter(refund -> !state.hasOpenCaseOfRefund(refund))
                .forEach(refund -> breach("LOST PAYMENT", "and its failed refund " + refund + " has no open case"));
        long kept = kept();
        long missing = order.amount() - kept - sum(refunds);
        boolean fee = missing > 0 && refunds.stream().anyMatch(refund -> is(refund, "reason", "CUSTOMER"));
        if (missing != 0 && !fee) {
            breach("LOST PAYMENT", "of which " + kept + " is kept for seats and " + sum(refunds) + " is refunded");
        }
    }

    /** Compares a refund with what MoMo refunded under the ids of its tries. */
    private void compare(Map<String, AttributeValue> refund, Map<String, Long> returned) {
        long amount = sum(List.of(refund));
        long back = Optional.ofNullable(returned.remove(idOf(refund))).orElse(0L);
        boolean succeeded = is(refund, "state", "SUCCEEDED");
        // MoMo may have made an unfinished refund without Seatline's knowledge.
        boolean right = succeeded ? back == (is(refund, "method", "MOMO") ? amount : 0) : back == 0 || back == amount;
        if (!right) {
            breach("WRONG REFUND", "returned " + back + " for refund " + idOf(refund) + " of " + amount);
        }
    }

    private static String idOf(Map<String, AttributeValue> refund) {
        return refund.get("part").s().substring("REFUND#".length());
    }

    /** What MoMo refunded of this payment, by refund id; the id of a try at MoMo is {@code <refund_id>-<try>}. */
    private Map<String, Long> returnedByRefund() {
        return returned()
                .filter(refund -> refund.refundId().startsWith(order.orderId() + "-r"))
                .collect(Collectors.groupingBy(
                        refund ->
                                refund.refundId().substring(0, refund.refundId().lastIndexOf('-')),
                        HashMap::new,
                        Collectors.summingLong(MomoRefund::amount)));
    }

    private Stream<MomoRefund> returned() {
        return momo.refunds().stream().filter(refund -> refund.orderId().equals(order.orderId()) && refund.isDone());
    }

    /** The price of the seats that the payment bought and the booking keeps. */
    private long kept() {
        return state.bookingOf(order.orderId())
                .filter(booking -> is(booking, "state", "PAID") && is(booking, "paid_by", order.orderId()))
                .map(booking -> booking.get("prices").l().stream()
                        .mapToLong(price -> Long.parseLong(price.n()))
                        .sum())
                .orElse(0L);
    }

    private static long sum(List<Map<String, AttributeValue>> refunds) {
        return refunds.stream()
                .mapToLong(refund -> Long.parseLong(refund.get("amount").n()))
                .sum();
    }

    private static boolean is(Map<String, AttributeValue> item, String attribute, String value) {
        return item.containsKey(attribute) && item.get(attribute).s().equals(value);
    }

    private void breach(String kind, String what) {
        breaches.add(kind + ": MoMo captured " + order.amount() + " VND for " + order.orderId() + ", " + what);
    }
}
