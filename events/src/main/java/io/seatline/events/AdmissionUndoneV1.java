package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.List;

/**
 * A manager undid an admission: its seats can be admitted again.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it happened, UTC
 * @param scanId the scan that had admitted them
 * @param bookingId the booking
 * @param showId the show
 * @param seats the seats, such as {@code F12}
 * @param staffId the manager, by the {@code sub} of their token
 * @param reason why, in the manager's words
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AdmissionUndoneV1(
        String eventId,
        Instant occurredAt,
        String scanId,
        String bookingId,
        String showId,
        List<String> seats,
        String staffId,
        String reason)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "AdmissionUndone.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public AdmissionUndoneV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.scanId(scanId);
        Fields.bookingId(bookingId);
        Fields.showId(showId);
        seats = Fields.seats(seats);
        Fields.text("staff_id", staffId);
        Fields.text("reason", reason);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
