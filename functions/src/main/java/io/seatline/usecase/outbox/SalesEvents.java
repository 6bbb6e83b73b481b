package io.seatline.usecase.outbox;

import io.seatline.domain.StaffId;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.SalesChange.Cancellation;
import io.seatline.events.DomainEvent;
import io.seatline.events.ShowCancelledV1;
import io.seatline.events.ShowClosedV1;
import io.seatline.events.ShowReopenedV1;
import io.seatline.usecase.outbox.PublishChanges.Change;
import java.time.Instant;
import java.util.Optional;

/** Builds the event for a change of a show's sales. The event of a cancellation is published when the sweep has finished. */
final class SalesEvents {
    private SalesEvents() {}

    static Optional<DomainEvent> of(Change.OfSales change) {
        SalesChange after = change.after();
        String show = after.show().value();
        String eventId = show + ".sales." + after.version();
        Instant at = change.at();
        String staff = after.by().map(StaffId::value).orElseThrow();
        boolean isNew = !change.before().map(SalesChange::control).equals(Optional.of(after.control()));
        return switch (after.control()) {
            case OPEN ->
                isNew ? Optional.of(new ShowReopenedV1(eventId, at, show, after.reason(), staff)) : Optional.empty();
            case CLOSED ->
                isNew ? Optional.of(new ShowClosedV1(eventId, at, show, after.reason(), staff)) : Optional.empty();
            case CANCELLED -> {
                Cancellation sweep = after.cancellation().orElseThrow();
                yield sweep.finishedAt().isPresent()
                                && !change.before().map(SalesEvents::isSwept).orElse(false)
                        ? Optional.of(new ShowCancelledV1(
                                eventId,
                                at,
                                show,
                                after.reason(),
                                staff,
                                sweep.bookingsCancelled(),
                                sweep.bookingsRefunded(),
                                sweep.entriesLapsed()))
                        : Optional.empty();
            }
        };
    }

    private static boolean isSwept(SalesChange change) {
        return change.cancellation().flatMap(Cancellation::finishedAt).isPresent();
    }
}
