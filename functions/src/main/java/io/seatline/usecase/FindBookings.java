package io.seatline.usecase;

import io.seatline.domain.Booking;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.OrderId;
import io.seatline.domain.Payment;
import java.util.List;
import java.util.Optional;

/** Shows customers their bookings. */
public final class FindBookings {
    private final Ledger ledger;
    private final OpenPayment openPayment;

    public FindBookings(Ledger ledger, OpenPayment openPayment) {
        this.ledger = ledger;
        this.openPayment = openPayment;
    }

    /** A customer's bookings, newest first, with where to pay those that can be paid. */
    public List<Sale> of(CustomerId customer) {
        return openPayment.look(ledger.bookingsOf(customer).stream()
                .flatMap(booking -> ledger.file(booking.id()).stream())
                .map(Sale::of)
                .toList());
    }

    /** A customer's own booking, with where to pay while it can be paid; another's is not found. */
    public Optional<Sale> one(CustomerId customer, BookingId id) {
        return ledger.file(id)
                .filter(file -> file.booking().customer().equals(customer))
                .map(Sale::of)
                .map(openPayment::look);
    }

    /** An attempt to pay, with its booking. */
    public record Attempt(Booking booking, Payment payment) {}

    /** A payment attempt, for who comes back from MoMo and shows nothing but the order. */
    public Optional<Attempt> attempt(String momoOrder) {
        Optional<OrderId> order = OrderId.parse(momoOrder);
        return order.flatMap(OrderId::booking).flatMap(ledger::file).flatMap(file -> file.payment(order.orElseThrow())
                .map(p -> new Attempt(file.booking(), p)));
    }
}
