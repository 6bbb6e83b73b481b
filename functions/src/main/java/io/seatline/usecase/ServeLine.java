package io.seatline.usecase;

import io.seatline.domain.Booking;
import io.seatline.domain.BookingId;
import io.seatline.domain.Due;
import io.seatline.domain.OrderId;
import io.seatline.domain.Payment;
import io.seatline.domain.PaymentState;
import io.seatline.domain.Policies;
import io.seatline.domain.SeatClaim;
import io.seatline.domain.SeatNumber;
import io.seatline.domain.Show;
import io.seatline.domain.ShowId;
import io.seatline.usecase.Ledger.BookingFile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A show's single writer: the only one that turns a freed seat into a public one, and that decides late payments. Every
 * message serves all released seats of its show first.
 */
public final class ServeLine {
    private static final Logger LOG = LoggerFactory.getLogger(ServeLine.class);

    /** A booking's seats: a small transaction seldom meets another one. */
    private static final int SEATS_AT_ONCE = Policies.MAX_SEATS;

    private final Ledger ledger;
    private final Catalog catalog;
    private final InstantSource clock;
    private final Meter meter;

    public ServeLine(Ledger ledger, Catalog catalog, InstantSource clock, Meter meter) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.clock = clock;
        this.meter = meter;
    }

    /** A booking's seats were released: hands all released seats of the show on. */
    public void seatsReleased(ShowId show, BookingId id) {
        Optional<Long> release = ledger.file(id).map(BookingFile::booking).map(Booking::releases);
        serve(show);
        release.ifPresent(seen -> confirmHandOn(id, seen));
    }

    /** A payment came after its booking had ended: it takes the seats if nobody claims them, or goes back. */
    public void latePayment(ShowId show, OrderId order) {
        serve(show);
        Optimistic.repeat("the late payment " + order, () -> decide(show, order));
    }

    private void serve(ShowId show) {
        Optimistic.repeat("handing on the seats of " + show, () -> {
            List<Write> released = new ArrayList<>();
            for (Map.Entry<SeatNumber, SeatClaim> entry :
                    ledger.claims(show, true).entrySet()) {
                if (entry.getValue() instanceof SeatClaim.Released claim && released.size() < SEATS_AT_ONCE) {
                    released.add(new Write.FreeSeat(show, entry.getKey(), claim));
                }
            }
            if (released.isEmpty()) {
                return Optional.of(true);
            }
            boolean done = ledger.commit(released).isDone();
            if (done) {
                meter.count("SeatMadePublic", released.size());
            }
            return done && released.size() < SEATS_AT_ONCE ? Optional.of(true) : Optional.empty();
        });
    }

    /** "Seats to hand on" is cleared only for the release that was there before the line was served. */
    private void confirmHandOn(BookingId id, long release) {
        Optimistic.repeat("confirming the hand-on of " + id, () -> {
            Optional<Booking> booking = ledger.file(id)
                    .map(BookingFile::booking)
                    .filter(b -> b.releases() == release)
                    .filter(b -> b.due().map(Due::kind).stream().anyMatch(kind -> kind == Due.Kind.HAND_ON));
            if (booking.isEmpty()) {
                return Optional.of(false);
            }
            Booking seen = booking.get();
            return ledger.commit(List.of(new Write.ChangeBooking(seen, seen.handedOn())))
                            .isDone()
                    ? Optional.of(true)
                    : Optional.empty();
        });
    }

    private Optional<Boolean> decide(ShowId showId, OrderId order) {
        BookingFile file = order.booking().flatMap(ledger::file).orElseThrow();
        Booking booking = file.booking();
        Payment payment = file.payment(order).orElseThrow();
        boolean undecided =
                payment.state() == PaymentState.CAPTURED && !booking.paidBy().equals(Optional.of(order));
        if (!undecided) {
            return Optional.of(false);
        }
        Instant now = clock.instant();
        Optional<Show> show = catalog.show(showId).filter(s -> !s.isClosedAt(now));
        boolean seatsLeft = booking.state().isEndedUnpaid()
                && show.isPresent()
                && ledger.claims(showId, true).keySet().stream().noneMatch(booking.seats()::contains);
        List<Write> writes = seatsLeft ? sell(booking, payment, show.get()) : giveBack(file, payment, now);
        if (!ledger.commit(writes).isDone()) {
            return Optional.empty();
        }
        meter.count(seatsLeft ? "LatePaymentSeated" : "LatePaymentRefunded", 1);
        LOG.info("late payment {}: {}", order, seatsLeft ? "its seats were still free" : "refunded");
        return Optional.of(true);
    }

    private static List<Write> sell(Booking booking, Payment payment, Show show) {
        List<Write> writes = new ArrayList<>(Writes.takeSeats(booking, new SeatClaim.Sold(booking.id()), show));
        writes.add(new Write.ChangeBooking(booking, booking.paid(payment.order())));
        writes.add(new Write.ChangePayment(
                payment, payment.captured(payment.transId().orElseThrow())));
        return writes;
    }

    private static List<Write> giveBack(BookingFile file, Payment payment, Instant now) {
        Payment next = payment.toRefund(payment.transId().orElseThrow(), now);
        return List.of(
                new Write.ChangePayment(payment, next),
                new Write.ChangeBooking(file.booking(), file.booking().following(file.with(next))));
    }
}
