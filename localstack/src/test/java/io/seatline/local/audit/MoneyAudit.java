package io.seatline.local.audit;

import io.seatline.local.momo.MomoOrder;
import io.seatline.local.momo.MomoRefund;
import io.seatline.local.momo.MomoSimulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Requires, for one captured order: captured = kept for seats + refunded + being refunded + in an open case. */
record MoneyAudit(MomoOrder order, MomoSimulator momo, FinalState state, List<String> breaches) {

    void check() {
        Optional<Map<String, AttributeValue>> payment = state.payment(order.orderId())
                .filter(item -> item.get("state").s().equals("CAPTURED"));
        if (payment.isEmpty()) {
            // An unknown order, a wrong amount or a second capture: support returns all of it.
            if (returned("") != order.amount() && !state.hasOpenCase(order.orderId())) {
                breach("LOST PAYMENT", "which has no open case");
            }
            return;
        }
        List<Map<String, AttributeValue>> refunds = state.refunds(order.orderId());
        long made = sum(refunds.stream()
                .filter(refund -> is(refund, "state", "SUCCEEDED") && is(refund, "method", "MOMO"))
                .toList());
        long returned = returned(order.orderId() + "-r");
        if (made != returned) {
            breach("WRONG REFUND", "returned " + returned + ", and refunds of " + made + " succeeded");
        }
        refunds.stream()
                .filter(refund -> is(refund, "state", "FAILED"))
                .map(refund -> refund.get("part").s().substring("REFUND#".length()))
                .filter(refund -> !state.hasOpenCaseOfRefund(refund))
                .forEach(refund -> breach("LOST PAYMENT", "and its failed refund " + refund + " has no open case"));
        long kept = kept();
        long missing = order.amount() - kept - sum(refunds);
        boolean fee = missing > 0 && refunds.stream().anyMatch(refund -> is(refund, "reason", "CUSTOMER"));
        if (missing != 0 && !fee) {
            breach("LOST PAYMENT", "of which " + kept + " is kept for seats and " + sum(refunds) + " goes back");
        }
    }

    /** What MoMo returned of the order under ids that start with this text. */
    private long returned(String prefix) {
        return momo.refunds().stream()
                .filter(refund -> refund.orderId().equals(order.orderId()) && refund.resultCode() == 0)
                .filter(refund -> refund.refundId().startsWith(prefix))
                .mapToLong(MomoRefund::amount)
                .sum();
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
