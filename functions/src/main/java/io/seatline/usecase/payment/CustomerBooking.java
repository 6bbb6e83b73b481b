package io.seatline.usecase.payment;

import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.usecase.port.Ledger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A booking as its customer sees it, with the most relevant of its payments. */
public record CustomerBooking(Booking booking, Optional<Payment> payment) {

    private static final List<PaymentState> SHOWN_FIRST = List.of(
            PaymentState.REFUND_FAILED, PaymentState.REFUND_PENDING, PaymentState.REFUNDED, PaymentState.CAPTURED);

    /**
     * Chooses the payment to show: the one that paid, else the one that decides the booking's state, else the last one.
     */
    public static CustomerBooking of(Ledger.BookingDetails details) {
        Booking booking = details.booking();
        Optional<Payment> shown = details.payments().stream()
                .filter(p -> SHOWN_FIRST.contains(p.state()))
                .min(Comparator.comparingInt(p -> SHOWN_FIRST.indexOf(p.state())));
        return new CustomerBooking(
                booking,
                booking.paidBy().flatMap(details::payment).or(() -> shown).or(() -> booking.lastPayment()
                        .flatMap(details::payment)));
    }

    /** The payment, if the customer can pay it but its links are not recorded; otherwise empty. */
    public Optional<Payment> payableWithoutLinks(Instant now) {
        return payment.filter(p -> p.state() == PaymentState.OPEN && p.links().isEmpty() && booking.isPayableAt(now));
    }
}
