package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;

/**
 * A deadline of a booking, a payment, a refund, a waitlist entry or a show has come or is near. The receiver reads the item again
 * and acts on its current state.
 *
 * @param type {@code BOOKING}, {@code PAYMENT}, {@code REFUND}, {@code WAITLIST_ENTRY} or {@code SHOW}
 * @param id the id of the booking, payment, refund, waitlist entry or show
 * @param kind {@code HOLD}, {@code REALLOCATE}, {@code PAYMENT}, {@code LATE_PAYMENT}, {@code REFUND}, {@code JOIN},
 *     {@code LEAVE}, {@code COUNT} or {@code SHOW_CHANGED}
 * @param deadlineAt the deadline when this message was sent, UTC
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DeadlineV1(String type, String id, String kind, Instant deadlineAt) implements FunctionMessage {

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public DeadlineV1 {
        Fields.oneOf("type", type, "BOOKING", "PAYMENT", "REFUND", "WAITLIST_ENTRY", "SHOW");
        Fields.text("id", id);
        Fields.oneOf(
                "kind",
                kind,
                "HOLD",
                "REALLOCATE",
                "PAYMENT",
                "LATE_PAYMENT",
                "REFUND",
                "JOIN",
                "LEAVE",
                "COUNT",
                "SHOW_CHANGED");
        Fields.present("deadline_at", deadlineAt);
    }
}
