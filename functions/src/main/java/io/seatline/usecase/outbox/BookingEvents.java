package io.seatline.usecase.outbox;

import io.seatline.domain.CustomerId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.events.BookingCancelledV1;
import io.seatline.events.BookingExpiredV1;
import io.seatline.events.BookingPaidV1;
import io.seatline.events.DomainEvent;
import io.seatline.events.SeatsBlockedV1;
import io.seatline.events.SeatsHeldV1;
import io.seatline.events.SeatsUnblockedV1;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds the event for a booking that reached a state. */
final class BookingEvents {
    private BookingEvents() {}

    /** Empty if the changes of the booking's refunds publish the event. */
    static Optional<DomainEvent> of(Booking booking, Instant at) {
        String eventId = booking.id() + "." + booking.version();
        String id = booking.id().value();
        Optional<String> customer = booking.customer().map(CustomerId::value);
        String show = booking.show().value();
        List<String> seats = booking.seats().stream().map(SeatNumber::value).toList();
        long amount = booking.amount().amount();
        DomainEvent event =
                switch (booking.state()) {
                    case IN_BOOKING ->
                        new SeatsHeldV1(
                                eventId,
                                at,
                                id,
                                customer.orElseThrow(),
                                show,
                                seats,
                                amount,
                                Vnd.CURRENCY,
                                booking.heldUntil());
                    case PAID ->
                        new BookingPaidV1(
                                eventId,
                                at,
                                id,
                                customer,
                                show,
                                seats,
                                amount,
                                Vnd.CURRENCY,
                                booking.paidBy().orElseThrow().value());
                    case EXPIRED -> new BookingExpiredV1(eventId, at, id, customer.orElseThrow(), show, seats);
                    case BLOCKED ->
                        new SeatsBlockedV1(
                                eventId,
                                at,
                                id,
                                show,
                                seats,
                                booking.blockReason().orElseThrow());
                    case CANCELLED ->
                        booking.blockReason().isPresent()
                                ? new SeatsUnblockedV1(eventId, at, id, show, seats)
                                : new BookingCancelledV1(
                                        eventId,
                                        at,
                                        id,
                                        customer.orElseThrow(),
                                        show,
                                        seats,
                                        booking.isWithdrawn() ? "SHOW_CANCELLED" : "NOT_PAID");
                    case REFUND_PENDING, REFUNDED, REFUND_FAILED -> null;
                };
        return Optional.ofNullable(event);
    }
}
