package io.seatline.usecase.outbox;

import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.events.AdmissionUndoneV1;
import io.seatline.events.DomainEvent;
import io.seatline.events.TicketAdmittedV1;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds the event for an admission, or for its undoing. */
final class AdmissionEvents {
    private AdmissionEvents() {}

    /** Empty if the admission was already published as it is, or admitted nobody: a report of conflicts only. */
    static Optional<DomainEvent> of(Optional<Admission> before, Admission after, Instant at) {
        if (after.seats().isEmpty() || before.map(Admission::undone).equals(Optional.of(after.undone()))) {
            return Optional.empty();
        }
        String eventId = after.booking() + ".scan." + after.scan();
        String scan = after.scan().value();
        String booking = after.booking().value();
        String show = after.show().value();
        List<String> seats = after.seats().stream().map(SeatNumber::value).toList();
        return Optional.of(after.undone()
                .<DomainEvent>map(undone -> new AdmissionUndoneV1(
                        eventId + ".undone",
                        at,
                        scan,
                        booking,
                        show,
                        seats,
                        undone.by().value(),
                        undone.reason()))
                .orElseGet(() -> new TicketAdmittedV1(
                        eventId, at, scan, booking, show, seats, after.door().value(), after.at())));
    }
}
