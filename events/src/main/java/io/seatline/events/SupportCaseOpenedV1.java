package io.seatline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.Optional;

/**
 * A support case was opened, because a person must decide about a payment.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param caseId the refund that failed, {@code <payment id>-r<number>}, or the stray payment
 * @param reason {@code REFUND_FAILED}, {@code WRONG_AMOUNT}, {@code UNKNOWN_ORDER} or {@code SECOND_CAPTURE}
 * @param bookingId the booking of the payment, if it has one
 * @param orderId the order id from MoMo, which may be any text
 * @param amount the amount at issue, in whole units of {@code currency} (VND has no smaller unit)
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

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
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
