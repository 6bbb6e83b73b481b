package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * A deadline of a booking, a payment or a waitlist entry has come or is near. The receiver reads the item again and
 * acts on its current state.
 *
 * @param type {@code BOOKING}, {@code PAYMENT} or {@code WAITLIST_ENTRY}
 * @param id the id of the booking, payment or waitlist entry
 * @param kind {@code HOLD}, {@code REALLOCATE}, {@code PAYMENT}, {@code LATE_PAYMENT}, {@code REFUND}, {@code JOIN} or
 *     {@code LEAVE}
 * @param deadlineAt the deadline when this message was sent, UTC
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DeadlineV1(String type, String id, String kind, Instant deadlineAt) implements FunctionMessage {

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public DeadlineV1 {
        Fields.oneOf("type", type, "BOOKING", "PAYMENT", "WAITLIST_ENTRY");
        Fields.text("id", id);
        Fields.oneOf("kind", kind, "HOLD", "REALLOCATE", "PAYMENT", "LATE_PAYMENT", "REFUND", "JOIN", "LEAVE");
        Fields.present("deadline_at", deadlineAt);
    }
}
