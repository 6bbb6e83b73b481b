package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.List;

/**
 * A cinema lifted a block and released its seats, to the waitlist first.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param blockId the block, which is a booking without a customer
 * @param showId the show
 * @param seats the seat numbers in the hall, such as {@code F12}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SeatsUnblockedV1(String eventId, Instant occurredAt, String blockId, String showId, List<String> seats)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "SeatsUnblocked.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public SeatsUnblockedV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.blockId(blockId);
        Fields.showId(showId);
        seats = Fields.seats(seats);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
