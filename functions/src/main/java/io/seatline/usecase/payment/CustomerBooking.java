package io.seatline.usecase.payment;

import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.usecase.port.Ledger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A booking as its customer sees it, with the most relevant of its payments and all refunds. */
public record CustomerBooking(Booking booking, Optional<Payment> payment, List<Refund> refunds) {

    /** States of refunds, the worst first. */
    private static final List<RefundState> SHOWN_FIRST =
            List.of(RefundState.FAILED, RefundState.PENDING, RefundState.SUCCEEDED);

    /**
     * Chooses the payment to show: the one that paid, else the one whose refund decides the booking's state, else one that
     * was captured, else the last one.
     */
    public static CustomerBooking of(Ledger.BookingDetails details) {
        Booking booking = details.booking();
        Optional<Payment> shown = details.refunds().stream()
                .min(Comparator.comparingInt(r -> SHOWN_FIRST.indexOf(r.state())))
                .flatMap(refund -> details.payment(refund.payment()))
                .or(() -> details.payments().stream()
                        .filter(p -> p.state() == PaymentState.CAPTURED)
                        .findFirst());
        return new CustomerBooking(
                booking,
                booking.paidBy().flatMap(details::payment).or(() -> shown).or(() -> booking.lastPayment()
                        .flatMap(details::payment)),
                details.refunds());
    }

    /** The payment, if the customer can pay it but its links are not recorded; otherwise empty. */
    public Optional<Payment> payableWithoutLinks(Instant now) {
        return payment.filter(p -> p.state() == PaymentState.OPEN && p.links().isEmpty() && booking.isPayableAt(now));
    }
}
