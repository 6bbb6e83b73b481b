package io.seatline.events;

import io.seatline.events.contract.Message;
import java.time.Instant;

/**
 * A fact that Seatline tells the world on its event bus, under the source {@link #SOURCE}.
 *
 * <p>Delivered at least once, in order for one booking or entry; consumers are idempotent by {@link #eventId()}. A version never
 * changes its meaning and only gains optional fields; whatever else changes is a new version, a record of its own.
 */
public sealed interface DomainEvent extends Message
        permits SeatsHeldV1,
                BookingPaidV1,
                BookingExpiredV1,
                BookingCancelledV1,
                RefundRequestedV1,
                RefundCompletedV1,
                RefundFailedV1,
                SupportCaseOpenedV1,
                SupportCaseClosedV1,
                WaitlistJoinedV1,
                OfferMadeV1,
                WaitlistLeftV1 {

    /** The {@code source} of every event of Seatline on the bus. */
    String SOURCE = "seatline";

    /** Stands for a booking id where a payment belongs to no booking that Seatline knows. */
    String STRAY = "stray";

    /** The event's own id, the same whenever it is delivered again. */
    String eventId();

    /** When it became true, UTC. */
    Instant occurredAt();

    /** The {@code detail-type} on the bus: the event's name and version, such as {@code BookingPaid.v1}. */
    String detailType();
}
