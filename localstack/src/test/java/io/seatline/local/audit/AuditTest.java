package io.seatline.local.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.Seatline;
import io.seatline.local.Settings;
import io.seatline.local.catalog.SampleCatalog;
import io.seatline.local.momo.MomoSimulator.Approval;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The audit of a true history finds nothing; of one that was tampered with, what was done to it. */
class AuditTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Seatline seatline = Seatline.start(Settings.forTests());
    private String order;
    private String booking;
    private String show;
    private String seat;

    @BeforeEach
    void somebodyBooksAndPays() throws Exception {
        JsonNode catalog = new SampleCatalog(InstantSource.system()).document();
        seatline.importCatalog(catalog);
        JsonNode shows = catalog.get("shows");
        show = shows.get(shows.size() - 1).get("id").asText();
        HttpRequest reserve = HttpRequest.newBuilder(URI.create(seatline.base() + "/api/v1/reserve"))
                .header("authorization", "Bearer " + seatline.tokens().token("alice"))
                .POST(BodyPublishers.ofString("{\"show_seats\":[\"" + show + ".A1\"]}"))
                .build();
        JsonNode held =
                JSON.readTree(http.send(reserve, BodyHandlers.ofString()).body());
        booking = held.path("booking_id").asText();
        order = held.path("payment").path("order_id").asText();
        seat = "A1";
        seatline.momo().approve(order, Approval.PLAIN);
        for (int i = 0; i < 200 && audit().paid() == 0; i++) {
            Thread.sleep(Duration.ofMillis(50));
        }
    }

    @AfterEach
    void stop() {
        seatline.close();
    }

    private Audit audit() {
        return Audit.of(seatline);
    }

    private void set(String table, Map<String, String> key, String attribute, AttributeValue value) {
        String name = seatline.cloud().resolved().table(table).name();
        seatline.cloud().clients().dynamoDb().updateItem(r -> r.tableName(name)
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
    void a_booking_that_was_paid_is_in_order() {
        assertEquals(List.of(), audit().breaches());
        assertEquals(1, audit().paid());
    }

    @Test
    void a_claim_that_is_not_its_bookings_is_found() {
        set("SeatClaimsTable", Map.of("show_id", show, "seat", seat), "booking_id", AttributeValue.fromS("somebody"));

        onlyBreach("CLAIM AND BOOKING DIFFER: seat A1");
    }

    @Test
    void a_payment_that_became_nothing_is_found() {
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
    void seats_for_less_than_their_price_are_found() {
        set("BookingsTable", Map.of("booking_id", booking, "part", "BOOKING"), "amount", AttributeValue.fromN("1"));

        onlyBreach("PAID WITHOUT CAPTURE: MoMo captured no 1 VND");
    }
}
