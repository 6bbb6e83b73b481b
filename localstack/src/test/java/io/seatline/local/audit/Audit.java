package io.seatline.local.audit;

import io.seatline.local.EmbeddedCloud;
import io.seatline.local.momo.MomoOrder;
import io.seatline.local.momo.MomoRefund;
import io.seatline.local.momo.MomoSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Whether the three promises were kept.
 *
 * @param changes how many committed changes of bookings and entries were gone through
 * @param bookings how many bookings there were
 * @param paid how many of them are paid for
 * @param offers how many offers were made to waiting parties
 * @param captured how many payments MoMo captured
 * @param breaches each broken promise in words; none is what it should be
 */
public record Audit(long changes, long bookings, long paid, long offers, long captured, List<String> breaches) {
    private static final int LOOKS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /**
     * Goes through everything that was committed since the cloud was started. Nothing may be under way: see {@link
     * EmbeddedCloud#settle}.
     *
     * @param cloud where it was committed
     * @param momo whose books tell of the money
     */
    public static Audit of(EmbeddedCloud cloud, MomoSimulator momo) {
        for (int look = 0; look < LOOKS; look++) {
            List<Record> bookings = cloud.history("BookingsTable");
            List<Record> entries = cloud.history("WaitlistTable");
            Tables tables = new Tables(cloud);
            // What changed while it was read would seem wrong.
            if (cloud.history("BookingsTable").size() == bookings.size()
                    && cloud.history("WaitlistTable").size() == entries.size()) {
                return of(bookings, entries, tables, momo);
            }
            cloud.settle(PATIENCE);
        }
        throw new IllegalStateException("the tables never stood still long enough to be audited");
    }

    static Audit of(List<Record> bookings, List<Record> entries, Tables tables, MomoSimulator momo) {
        List<Change> changes = Change.inOrder(bookings, entries);
        List<String> breaches = new ArrayList<>();
        Map<String, Hall> halls = new HashMap<>();
        for (Change change : changes) {
            halls.computeIfAbsent(change.show(), show -> new Hall(show, breaches))
                    .on(change);
        }
        Map<String, Map<String, AttributeValue>> claims = tables.claims();
        halls.forEach((show, hall) -> claimsAgree(show, hall.owners(), claims, tables, breaches));
        claims.forEach((seat, claim) -> breaches.add("CLAIMED BY NO OWNER: " + seat + " is still "
                + claim.get("state").s() + " of " + claim.get("booking_id").s()));
        momo.captured().forEach(order -> moneyIsAccountedFor(order, momo, tables, breaches));
        tables.bookings().values().forEach(booking -> paidWithMoney(booking, momo, breaches));
        return new Audit(
                changes.size(),
                tables.bookings().size(),
                tables.bookings().values().stream()
                        .filter(b -> b.get("state").s().equals("PAID"))
                        .count(),
                changes.stream()
                        .filter(c -> c instanceof Change.OfEntry t && t.to().equals("OFFERED"))
                        .count(),
                momo.captured().size(),
                List.copyOf(breaches));
    }

    /** The claims are those of the owners that the history ends with, each in the state of its booking. */
    private static void claimsAgree(
            String show,
            Map<String, String> owners,
            Map<String, Map<String, AttributeValue>> claims,
            Tables tables,
            List<String> breaches) {
        owners.forEach((seat, owner) -> {
            Map<String, AttributeValue> claim = claims.remove(show + "." + seat);
            String state = tables.bookings().get(owner).get("state").s().equals("PAID") ? "SOLD" : "HELD";
            String should = state + " " + owner;
            String is = claim == null
                    ? "unclaimed"
                    : claim.get("state").s() + " " + claim.get("booking_id").s();
            if (!is.equals(should)) {
                breaches.add("CLAIM AND BOOKING DIFFER: seat " + seat + " of " + show + " should be " + should
                        + " and is " + is);
            }
        });
    }

    /** Nobody has seats for money that MoMo did not capture. */
    private static void paidWithMoney(Map<String, AttributeValue> booking, MomoSimulator momo, List<String> breaches) {
        if (!booking.get("state").s().equals("PAID")) {
            return;
        }
        boolean captured = momo.order(booking.get("paid_by").s())
                .filter(order -> order.state() == MomoOrder.State.CAPTURED)
                .filter(order ->
                        order.amount() == Long.parseLong(booking.get("amount").n()))
                .isPresent();
        if (!captured) {
            breaches.add("PAID WITH NOTHING: MoMo captured no "
                    + booking.get("amount").n() + " VND for "
                    + booking.get("booking_id").s());
        }
    }

    private static void moneyIsAccountedFor(MomoOrder order, MomoSimulator momo, Tables tables, List<String> breaches) {
        Map<String, AttributeValue> payment = tables.payments().get(order.orderId());
        Set<String> ends = new TreeSet<>();
        if (payment != null) {
            Map<String, AttributeValue> booking =
                    tables.bookings().get(payment.get("booking_id").s());
            if (booking.get("state").s().equals("PAID")
                    && booking.containsKey("paid_by")
                    && booking.get("paid_by").s().equals(order.orderId())) {
                ends.add("seats");
            }
        }
        long refunded = momo.refunds().stream()
                .filter(refund -> refund.orderId().equals(order.orderId()) && refund.resultCode() == 0)
                .mapToLong(MomoRefund::amount)
                .sum();
        if (refunded > 0) {
            ends.add(refunded == order.amount() ? "a refund" : "a refund of " + refunded);
        }
        if (refunded != 0 && refunded != order.amount()) {
            breaches.add("WRONG REFUND: MoMo captured " + order.amount() + " VND for " + order.orderId()
                    + " and returned " + refunded);
        }
        boolean excused = ends.isEmpty() && tables.hasOpenCase(order.orderId());
        if (ends.size() != 1 && !excused) {
            breaches.add("LOST PAYMENT: MoMo captured " + order.amount() + " VND for " + order.orderId()
                    + ", which became " + (ends.isEmpty() ? "nothing" : String.join(" and ", ends)));
        }
    }
}
