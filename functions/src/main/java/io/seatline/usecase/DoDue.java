package io.seatline.usecase;

import io.seatline.domain.Booking;
import io.seatline.domain.BookingId;
import io.seatline.domain.Due;
import io.seatline.domain.OrderId;
import io.seatline.domain.Payment;
import io.seatline.domain.Ticket;
import io.seatline.domain.TicketId;
import io.seatline.events.JoinV1;
import io.seatline.events.LatePaymentV1;
import io.seatline.events.LeaveV1;
import io.seatline.events.SeatsReleasedV1;
import io.seatline.usecase.Ledger.BookingFile;
import io.seatline.usecase.Queues.Delayed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Does what is due. The item decides, as it stands now; the message only points at it. */
public final class DoDue {
    private final Ledger ledger;
    private final Waitlist waitlist;
    private final Queues queues;
    private final ExpireHold expireHold;
    private final SettleAttempt settleAttempt;
    private final InstantSource clock;

    public DoDue(
            Ledger ledger,
            Waitlist waitlist,
            Queues queues,
            ExpireHold expireHold,
            SettleAttempt settleAttempt,
            InstantSource clock) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.queues = queues;
        this.expireHold = expireHold;
        this.settleAttempt = settleAttempt;
        this.clock = clock;
    }

    /** Does what is due about a booking. */
    public void booking(BookingId id) {
        Optional<Booking> booking = ledger.file(id).map(BookingFile::booking);
        booking.flatMap(Booking::due)
                .filter(due -> isNow(new DueItem.OfBooking(id, due)))
                .ifPresent(due -> {
                    if (due.kind() == Due.Kind.HOLD) {
                        expireHold.expire(id);
                    } else {
                        Booking b = booking.orElseThrow();
                        queues.post(new SeatsReleasedV1(b.show().value(), id.value(), b.releases()));
                    }
                });
    }

    /** Does what is due about a payment. */
    public void payment(OrderId order) {
        ledger.payment(order)
                .flatMap(Payment::due)
                .filter(due -> isNow(new DueItem.OfPayment(order, due)))
                .ifPresent(due -> {
                    switch (due.kind()) {
                        case ATTEMPT -> settleAttempt.settle(order);
                        case REFUND -> queues.refund(order);
                        case LATE -> queues.post(latePayment(order));
                        case HOLD, HAND_ON, JOIN, LEAVE ->
                            throw new IllegalStateException("payment " + order + " has another's due: " + due.kind());
                    }
                });
    }

    /** Does what is due about a ticket: the show's writer is told again. */
    public void ticket(TicketId id) {
        waitlist.ticket(id)
                .flatMap(Ticket::due)
                .filter(due -> isNow(new DueItem.OfTicket(id, due)))
                .ifPresent(due -> queues.post(
                        due.kind() == Due.Kind.JOIN
                                ? new JoinV1(id.show().value(), id.value())
                                : new LeaveV1(id.show().value(), id.value())));
    }

    private LatePaymentV1 latePayment(OrderId order) {
        BookingId id = order.booking().orElseThrow();
        Booking booking = ledger.file(id).map(BookingFile::booking).orElseThrow();
        return new LatePaymentV1(booking.show().value(), id.value(), order.value());
    }

    /** A message that comes early (clocks differ) waits again for the rest, if the rest is short. */
    private boolean isNow(DueItem item) {
        Instant now = clock.instant();
        Duration early = FindDue.untilDue(item.due().at(), now);
        if (early.isZero()) {
            return true;
        }
        // What is due much later was put off meanwhile; its own message or a tick brings it.
        if (early.compareTo(SKEW) <= 0) {
            queues.delay(List.of(new Delayed(item, early)));
        }
        return false;
    }

    private static final Duration SKEW = Duration.ofSeconds(5);
}
