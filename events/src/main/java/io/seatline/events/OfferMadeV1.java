package io.seatline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.List;

/**
 * Seats are held for the next customer on the waitlist, who can now pay for them.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param entryId the waitlist entry of that show, {@code <show id>.<26 letters and digits>}
 * @param customerId the customer of the entry, the {@code sub} of their token
 * @param showId the show
 * @param bookingId the booking that holds the seats for the customer
 * @param seats the seat numbers in the hall, such as {@code F12}
 * @param amount the price of the seats, in whole units of {@code currency} (VND has no smaller unit)
 * @param currency ISO 4217, three letters
 * @param offerExpiresAt when the offer ends if it is not paid, UTC
 */
@JsonNaming(SnakeCaseStrategy.class)
public record OfferMadeV1(
        String eventId,
        Instant occurredAt,
        String entryId,
        String customerId,
        String showId,
        String bookingId,
        List<String> seats,
        @JsonProperty(required = true) long amount,
        String currency,
        Instant offerExpiresAt)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "OfferMade.v1";

    /** Validates as the schema does, and that the entry is of the show; throws an {@link IllegalArgumentException}. */
    public OfferMadeV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.customerId(customerId);
        Fields.showId(showId);
        Fields.entryId(entryId, showId);
        Fields.bookingId(bookingId);
        seats = Fields.seats(seats);
        Fields.notNegative("amount", amount);
        Fields.currency(currency);
        Fields.present("offer_expires_at", offerExpiresAt);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
