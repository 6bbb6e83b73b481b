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
import io.seatline.events.MailboxMessage;
import io.seatline.events.SeatsReleasedV1;
import io.seatline.usecase.Ledger.BookingFile;
import io.seatline.usecase.Queues.Delayed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Does what is due. The item decides, as it stands now; the message only points at it. What the show's writer has not
 * done it is told again, and the item then waits longer: told each minute, a show that stays stalled would fill its
 * mailbox.
 */
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
                        tellAgain(
                                new SeatsReleasedV1(b.show().value(), id.value(), b.releases()),
                                new Write.ChangeBooking(b, b.toldAgain(clock.instant())));
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
                        case LATE -> latePayment(order, due);
                        case HOLD, HAND_ON, JOIN, LEAVE ->
                            throw new IllegalStateException("payment " + order + " has another's due: " + due.kind());
                    }
                });
    }

    /** Does what is due about a ticket: the show's writer is told again. */
    public void ticket(TicketId id) {
        Optional<Ticket> ticket = waitlist.ticket(id);
        ticket.flatMap(Ticket::due)
                .filter(due -> isNow(new DueItem.OfTicket(id, due)))
                .ifPresent(due -> {
                    Ticket t = ticket.orElseThrow();
                    tellAgain(
                            due.kind() == Due.Kind.JOIN
                                    ? new JoinV1(id.show().value(), id.value())
                                    : new LeaveV1(id.show().value(), id.value()),
                            new Write.ChangeTicket(t, t.toldAgain(clock.instant())));
                });
    }

    /** The booking's version, read before the payment, tells whether the writer has decided meanwhile. */
    private void latePayment(OrderId order, Due due) {
        BookingFile file = order.booking().flatMap(ledger::file).orElseThrow();
        Booking booking = file.booking();
        file.payment(order)
                .filter(payment -> payment.due().equals(Optional.of(due)))
                .ifPresent(payment -> tellAgain(
                        new LatePaymentV1(booking.show().value(), booking.id().value(), order.value()),
                        new Write.ChangePayment(payment, payment.toldAgain(clock.instant())),
                        new Write.ChangeBooking(booking, booking.touched())));
    }

    /** Where another write comes between, the item is done or is still due. */
    private void tellAgain(MailboxMessage message, Write... later) {
        queues.post(message);
        ledger.commit(List.of(later));
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
