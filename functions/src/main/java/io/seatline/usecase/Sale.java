package io.seatline.usecase;

import io.seatline.domain.Booking;
import io.seatline.domain.Payment;
import java.util.Optional;

/** A booking as its customer sees it, with the payment that it follows or that the customer was last sent to. */
public record Sale(Booking booking, Optional<Payment> payment) {

    /** What the file shows: the attempt that paid, or else the last one. */
    static Sale of(Ledger.BookingFile file) {
        Booking booking = file.booking();
        return new Sale(booking, file.payment(booking.paidBy().orElse(booking.lastOrder())));
    }
}
