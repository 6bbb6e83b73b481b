package io.seatline.usecase.waitlist;

import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.TimeLimit;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a payment buys that came after its booking had ended. The waitlist is served first; then the payment
 * takes the booking's seats if nobody claims them, and is refunded otherwise. Only the show's worker calls it.
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

    /** Decides about a late payment; does nothing if that was done before. */
    void settle(ShowId id, Optional<Show> show, PaymentId paymentId, TimeLimit limit) {
        OptimisticRetry.repeat("deciding about late payment " + paymentId, () -> reallocateSeats
                .tryReallocate(id, show, limit)
                .flatMap(served -> decide(show, served, paymentId)));
    }

    private Optional<Boolean> decide(Optional<Show> show, WaitlistState served, PaymentId paymentId) {
        BookingDetails details = paymentId.booking().flatMap(ledger::details).orElseThrow();
        Booking booking = details.booking();
        Payment payment = details.payment(paymentId).orElseThrow();
        if (payment.state() != PaymentState.CAPTURED) {
            return Optional.of(false);
        }
        if (booking.paidBy().equals(Optional.of(paymentId))) {
            return payment.deadline().isEmpty() ? Optional.of(false) : done(payment);
        }
        Instant now = clock.instant();
        // A show that is no longer in the catalog ended long ago.
        Optional<Show> selling = show.filter(s -> !s.isClosedAt(now));
        boolean seatsLeft = booking.state().isEndedUnpaid()
                && selling.isPresent()
                && ledger.claims(booking.show()).keySet().stream().noneMatch(booking.seats()::contains);
        List<Write> writes = seatsLeft ? sell(booking, payment, selling.get(), served) : refund(details, payment, now);
        if (!ledger.commit(writes).isDone()) {
            return Optional.empty();
        }
        metrics.count(seatsLeft ? "LatePaymentSeated" : "LatePaymentRefunded", 1);
        LOG.info("late payment {}: {}", paymentId, seatsLeft ? "its seats were still free" : "refunded");
        return Optional.of(true);
    }

    /** It has its seats already; a back-off that read it before may have set its deadline again. */
    private Optional<Boolean> done(Payment payment) {
        Write withoutDeadline = new Write.ChangePayment(
                payment, payment.captured(payment.transId().orElseThrow()));
        return ledger.commit(List.of(withoutDeadline)).isDone() ? Optional.of(true) : Optional.empty();
    }

    /**
     * Names the waitlist state in which nobody waiting could use these seats, so that nobody who joined since is
     * overtaken.
     */
    private static List<Write> sell(Booking booking, Payment payment, Show show, WaitlistState served) {
        List<Write> writes = new ArrayList<>(Writes.takeSeats(booking, new SeatClaim.Sold(booking.id()), show));
        writes.add(new Write.ChangeBooking(booking, booking.paid(payment.id())));
        writes.add(new Write.ChangePayment(
                payment, payment.captured(payment.transId().orElseThrow())));
        writes.add(new Write.WaitlistStateUnchanged(served));
        return writes;
    }

    private static List<Write> refund(BookingDetails details, Payment payment, Instant now) {
        Payment next = payment.toRefund(payment.transId().orElseThrow(), now);
        return List.of(
                new Write.ChangePayment(payment, next),
                new Write.ChangeBooking(details.booking(), details.booking().following(details.with(next))));
    }
}
