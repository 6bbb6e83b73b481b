package io.seatline.events;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;
import java.time.Instant;
import java.util.List;

/**
 * A door let somebody in for seats of a ticket.
 *
 * @param eventId the event's id, the same on every delivery
 * @param occurredAt when it was recorded, UTC
 * @param scanId the scan, chosen by the door
 * @param bookingId the booking
 * @param showId the show
 * @param seats the admitted seats, such as {@code F12}
 * @param staffId who scanned the ticket, by the {@code sub} of their token
 * @param admittedAt when they were let in, UTC: earlier than {@code occurredAt} if the door had no network
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TicketAdmittedV1(
        String eventId,
        Instant occurredAt,
        String scanId,
        String bookingId,
        String showId,
        List<String> seats,
        String staffId,
        Instant admittedAt)
        implements DomainEvent {

    /** The {@code detail-type} on the bus. */
    public static final String DETAIL_TYPE = "TicketAdmitted.v1";

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public TicketAdmittedV1 {
        Fields.text("event_id", eventId);
        Fields.present("occurred_at", occurredAt);
        Fields.scanId(scanId);
        Fields.bookingId(bookingId);
        Fields.showId(showId);
        seats = Fields.seats(seats);
        Fields.text("staff_id", staffId);
        Fields.present("admitted_at", admittedAt);
    }

    @Override
    public String detailType() {
        return DETAIL_TYPE;
    }
}
