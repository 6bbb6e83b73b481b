package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * A deadline of a booking, a payment or a waitlist entry has come, or soon will. The receiver reads the item again and
 * decides by what it finds.
 *
 * @param type {@code BOOKING}, {@code PAYMENT} or {@code WAITLIST_ENTRY}
 * @param id the booking's, payment's or waitlist entry's id
 * @param kind {@code HOLD}, {@code REALLOCATE}, {@code PAYMENT}, {@code LATE_PAYMENT}, {@code REFUND}, {@code JOIN} or
 *     {@code LEAVE}
 * @param deadlineAt the deadline as it stood when this was sent, UTC
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DeadlineV1(String type, String id, String kind, Instant deadlineAt) implements FunctionMessage {

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public DeadlineV1 {
        Fields.oneOf("type", type, "BOOKING", "PAYMENT", "WAITLIST_ENTRY");
        Fields.text("id", id);
        Fields.oneOf("kind", kind, "HOLD", "REALLOCATE", "PAYMENT", "LATE_PAYMENT", "REFUND", "JOIN", "LEAVE");
        Fields.present("deadline_at", deadlineAt);
    }
}
