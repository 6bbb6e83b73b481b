package io.seatline.usecase.outbox;

import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.DomainEvent;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.WaitlistJoinedV1;
import io.seatline.events.WaitlistLapsedV1;
import io.seatline.events.WaitlistLeftV1;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import java.time.Instant;
import java.util.Optional;

/** Builds the event for a waitlist entry that reached a state. */
final class WaitlistEvents {
    private WaitlistEvents() {}

    /** Empty until the entry has its place. */
    static Optional<DomainEvent> of(WaitlistEntry entry, Instant at, Ledger ledger) {
        String id = entry.id().value();
        String eventId = id + "." + entry.state();
        String customer = entry.customer().value();
        String show = entry.id().show().value();
        return switch (entry.state()) {
            case JOINING -> Optional.empty();
            case WAITING ->
                Optional.of(new WaitlistJoinedV1(
                        eventId,
                        at,
                        id,
                        customer,
                        show,
                        entry.party().seats(),
                        entry.party().accessible()));
            case OFFERED -> Optional.of(offer(eventId, at, entry, ledger));
            case LEFT ->
                Optional.of(new WaitlistLeftV1(
                        eventId,
                        at,
                        id,
                        customer,
                        show,
                        entry.removal().map(r -> r.by().value()),
                        entry.removal().map(WaitlistEntry.Removal::reason)));
            case LAPSED -> Optional.of(new WaitlistLapsedV1(eventId, at, id, customer, show));
        };
    }

    private static OfferMadeV1 offer(String eventId, Instant at, WaitlistEntry entry, Ledger ledger) {
        Booking offer = entry.booking()
                .flatMap(ledger::details)
                .map(BookingDetails::booking)
                .orElseThrow();
        return new OfferMadeV1(
                eventId,
                at,
                entry.id().value(),
                entry.customer().value(),
                offer.show().value(),
                offer.id().value(),
                offer.seats().stream().map(SeatNumber::value).toList(),
                offer.amount().amount(),
                Vnd.CURRENCY,
                offer.heldUntil());
    }
}
