package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * Something unfinished has reached its due time, or soon will: the item that says what, and when.
 * The item decides when the message arrives; this only points at it.
 *
 * @param table {@code BOOKINGS} or {@code WAITLIST}
 * @param key the item's hash key: a booking id in {@code BOOKINGS}, a show id in {@code WAITLIST}
 * @param part the item's range key, such as {@code BOOKING}; in {@code WAITLIST}, {@code TICKET#} and what a ticket has behind its show's
 *     id
 * @param kind {@code HOLD}, {@code HAND_ON}, {@code ATTEMPT}, {@code LATE}, {@code REFUND}, {@code JOIN} or {@code LEAVE}
 * @param dueAt the due time as it stood when this was sent, UTC
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DeadlineV1(String table, String key, String part, String kind, Instant dueAt) implements FunctionMessage {

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public DeadlineV1 {
        Fields.oneOf("table", table, "BOOKINGS", "WAITLIST");
        Fields.text("key", key);
        Fields.text("part", part);
        Fields.oneOf("kind", kind, "HOLD", "HAND_ON", "ATTEMPT", "LATE", "REFUND", "JOIN", "LEAVE");
        Fields.present("due_at", dueAt);
    }
}
