package io.seatline.usecase.outbox;

import io.seatline.domain.CustomerId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.events.DomainEvent;
import io.seatline.events.RefundFailedV1;
import io.seatline.events.RefundRequestedV1;
import io.seatline.events.RefundSucceededV1;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds the event for a refund that reached a state. */
final class RefundEvents {
    private RefundEvents() {}

    static DomainEvent of(Refund refund, Optional<Booking> booking, Instant at) {
        String id = refund.id().value();
        String eventId = id + "." + refund.state() + "." + refund.tries();
        String payment = refund.payment().value();
        String partition = refund.payment().partition();
        Optional<String> customer = booking.flatMap(Booking::customer).map(CustomerId::value);
        Optional<String> show = booking.map(b -> b.show().value());
        List<String> seats = refund.seats().stream().map(SeatNumber::value).toList();
        long amount = refund.amount().amount();
        String reason = refund.reason().name();
        return switch (refund.state()) {
            case PENDING ->
                new RefundRequestedV1(
                        eventId, at, id, payment, partition, customer, show, seats, amount, Vnd.CURRENCY, reason);
            case FAILED ->
                new RefundFailedV1(
                        eventId, at, id, payment, partition, customer, show, seats, amount, Vnd.CURRENCY, reason);
            case SUCCEEDED ->
                new RefundSucceededV1(
                        eventId,
                        at,
                        id,
                        payment,
                        partition,
                        customer,
                        show,
                        seats,
                        amount,
                        Vnd.CURRENCY,
                        reason,
                        refund.method() == Refund.Method.BY_HAND);
        };
    }
}
