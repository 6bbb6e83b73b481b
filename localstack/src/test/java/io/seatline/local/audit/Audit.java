package io.seatline.local.audit;

import io.seatline.local.app.EmbeddedCloud;
import io.seatline.local.app.Seatline;
import io.seatline.local.momo.MomoOrder;
import io.seatline.local.momo.MomoSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * The result of checking the three promises.
 *
 * @param changes the number of committed changes of bookings and waitlist entries
 * @param bookings the number of bookings
 * @param paid the number of paid bookings
 * @param offers the number of offers
 * @param captured the number of payments that MoMo captured
 * @param breaches a description of each broken promise
 */
public record Audit(long changes, long bookings, long paid, long offers, long captured, List<String> breaches) {
    private static final Map<String, String> CLAIMS =
            Map.of("IN_BOOKING", "HELD", "PAID", "SOLD", "BLOCKED", "BLOCKED");
    private static final int TRIES = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Waits until the cloud is idle, then audits every change since the start.
     *
     * @throws IllegalStateException if the cloud does not become idle
     */
    public static Audit of(Seatline seatline) {
        EmbeddedCloud cloud = seatline.cloud();
        for (int i = 0; i < TRIES; i++) {
            cloud.settle(PATIENCE);
            List<Record> bookings = cloud.history("BookingsTable");
            List<Record> entries = cloud.history("WaitlistTable");
            FinalState state = new FinalState(cloud);
            // A change between these reads would be reported as a breach.
            if (cloud.history("BookingsTable").size() == bookings.size()
                    && cloud.history("WaitlistTable").size() == entries.size()) {
                return of(Change.inOrder(bookings, entries), state, seatline.momo());
            }
        }
        throw new IllegalStateException("the tables changed during each of " + TRIES + " audits");
    }

    private static Audit of(List<Change> changes, FinalState state, MomoSimulator momo) {
        List<String> breaches = new ArrayList<>();
        Map<String, ShowAudit> shows = new HashMap<>();
        changes.forEach(change -> shows.computeIfAbsent(change.show(), show -> new ShowAudit(show, breaches))
                .add(change));
        Map<String, Map<String, AttributeValue>> claims = state.claims();
        shows.forEach((show, audit) -> requireClaims(show, audit.owners(), claims, state, breaches));
        claims.values()
                .removeIf(claim -> state.isCancelled(claim.get("show_id").s())
                        && claim.get("state").s().equals("BLOCKED"));
        claims.forEach((seat, claim) -> breaches.add("CLAIM WITHOUT OWNER: " + seat + " is still "
                + claim.get("state").s() + " by " + claim.get("booking_id").s()));
        List<MomoOrder> captured = momo.captured();
        captured.forEach(order -> new MoneyAudit(order, momo, state, breaches).check());
        List<Map<String, AttributeValue>> paid =
                state.bookings().values().stream().filter(Audit::isPaid).toList();
        paid.stream()
                .filter(booking -> booking.containsKey("customer_id"))
                .forEach(booking -> requireCapture(booking, momo, breaches));
        long offers = changes.stream()
                .filter(change -> change instanceof Change.OfEntry entry && entry.isOffered())
                .count();
        return new Audit(
                changes.size(), state.bookings().size(), paid.size(), offers, captured.size(), List.copyOf(breaches));
    }

    private static boolean isPaid(Map<String, AttributeValue> booking) {
        return booking.get("state").s().equals("PAID");
    }

    /** Requires that every seat's claim has the owner by the history and the state of the owner's booking. */
    private static void requireClaims(
            String show,
            Map<String, String> owners,
            Map<String, Map<String, AttributeValue>> claims,
            FinalState state,
            List<String> breaches) {
        owners.forEach((seat, owner) -> {
            Map<String, AttributeValue> claim = claims.remove(show + "." + seat);
            String expected =
                    CLAIMS.get(state.bookings().get(owner).get("state").s()) + " " + owner;
            String actual = claim == null
                    ? "unclaimed"
                    : claim.get("state").s() + " " + claim.get("booking_id").s();
            if (!actual.equals(expected)) {
                breaches.add("CLAIM AND BOOKING DIFFER: seat " + seat + " of " + show + " should be " + expected
                        + " and is " + actual);
            }
        });
    }

    /** Requires that a customer's paid booking has a captured payment of its amount. */
    private static void requireCapture(Map<String, AttributeValue> booking, MomoSimulator momo, List<String> breaches) {
        String amount = booking.get("amount").n();
        boolean captured = momo.order(booking.get("paid_by").s())
                .filter(order -> order.state() == MomoOrder.State.CAPTURED)
                .filter(order -> order.amount() == Long.parseLong(amount))
                .isPresent();
        if (!captured) {
            breaches.add("PAID WITHOUT CAPTURE: MoMo captured no " + amount + " VND for "
                    + booking.get("booking_id").s());
        }
    }
}
