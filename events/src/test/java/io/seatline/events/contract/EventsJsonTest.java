package io.seatline.events.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.seatline.events.BookingExpiredV1;
import io.seatline.events.DomainEvent;
import io.seatline.events.RefundCompletedV1;
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

    private static final String BOOKING = "bkvxfazu3ryqds6jydat2c7x64nv";
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
    void text_that_is_no_message_is_unreadable(String text) {
        assertThrows(UnreadableMessage.class, () -> EventsJson.read(text, ShowQueueMessage.class));
    }

    @Test
    void text_behind_a_message_makes_it_unreadable() {
        String twice = EventsJson.write(new TickV1("0")) + EventsJson.write(new TickV1("1"));

        assertThrows(UnreadableMessage.class, () -> EventsJson.read(twice, TickV1.class));
    }

    @Test
    void a_refusal_names_the_field_and_keeps_the_rest_of_the_message_to_itself() {
        String json = "{\"type\":\"SeatsReleased.v1\",\"show_id\":\"sh7f3k\",\"booking_id\":\"secret\",\"release\":1}";

        String refusal = assertThrows(UnreadableMessage.class, () -> EventsJson.read(json, ShowQueueMessage.class))
                .getMessage();

        assertTrue(refusal.contains("booking_id"), refusal);
        assertFalse(refusal.contains("secret"), refusal);
    }

    @Test
    void a_time_is_never_read_from_a_number() {
        String json = EventsJson.write(new DeadlineV1("BOOKING", BOOKING, "HOLD", NOON));

        String withNumber = json.replace("\"2026-11-20T12:00:00Z\"", "1795176000");

        assertTrue(withNumber.contains("\"deadline_at\":1795176000"), withNumber);
        assertThrows(UnreadableMessage.class, () -> EventsJson.read(withNumber, DeadlineV1.class));
    }

    @Test
    void the_type_of_a_show_queue_message_tells_its_record() {
        String json = new String(Samples.message("LatePayment.v1"), StandardCharsets.UTF_8);

        assertInstanceOf(LatePaymentV1.class, EventsJson.read(json, ShowQueueMessage.class));
    }

    @Test
    void what_is_empty_is_absent() {
        RefundCompletedV1 stray = new RefundCompletedV1(
                "e1",
                NOON,
                DomainEvent.STRAY,
                Optional.empty(),
                "stray.tg6mzgikrhggy7dna2c6635tef",
                240_000,
                "VND",
                true);

        String json = EventsJson.write(stray);

        assertFalse(json.contains("customer_id"), json);
        assertEquals(stray, EventsJson.read(json, RefundCompletedV1.class));
    }

    @Test
    void a_record_keeps_its_seats_whatever_becomes_of_the_list_that_it_was_given() {
        List<String> seats = new ArrayList<>(List.of("F12"));
        BookingExpiredV1 event = new BookingExpiredV1("e1", NOON, BOOKING, "alice", "sh7f3k", seats);

        seats.add("F13");

        assertEquals(List.of("F12"), event.seats());
    }

    @Test
    void a_mapper_that_a_caller_changes_is_its_own() {
        EventsJson.mapper().enable(SerializationFeature.INDENT_OUTPUT);

        assertEquals("{\"shard\":\"0\"}", EventsJson.write(new TickV1("0")));
    }
}
