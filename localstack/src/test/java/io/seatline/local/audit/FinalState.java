package io.seatline.local.audit;

import io.seatline.local.app.EmbeddedCloud;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items in the tables at the end of the run. */
final class FinalState {
    private final Map<String, Map<String, AttributeValue>> bookings = new HashMap<>();
    private final Map<String, Map<String, AttributeValue>> payments = new HashMap<>();
    private final Map<String, List<Map<String, AttributeValue>>> refunds = new HashMap<>();
    private final Set<String> openCases = new HashSet<>();
    private final Set<String> cancelledShows = new HashSet<>();
    private final Map<String, Map<String, AttributeValue>> claims = new HashMap<>();
    private final Set<String> ordersWithOpenCases = new HashSet<>();

    FinalState(EmbeddedCloud cloud) {
        scan(cloud, "BookingsTable", item -> {
            String part = item.get("part").s();
            if (part.equals("BOOKING")) {
                bookings.put(item.get("booking_id").s(), item);
            } else if (part.startsWith("PAYMENT#")) {
                payments.put(item.get("order_id").s(), item);
            } else if (part.startsWith("REFUND#")) {
                String refund = part.substring("REFUND#".length());
                refunds.computeIfAbsent(refund.substring(0, refund.lastIndexOf("-r")), _ -> new ArrayList<>())
                        .add(item);
            } else if (part.startsWith("CASE#") && item.containsKey("open_case")) {
                ordersWithOpenCases.add(item.get("momo_order").s());
                openCases.add(item.get("case_id").s());
            }
        });
        scan(cloud, "WaitlistTable", item -> {
            if (item.get("item").s().equals("SALES") && item.get("state").s().equals("CANCELLED")) {
                cancelledShows.add(item.get("show_id").s());
            }
        });
        scan(
                cloud,
                "SeatClaimsTable",
                item -> claims.put(
                        item.get("show_id").s() + "." + item.get("seat").s(), item));
    }

    private static void scan(EmbeddedCloud cloud, String table, Consumer<Map<String, AttributeValue>> each) {
        String name = cloud.resolved().table(table).name();
        cloud.clients()
                .dynamoDb()
                .scanPaginator(request -> request.tableName(name).consistentRead(true))
                .items()
                .forEach(each);
    }

    /** Returns bookings by id. */
    Map<String, Map<String, AttributeValue>> bookings() {
        return bookings;
    }

    /** Returns the booking that a MoMo order pays for. */
    Optional<Map<String, AttributeValue>> bookingOf(String order) {
        return payment(order)
                .map(payment -> bookings.get(payment.get("booking_id").s()));
    }

    /** Returns the payment with this order id. */
    Optional<Map<String, AttributeValue>> payment(String order) {
        return Optional.ofNullable(payments.get(order));
    }

    /** Returns the refunds of a payment. */
    List<Map<String, AttributeValue>> refunds(String order) {
        return refunds.getOrDefault(order, List.of());
    }

    /** Whether the cinema cancelled a show. */
    boolean isCancelled(String show) {
        return cancelledShows.contains(show);
    }

    /** Whether a refund has an open case. */
    boolean hasOpenCaseOfRefund(String refund) {
        return openCases.contains(refund);
    }

    /** Returns a mutable copy of the claims by the seat's public id. */
    Map<String, Map<String, AttributeValue>> claims() {
        return new HashMap<>(claims);
    }

    boolean hasOpenCase(String order) {
        return ordersWithOpenCases.contains(order);
    }
}
