package io.seatline.usecase.refund;

import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A refund with what depends on it.
 *
 * @param all all refunds of the payment, by number
 * @param details the booking; empty for a stray payment
 */
public record RefundOfPayment(Refund refund, Payment payment, List<Refund> all, Optional<BookingDetails> details) {

    /** Reads a refund, which must exist. */
    public static RefundOfPayment read(Ledger ledger, RefundId id) {
        Optional<BookingDetails> details = id.payment().booking().flatMap(ledger::details);
        Payment payment = details.flatMap(d -> d.payment(id.payment()))
                .or(() -> ledger.payment(id.payment()))
                .orElseThrow();
        List<Refund> all = details.map(d -> d.refundsOf(id.payment())).orElseGet(() -> ledger.refunds(id.payment()));
        Refund refund = all.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
        return new RefundOfPayment(refund, payment, all, details);
    }

    /** Changes the refund, and the booking's state if it follows its refunds. Expects that nothing else has changed. */
    public List<Write> change(Refund next, Instant now) {
        List<Write> writes = new ArrayList<>();
        writes.add(new Write.ChangeRefund(refund, next));
        writes.add(new Write.PaymentUnchanged(payment));
        details.ifPresent(d -> {
            Booking booking = d.booking();
            writes.add(new Write.ChangeBooking(booking, booking.following(d.with(next), now)));
            writes.addAll(Writes.otherRefundsUnchanged(d, next.id()));
            writes.addAll(Writes.otherPaymentsUnchanged(d, payment.id()));
        });
        return writes;
    }
}
