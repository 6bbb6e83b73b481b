package io.seatline.usecase;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.OrderId;
import io.seatline.domain.Show;
import io.seatline.domain.ShowId;
import java.util.List;
import java.util.Optional;

/** Shows customers their bookings. */
public final class FindBookings {
    private final Ledger ledger;
    private final Catalog catalog;

    public FindBookings(Ledger ledger, Catalog catalog) {
        this.ledger = ledger;
        this.catalog = catalog;
    }

    /** A customer's bookings, newest first. */
    public List<Sale> of(CustomerId customer) {
        return ledger.bookingsOf(customer).stream()
                .flatMap(booking -> ledger.file(booking.id()).stream())
                .map(Sale::of)
                .toList();
    }

    /** A customer's own booking; another's is not found. */
    public Optional<Sale> one(CustomerId customer, BookingId id) {
        return ledger.file(id)
                .filter(file -> file.booking().customer().equals(customer))
                .map(Sale::of);
    }

    /** The booking of a payment attempt, for who comes back from MoMo and shows nothing but the order. */
    public Optional<Sale> ofOrder(String momoOrder) {
        return OrderId.parse(momoOrder)
                .flatMap(OrderId::booking)
                .flatMap(ledger::file)
                .map(Sale::of);
    }

    /** The show of a booking, as far as the catalog still knows it. */
    public Optional<Show> show(ShowId id) {
        return catalog.show(id);
    }
}
