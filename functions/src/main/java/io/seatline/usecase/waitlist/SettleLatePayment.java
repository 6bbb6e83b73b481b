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
import io.seatline.usecase.port.Ledger.BookingFile;
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
 * A payment came after its booking had ended: the line is served first; then it takes its seats if nobody claims them,
 * or goes back. Only the show's writer calls it.
 */
public final class SettleLatePayment {
    private static final Logger LOG = LoggerFactory.getLogger(SettleLatePayment.class);

    private final Ledger ledger;
    private final ReallocateSeats serveLine;
    private final InstantSource clock;
    private final Metrics meter;

    public SettleLatePayment(Ledger ledger, ReallocateSeats serveLine, InstantSource clock, Metrics meter) {
        this.ledger = ledger;
        this.serveLine = serveLine;
        this.clock = clock;
        this.meter = meter;
    }

    /** Settles it; nothing where that was done before. */
    void settle(ShowId id, Optional<Show> show, PaymentId order, TimeLimit limit) {
        OptimisticRetry.repeat(
                "the late payment " + order, () -> decide(show, serveLine.serve(id, show, limit), order));
    }

    private Optional<Boolean> decide(Optional<Show> show, WaitlistState served, PaymentId order) {
        BookingFile file = order.booking().flatMap(ledger::file).orElseThrow();
        Booking booking = file.booking();
        Payment payment = file.payment(order).orElseThrow();
        if (payment.state() != PaymentState.CAPTURED) {
            return Optional.of(false);
        }
        if (booking.paidBy().equals(Optional.of(order))) {
            return payment.due().isEmpty() ? Optional.of(false) : done(payment);
        }
        Instant now = clock.instant();
        // A show that the catalog has forgotten was over long ago.
        Optional<Show> selling = show.filter(s -> !s.isClosedAt(now));
        boolean seatsLeft = booking.state().isEndedUnpaid()
                && selling.isPresent()
                && ledger.claims(booking.show(), true).keySet().stream().noneMatch(booking.seats()::contains);
        List<Write> writes = seatsLeft ? sell(booking, payment, selling.get(), served) : giveBack(file, payment, now);
        if (!ledger.commit(writes).isDone()) {
            return Optional.empty();
        }
        meter.count(seatsLeft ? "LatePaymentSeated" : "LatePaymentRefunded", 1);
        LOG.info("late payment {}: {}", order, seatsLeft ? "its seats were still free" : "refunded");
        return Optional.of(true);
    }

    /** It has its seats. Whoever was putting it off meanwhile may have read the booking after that and the payment before. */
    private Optional<Boolean> done(Payment payment) {
        Write notDue = new Write.ChangePayment(
                payment, payment.captured(payment.transId().orElseThrow()));
        return ledger.commit(List.of(notDue)).isDone() ? Optional.of(true) : Optional.empty();
    }

    /** Nobody who waits could use these seats as the line was served: whoever joined since is not overtaken. */
    private static List<Write> sell(Booking booking, Payment payment, Show show, WaitlistState served) {
        List<Write> writes = new ArrayList<>(Writes.takeSeats(booking, new SeatClaim.Sold(booking.id()), show));
        writes.add(new Write.ChangeBooking(booking, booking.paid(payment.order())));
        writes.add(new Write.ChangePayment(
                payment, payment.captured(payment.transId().orElseThrow())));
        writes.add(new Write.LineAsRead(served));
        return writes;
    }

    private static List<Write> giveBack(BookingFile file, Payment payment, Instant now) {
        Payment next = payment.toRefund(payment.transId().orElseThrow(), now);
        return List.of(
                new Write.ChangePayment(payment, next),
                new Write.ChangeBooking(file.booking(), file.booking().following(file.with(next))));
    }
}
