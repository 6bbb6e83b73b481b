package io.seatline.events;

import io.seatline.events.contract.Message;
import java.time.Instant;

/**
 * A business event that Seatline publishes on its event bus, under the source {@link #SOURCE}.
 *
 * <p>Events are delivered at least once, and in order for each booking, entry or show. Consumers must be idempotent by {@link
 * #eventId()}. A version never changes its meaning and only gains optional fields; any other change is a new version
 * with its own record.
 */
public sealed interface DomainEvent extends Message
        permits SeatsHeldV1,
                BookingPaidV1,
                BookingExpiredV1,
                BookingCancelledV1,
                RefundRequestedV1,
                RefundSucceededV1,
                RefundFailedV1,
                SupportCaseOpenedV1,
                SupportCaseClosedV1,
                WaitlistJoinedV1,
                OfferMadeV1,
                WaitlistLeftV1,
                SeatsBlockedV1,
                SeatsUnblockedV1,
                WaitlistLapsedV1,
                ShowClosedV1,
                ShowReopenedV1,
                ShowCancelledV1,
                TicketAdmittedV1,
                AdmissionUndoneV1 {

    /** The {@code source} of all Seatline events on the bus. */
    String SOURCE = "seatline";

    /** Replaces the booking id of a payment without a booking that Seatline knows. */
    String STRAY = "stray";

    /** Returns the id of the event, the same on every delivery. */
    String eventId();

    /** Returns when it happened, UTC. */
    Instant occurredAt();

    /** Returns the {@code detail-type} on the bus: the event's name and version, such as {@code BookingPaid.v1}. */
    String detailType();
}
