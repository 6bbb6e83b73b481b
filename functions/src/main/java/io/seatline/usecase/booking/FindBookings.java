package io.seatline.usecase.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingPosition;
import io.seatline.usecase.correlation.Correlation;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.Ledger;
import java.util.List;
import java.util.Optional;

/** Finds a customer's bookings, with payment links. */
public final class FindBookings {
    private static final int PAGE_SIZE = 20;

    private final Ledger ledger;
    private final RequestPayment requestPayment;

    public FindBookings(Ledger ledger, RequestPayment requestPayment) {
        this.ledger = ledger;
        this.requestPayment = requestPayment;
    }

    /** Some bookings of a customer, and the position after which there are more; empty on the last page. */
    public record Page(List<CustomerBooking> bookings, Optional<BookingPosition> next) {}

    /** The customer's twenty newest bookings after this position, newest first, with links for those to pay. */
    public Page page(CustomerId customer, Optional<BookingPosition> after) {
        Page page = read(ledger, customer, after);
        return new Page(requestPayment.withLinks(page.bookings()), page.next());
    }

    /** The same page, with the links that are recorded. */
    public static Page read(Ledger ledger, CustomerId customer, Optional<BookingPosition> after) {
        // One booking more than the page holds tells whether another page follows.
        List<Booking> found = ledger.bookingsOf(customer, after, PAGE_SIZE + 1);
        List<Booking> onPage = found.stream().limit(PAGE_SIZE).toList();
        List<CustomerBooking> bookings = onPage.stream()
                .flatMap(booking -> ledger.details(booking.id()).stream())
                .map(CustomerBooking::of)
                .toList();
        // The request is about all of them, not the last one.
        Correlation.bindRequest();
        return new Page(
                bookings,
                found.size() > PAGE_SIZE ? Optional.of(BookingPosition.of(onPage.getLast())) : Optional.empty());
    }

    /** A booking of this customer, with links while it can be paid; empty if it belongs to another customer. */
    public Optional<CustomerBooking> find(CustomerId customer, BookingId id) {
        return ledger.details(id)
                .filter(details -> details.booking().isOf(customer))
                .map(CustomerBooking::of)
                .map(requestPayment::withLinks);
    }
}
