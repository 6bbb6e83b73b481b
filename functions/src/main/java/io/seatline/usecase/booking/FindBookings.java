package io.seatline.usecase.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.Ledger;
import java.util.List;
import java.util.Optional;

/** Finds a customer's bookings, with payment links. */
public final class FindBookings {
    private final Ledger ledger;
    private final RequestPayment requestPayment;

    public FindBookings(Ledger ledger, RequestPayment requestPayment) {
        this.ledger = ledger;
        this.requestPayment = requestPayment;
    }

    /** All bookings of a customer, newest first, with links for those that can be paid. */
    public List<CustomerBooking> of(CustomerId customer) {
        return requestPayment.withLinks(ledger.bookingsOf(customer).stream()
                .flatMap(booking -> ledger.details(booking.id()).stream())
                .map(CustomerBooking::of)
                .toList());
    }

    /** A booking of this customer, with links while it can be paid; empty if it belongs to another customer. */
    public Optional<CustomerBooking> find(CustomerId customer, BookingId id) {
        return ledger.details(id)
                .filter(details -> details.booking().customer().equals(customer))
                .map(CustomerBooking::of)
                .map(requestPayment::withLinks);
    }

    /** A payment with its booking. */
    public record PaymentWithBooking(Booking booking, Payment payment) {}

    /** The payment with MoMo's order id, for a browser that returns from MoMo with nothing but that id. */
    public Optional<PaymentWithBooking> payment(String momoOrder) {
        Optional<PaymentId> paymentId = PaymentId.parse(momoOrder);
        return paymentId.flatMap(PaymentId::booking).flatMap(ledger::details).flatMap(details -> details.payment(
                        paymentId.orElseThrow())
                .map(p -> new PaymentWithBooking(details.booking(), p)));
    }
}
