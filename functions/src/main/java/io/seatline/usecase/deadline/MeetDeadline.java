package io.seatline.usecase.deadline;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.message.JoinV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.LeaveV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.booking.ExpireHold;
import io.seatline.usecase.payment.PollPayment;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingFile;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Queues.Delayed;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
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
public final class MeetDeadline {
    private final Ledger ledger;
    private final Waitlist waitlist;
    private final Queues queues;
    private final ExpireHold expireHold;
    private final PollPayment settleAttempt;
    private final InstantSource clock;

    public MeetDeadline(
            Ledger ledger,
            Waitlist waitlist,
            Queues queues,
            ExpireHold expireHold,
            PollPayment settleAttempt,
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
                .filter(due -> isNow(new PendingDeadline.OfBooking(id, due)))
                .ifPresent(due -> {
                    if (due.kind() == Deadline.Kind.HOLD) {
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
    public void payment(PaymentId order) {
        ledger.payment(order)
                .flatMap(Payment::due)
                .filter(due -> isNow(new PendingDeadline.OfPayment(order, due)))
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
    public void ticket(WaitlistEntryId id) {
        Optional<WaitlistEntry> ticket = waitlist.ticket(id);
        ticket.flatMap(WaitlistEntry::due)
                .filter(due -> isNow(new PendingDeadline.OfTicket(id, due)))
                .ifPresent(due -> {
                    WaitlistEntry t = ticket.orElseThrow();
                    tellAgain(
                            due.kind() == Deadline.Kind.JOIN
                                    ? new JoinV1(id.show().value(), id.value())
                                    : new LeaveV1(id.show().value(), id.value()),
                            new Write.ChangeTicket(t, t.toldAgain(clock.instant())));
                });
    }

    /** The booking's version, read before the payment, tells whether the writer has decided meanwhile. */
    private void latePayment(PaymentId order, Deadline due) {
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
    private void tellAgain(ShowQueueMessage message, Write... later) {
        queues.post(message);
        ledger.commit(List.of(later));
    }

    /** A message that comes early (clocks differ) waits again for the rest, if the rest is short. */
    private boolean isNow(PendingDeadline item) {
        Instant now = clock.instant();
        Duration early = FindDeadlines.untilDue(item.due().at(), now);
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
