package io.seatline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.Optional;

/**
 * Money is where only a person can decide: support has to act.
 *
 * @param eventId this event's own id, the same whenever it is delivered again
 * @param occurredAt when it became true, UTC
 * @param caseId the id of the payment that it is about
 * @param reason {@code REFUND_FAILED}, {@code WRONG_AMOUNT}, {@code UNKNOWN_ORDER} or {@code SECOND_CAPTURE}
 * @param bookingId the booking, if the payment belongs to one
 * @param orderId the order as MoMo named it, which may be any text
 * @param amount what MoMo says was paid, in whole units of {@code currency} (VND has no smaller one)
 * @param currency ISO 4217, three letters
 * @param detail one sentence for the person who reads the case
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SupportCaseOpenedV1(
        String eventId,
        Instant occurredAt,
        String caseId,
        String reason,
        Optional<String> bookingId,
        String orderId,
        @JsonProperty(required = true) long amount,
        String currency,
        String detail)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "SupportCaseOpened.v1";

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public SupportCaseOpenedV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.caseId(caseId);
        Fields.oneOf("reason", reason, "REFUND_FAILED", "WRONG_AMOUNT", "UNKNOWN_ORDER", "SECOND_CAPTURE");
        Fields.present("booking_id", bookingId).ifPresent(Fields::bookingId);
        Fields.present("order_id", orderId);
        Fields.notNegative("amount", amount);
        Fields.currency(currency);
        Fields.present("detail", detail);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
