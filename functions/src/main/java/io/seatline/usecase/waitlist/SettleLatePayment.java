package io.seatline.usecase.waitlist;

import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.TimeLimit;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Write;
import io.seatline.usecase.waitlist.ReallocateSeats.Served;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles a payment that was captured after its booking had ended. It reallocates free seats to the waitlist first.
 * Then the payment gets the booking's seats if they are unclaimed; otherwise, or if the show is closed or cancelled, it is
 * refunded. Only the show worker calls it.
 */
public final class SettleLatePayment {
    private static final Logger LOG = LoggerFactory.getLogger(SettleLatePayment.class);

    private final Ledger ledger;
    private final ReallocateSeats reallocateSeats;
    private final InstantSource clock;
    private final Metrics metrics;

    public SettleLatePayment(Ledger ledger, ReallocateSeats reallocateSeats, InstantSource clock, Metrics metrics) {
        this.ledger = ledger;
        this.reallocateSeats = reallocateSeats;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Settles a late payment. Does nothing if it is already settled. */
    void settle(ShowId id, Optional<Show> show, PaymentId paymentId, TimeLimit limit) {
        OptimisticRetry.repeat("settling late payment " + paymentId, () -> reallocateSeats
                .tryReallocate(id, show, limit)
                .flatMap(served -> decide(show, served, paymentId)));
    }

    private Optional<Boolean> decide(Optional<Show> show, Served served, PaymentId paymentId) {
        BookingDetails details = paymentId.booking().flatMap(ledger::details).orElseThrow();
        Booking booking = details.booking();
        Payment payment = details.payment(paymentId).orElseThrow();
        if (payment.state() != PaymentState.CAPTURED) {
            return Optional.of(false);
        }
        if (payment.refunds() > 0 || booking.paidBy().equals(Optional.of(paymentId))) {
            return payment.deadline().isEmpty() ? Optional.of(false) : clearDeadline(payment);
        }
        Instant now = clock.instant();
        // A show that is not in the catalog ended long ago.
        Optional<Show> selling = show.filter(s -> !s.isClosedAt(now));
        // While sales are closed, nobody gets an offer: selling the seats could overtake a waiting party.
        boolean seatsLeft = served.complete()
                && booking.state().isEndedUnpaid()
                && selling.isPresent()
                && ledger.claims(booking.show()).keySet().stream().noneMatch(booking.seats()::contains);
        List<Write> writes =
                seatsLeft ? sell(booking, payment, selling.get(), served.state(), now) : refund(details, payment, now);
        if (!ledger.commit(writes).isDone()) {
            return Optional.empty();
        }
        metrics.count(seatsLeft ? Metric.LATE_PAYMENT_SEATED : Metric.LATE_PAYMENT_REFUNDED, 1);
        LOG.info("Late payment {}: {}", paymentId, seatsLeft ? "gets its seats, which were unclaimed" : "refunded");
        return Optional.of(true);
    }

    /** Clears the deadline of a payment that is settled: a concurrent back-off or a restore may have set it again. */
    private Optional<Boolean> clearDeadline(Payment payment) {
        Write withoutDeadline = new Write.ChangePayment(
                payment, payment.captured(payment.transId().orElseThrow()));
        return ledger.commit(List.of(withoutDeadline)).isDone() ? Optional.of(true) : Optional.empty();
    }

    /**
     * Sells the seats. Expects the waitlist state in which no waiting party could use them, so that the payment does
     * not overtake a party that joined since.
     */
    private static List<Write> sell(Booking booking, Payment payment, Show show, WaitlistState served, Instant now) {
        List<Write> writes = new ArrayList<>(Writes.takeSeats(booking, new SeatClaim.Sold(booking.id()), show));
        writes.add(new Write.ChangeBooking(booking, booking.paid(payment.id(), now)));
        writes.add(new Write.ChangePayment(
                payment, payment.captured(payment.transId().orElseThrow())));
        writes.add(new Write.WaitlistStateUnchanged(served));
        return writes;
    }

    private static List<Write> refund(BookingDetails details, Payment payment, Instant now) {
        Payment next = payment.captured(payment.transId().orElseThrow()).refunding(payment.amount());
        // Another late payment may have got the seats.
        Refund.Reason reason =
                details.booking().paidBy().isPresent() ? Refund.Reason.DUPLICATE_PAYMENT : Refund.Reason.LATE_PAYMENT;
        Refund refund = next.newRefund(payment.amount(), reason, now);
        return Writes.refund(details, payment, next, refund, details.booking().following(details.with(refund), now));
    }
}
