package io.seatline.usecase.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.Policies;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.booking.HoldEnd;
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

/**
 * Ends a hold that has run out. It queries MoMo first, then marks the booking paid, extends it once, or releases it.
 */
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

    /** The outcome for the hold. */
    public enum Outcome {
        PAID,
        EXTENDED,
        EXPIRED,
        /** The hold has not run out yet, or has already ended. */
        NOTHING_TO_DO
    }

    /** Ends the hold if it has run out. Safe to repeat. */
    public Outcome expire(BookingId id) {
        Optional<BookingDetails> details = ledger.details(id).filter(f -> hasRunOut(f.booking()));
        if (details.isEmpty()) {
            return Outcome.NOTHING_TO_DO;
        }
        boolean processing = false;
        for (Payment payment : details.get().payments()) {
            if (payment.state() != PaymentState.OPEN) {
                continue;
            }
            switch (gateway.query(payment.id(), QUERY_TIMEOUT)) {
                case PaymentGateway.Status.Paid(var transId, var amount) -> {
                    var outcome = confirmPayment.captured(payment.id().value(), transId, amount);
                    if (outcome == ConfirmPayment.Outcome.PAID) {
                        return Outcome.PAID;
                    }
                }
                case PaymentGateway.Status.Processing _ -> processing = true;
                case PaymentGateway.Status.NoAnswer(String reason) ->
                    LOG.warn(
                            "No answer from MoMo about payment {}, the hold ends without it: {}", payment.id(), reason);
                case PaymentGateway.Status.Failed _,
                        PaymentGateway.Status.NotFound _,
                        PaymentGateway.Status.Pending _ -> {}
            }
        }
        boolean mayExtend = processing;
        return OptimisticRetry.repeat("ending the hold of booking " + id, () -> end(id, mayExtend));
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
        if (!processing || booking.extended()) {
            return release(booking);
        }
        if (booking.offer().isPresent()) {
            return extend(booking, Optional.empty());
        }
        // The customer may have reserved again since the hold ran out.
        Optional<ActiveHold> activeHold =
                Optional.of(ledger.activeHold(booking.customer().orElseThrow())).filter(a -> a.names(id));
        return activeHold.isPresent() ? extend(booking, activeHold) : release(booking);
    }

    /** Extends the hold; an offer has no active hold. */
    private Optional<Outcome> extend(Booking booking, Optional<ActiveHold> activeHold) {
        Booking next = booking.extended(clock.instant().plus(Policies.EXTENSION));
        List<Write> writes = new ArrayList<>(Writes.moveClaims(booking, Writes.held(booking), Writes.held(next)));
        writes.add(new Write.EndHold(booking, next, clock.instant()));
        activeHold
                .map(a -> new Write.ChangeActiveHold(a, a.extended(next.heldUntil())))
                .ifPresent(writes::add);
        return ledger.commit(writes).isDone() ? Optional.of(Outcome.EXTENDED) : Optional.empty();
    }

    private Optional<Outcome> release(Booking booking) {
        Instant now = clock.instant();
        List<Write> writes =
                new ArrayList<>(Writes.moveClaims(booking, Writes.held(booking), new SeatClaim.Released(booking.id())));
        writes.add(new Write.EndHold(booking, booking.expired(now), now));
        writes.addAll(Writes.clearUnpaidLimit(ledger, waitlist, booking, HoldEnd.EXPIRED, now));
        if (!ledger.commit(writes).isDone()) {
            return Optional.empty();
        }
        metrics.count(Metric.HOLD_EXPIRED, 1);
        metrics.time(Metric.HOLD_EXPIRY_LAG, Duration.between(booking.heldUntil(), now));
        return Optional.of(Outcome.EXPIRED);
    }
}
