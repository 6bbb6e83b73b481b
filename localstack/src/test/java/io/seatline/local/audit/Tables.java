package io.seatline.local.audit;

import io.seatline.local.EmbeddedCloud;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What stands in the tables at the end. */
final class Tables {
    private final Map<String, Map<String, AttributeValue>> bookings = new HashMap<>();
    private final Map<String, Map<String, AttributeValue>> payments = new HashMap<>();
    private final Map<String, Map<String, AttributeValue>> claims = new HashMap<>();
    private final Set<String> ordersWithOpenCases = new HashSet<>();

    Tables(EmbeddedCloud cloud) {
        each(cloud, "BookingsTable", item -> {
            String part = item.get("part").s();
            if (part.equals("BOOKING")) {
                bookings.put(item.get("booking_id").s(), item);
            } else if (part.startsWith("PAYMENT#")) {
                payments.put(item.get("order_id").s(), item);
            } else if (part.startsWith("CASE#") && item.containsKey("open_case")) {
                ordersWithOpenCases.add(item.get("momo_order").s());
            }
        });
        each(
                cloud,
                "SeatClaimsTable",
                item -> claims.put(
                        item.get("show_id").s() + "." + item.get("seat").s(), item));
    }

    private static void each(EmbeddedCloud cloud, String table, Consumer<Map<String, AttributeValue>> each) {
        String name = cloud.resolved().table(table).name();
        cloud.clients()
                .dynamoDb()
                .scanPaginator(request -> request.tableName(name).consistentRead(true))
                .items()
                .forEach(each);
    }

    /** Bookings by id. */
    Map<String, Map<String, AttributeValue>> bookings() {
        return bookings;
    }

    /** Payment attempts by order id. */
    Map<String, Map<String, AttributeValue>> payments() {
        return payments;
    }

    /** Claims by the seat's public id; who goes through them takes them out. */
    Map<String, Map<String, AttributeValue>> claims() {
        return new HashMap<>(claims);
    }

    boolean hasOpenCase(String order) {
        return ordersWithOpenCases.contains(order);
    }
}
