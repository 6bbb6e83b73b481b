package io.seatline.events.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.seatline.events.BookingExpiredV1;
import io.seatline.events.DomainEvent;
import io.seatline.events.RefundSucceededV1;
import io.seatline.events.message.DeadlineV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.events.message.TickV1;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsJsonTest {

    @Test
    void correlation_id_is_found_in_the_envelope_of_an_event() {
        assertEquals(
                Optional.of("Mc7UVioPPHcEKPA="),
                EventsJson.correlationId(
                        "{\"detail-type\":\"X\",\"detail\":{\"correlation_id\":\"Mc7UVioPPHcEKPA=\"}}"));
        assertEquals(Optional.empty(), EventsJson.correlationId("{\"correlation_id\":7}"));
        assertEquals(Optional.empty(), EventsJson.correlationId("no JSON"));
    }

    private static final String BOOKING = "bks3ttizn5yqds6jydat2c7x64nv";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                "not json",
                "{}",
                "{\"type\":\"Unheard.v1\",\"show_id\":\"sh7f3k\"}",
                "{\"type\":7}",
                "{\"type\":\"SeatsReleased.v1\"}"
            })
    void text_that_is_not_a_message_is_unreadable(String text) {
        assertThrows(UnreadableMessage.class, () -> EventsJson.read(text, ShowQueueMessage.class));
    }

    @Test
    void trailing_text_makes_a_message_unreadable() {
        String twice = EventsJson.write(new TickV1("0")) + EventsJson.write(new TickV1("1"));

        assertThrows(UnreadableMessage.class, () -> EventsJson.read(twice, TickV1.class));
    }

    @Test
    void error_names_the_field_and_hides_the_values() {
        String json = "{\"type\":\"SeatsReleased.v1\",\"show_id\":\"sh7f3k\",\"booking_id\":\"secret\",\"release\":1}";

        String refusal = assertThrows(UnreadableMessage.class, () -> EventsJson.read(json, ShowQueueMessage.class))
                .getMessage();

        assertTrue(refusal.contains("booking_id"), refusal);
        assertFalse(refusal.contains("secret"), refusal);
    }

    @Test
    void timestamps_are_not_read_from_numbers() {
        String json = EventsJson.write(new DeadlineV1("BOOKING", BOOKING, "HOLD", NOON));

        String withNumber = json.replace("\"2026-11-20T12:00:00Z\"", "1795176000");

        assertTrue(withNumber.contains("\"deadline_at\":1795176000"), withNumber);
        assertThrows(UnreadableMessage.class, () -> EventsJson.read(withNumber, DeadlineV1.class));
    }

    @Test
    void type_field_selects_the_record_of_a_show_queue_message() {
        String json = new String(Samples.message("LatePayment.v1"), StandardCharsets.UTF_8);

        assertInstanceOf(LatePaymentV1.class, EventsJson.read(json, ShowQueueMessage.class));
    }

    @Test
    void empty_optional_is_omitted_from_json() {
        RefundSucceededV1 stray = new RefundSucceededV1(
                "e1",
                NOON,
                "stray.tg6mzgikrhggy7dna2c6635tef-r1",
                "stray.tg6mzgikrhggy7dna2c6635tef",
                DomainEvent.STRAY,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                240_000,
                "VND",
                "SUPPORT",
                true);

        String json = EventsJson.write(stray);

        assertFalse(json.contains("customer_id") || json.contains("show_id"), json);
        assertEquals(stray, EventsJson.read(json, RefundSucceededV1.class));
    }

    @Test
    void record_copies_its_list_of_seats() {
        List<String> seats = new ArrayList<>(List.of("F12"));
        BookingExpiredV1 event = new BookingExpiredV1("e1", NOON, BOOKING, "alice", "sh7f3k", seats);

        seats.add("F13");

        assertEquals(List.of("F12"), event.seats());
    }

    @Test
    void changing_a_returned_mapper_affects_nobody_else() {
        EventsJson.mapper().enable(SerializationFeature.INDENT_OUTPUT);

        assertEquals("{\"shard\":\"0\"}", EventsJson.write(new TickV1("0")));
    }
}
