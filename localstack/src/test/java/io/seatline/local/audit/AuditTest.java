package io.seatline.local.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.SeatlineExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Audits a correct history and manipulated ones. */
class AuditTest {
    @RegisterExtension
    final SeatlineExtension seatline = new SeatlineExtension();

    private final String seat = "B1";
    private String order;
    private String booking;
    private String show;

    @BeforeEach
    void bookAndPay() {
        show = seatline.show();
        Answer held = seatline.customer().reserve(show, seat);
        booking = held.bookingId();
        order = held.orderId();
        seatline.approve(held.payUrl());
        seatline.settle();
    }

    private Audit audit() {
        return Audit.of(seatline.running());
    }

    private void set(String table, Map<String, String> key, String attribute, AttributeValue value) {
        String name = seatline.running().cloud().resolved().table(table).name();
        seatline.running().cloud().clients().dynamoDb().updateItem(r -> r.tableName(name)
                .key(key.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, part -> AttributeValue.fromS(part.getValue()))))
                .updateExpression("SET #a = :v")
                .expressionAttributeNames(Map.of("#a", attribute))
                .expressionAttributeValues(Map.of(":v", value)));
    }

    private void onlyBreach(String words) {
        List<String> breaches = audit().breaches();
        assertEquals(1, breaches.size(), breaches::toString);
        assertTrue(breaches.getFirst().contains(words), breaches::toString);
    }

    @Test
    void paid_booking_has_no_breach() {
        assertEquals(List.of(), audit().breaches());
        assertEquals(1, audit().paid());
    }

    @Test
    void claim_of_another_booking_is_a_breach() {
        set("SeatClaimsTable", Map.of("show_id", show, "seat", seat), "booking_id", AttributeValue.fromS("somebody"));

        onlyBreach("CLAIM AND BOOKING DIFFER: seat B1");
    }

    @Test
    void payment_without_seats_refund_or_case_is_a_breach() {
        String another = order.substring(0, order.length() - 1) + "2";
        set(
                "BookingsTable",
                Map.of("booking_id", booking, "part", "BOOKING"),
                "paid_by",
                AttributeValue.fromS(another));

        List<String> breaches = audit().breaches();
        assertEquals(2, breaches.size(), breaches::toString);
        assertTrue(breaches.get(0).contains("LOST PAYMENT: MoMo captured"), breaches::toString);
        assertTrue(breaches.get(1).contains("PAID WITHOUT CAPTURE"), breaches::toString);
    }

    @Test
    void capture_of_another_amount_is_a_breach() {
        set("BookingsTable", Map.of("booking_id", booking, "part", "BOOKING"), "amount", AttributeValue.fromN("1"));

        onlyBreach("PAID WITHOUT CAPTURE: MoMo captured no 1 VND");
    }
}
