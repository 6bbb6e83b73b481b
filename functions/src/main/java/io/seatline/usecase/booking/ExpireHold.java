package io.seatline.usecase.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.Policies;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.Writes;
import io.seatline.usecase.payment.ConfirmPayment;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.PaymentGateway;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a hold whose time has come: paid after all, extended once while MoMo is at work, or released. */
public final class ExpireHold {
    private static final Logger LOG = LoggerFactory.getLogger(ExpireHold.class);
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(3);

    private final Ledger ledger;
    private final Waitlist waitlist;
    private final PaymentGateway gateway;
    private final ConfirmPayment confirmPayment;
    private final InstantSource clock;
    private final Metrics metrics;

    public ExpireHold(
            Ledger ledger,
            Waitlist waitlist,
            PaymentGateway gateway,
            ConfirmPayment confirmPayment,
            InstantSource clock,
            Metrics metrics) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.gateway = gateway;
        this.confirmPayment = confirmPayment;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** What became of the hold. */
    public enum Outcome {
        PAID,
        EXTENDED,
        EXPIRED,
        /** It has not run out, or has ended before. */
        NOTHING_TO_DO
    }

    /** Ends the hold if it has run out. Repeating it is safe. */
    public Outcome expire(BookingId id) {
        Optional<BookingDetails> details = ledger.details(id).filter(f -> hasRunOut(f.booking()));
        if (details.isEmpty()) {
            return Outcome.NOTHING_TO_DO;
        }
        boolean processing = false;
        for (Payment attempt : details.get().payments()) {
            if (attempt.state() != PaymentState.OPEN) {
                continue;
            }
            switch (gateway.query(attempt.id(), QUERY_TIMEOUT)) {
                case PaymentGateway.Status.Paid(var transId, var amount) -> {
                    var outcome = confirmPayment.captured(attempt.id().value(), transId, amount);
                    if (outcome == ConfirmPayment.Outcome.PAID) {
                        return Outcome.PAID;
                    }
                }
                case PaymentGateway.Status.Processing _ -> processing = true;
                case PaymentGateway.Status.Silent(String why) ->
                    LOG.warn("MoMo does not tell how {} stands: {}", attempt.id(), why);
                case PaymentGateway.Status.Failed _,
                        PaymentGateway.Status.NotFound _,
                        PaymentGateway.Status.Pending _ -> {}
            }
        }
        boolean mayExtend = processing;
        return OptimisticRetry.repeat("the end of the hold of " + id, () -> end(id, mayExtend));
    }

    private boolean hasRunOut(Booking booking) {
        return booking.state() == BookingState.IN_BOOKING && !clock.instant().isBefore(booking.heldUntil());
    }

    private Optional<Outcome> end(BookingId id, boolean processing) {
        Optional<Booking> found =
                ledger.details(id).map(BookingDetails::booking).filter(this::hasRunOut);
        if (found.isEmpty()) {
            return Optional.of(Outcome.NOTHING_TO_DO);
        }
        Booking booking = found.get();
        Optional<ActiveHold> activeHold = Writes.ownActiveHold(ledger, booking);
        boolean keepsItsPlace = booking.offer().isPresent() || activeHold.isPresent();
        return processing && !booking.extended() && keepsItsPlace ? extend(booking, activeHold) : release(booking);
    }

    private Optional<Outcome> extend(Booking booking, Optional<ActiveHold> activeHold) {
        Booking next = booking.extended(clock.instant().plus(Policies.EXTENSION));
        List<Write> writes = new ArrayList<>(Writes.moveClaims(booking, Writes.held(booking), Writes.held(next)));
        writes.add(new Write.EndHold(booking, next, clock.instant()));
        activeHold
                .map(h -> new Write.ExtendActiveHold(
                        new ActiveHold(h.show(), h.customer(), h.booking(), next.heldUntil())))
                .ifPresent(writes::add);
        return ledger.commit(writes).isDone() ? Optional.of(Outcome.EXTENDED) : Optional.empty();
    }

    private Optional<Outcome> release(Booking booking) {
        Instant now = clock.instant();
        List<Write> writes =
                new ArrayList<>(Writes.moveClaims(booking, Writes.held(booking), new SeatClaim.Released(booking.id())));
        writes.add(new Write.EndHold(booking, booking.expired(now), now));
        writes.addAll(Writes.noLongerUnpaid(ledger, waitlist, booking));
        if (!ledger.commit(writes).isDone()) {
            return Optional.empty();
        }
        metrics.count(Metric.HOLD_EXPIRED, 1);
        metrics.time(Metric.HOLD_EXPIRY_LAG, Duration.between(booking.heldUntil(), now));
        return Optional.of(Outcome.EXPIRED);
    }
}
