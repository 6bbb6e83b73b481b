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
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues.Delayed;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Does what is due. The item decides, as it stands now; the message only points at it. What the show's worker has not
 * done it is told again, and the item then waits longer: told each minute, a show that stays stalled would fill its
 * show queue.
 */
public final class MeetDeadline {
    private final Ledger ledger;
    private final Waitlist waitlist;
    private final Queues queues;
    private final ExpireHold expireHold;
    private final PollPayment pollPayment;
    private final InstantSource clock;

    public MeetDeadline(
            Ledger ledger,
            Waitlist waitlist,
            Queues queues,
            ExpireHold expireHold,
            PollPayment pollPayment,
            InstantSource clock) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.queues = queues;
        this.expireHold = expireHold;
        this.pollPayment = pollPayment;
        this.clock = clock;
    }

    /** Does what is due about a booking. */
    public void booking(BookingId id) {
        Optional<Booking> booking = ledger.details(id).map(BookingDetails::booking);
        booking.flatMap(Booking::deadline)
                .filter(deadline -> isNow(new PendingDeadline.OfBooking(id, deadline)))
                .ifPresent(deadline -> {
                    if (deadline.kind() == Deadline.Kind.HOLD) {
                        expireHold.expire(id);
                    } else {
                        Booking b = booking.orElseThrow();
                        resend(
                                new SeatsReleasedV1(b.show().value(), id.value(), b.releases()),
                                new Write.ChangeBooking(b, b.backedOff(clock.instant())));
                    }
                });
    }

    /** Does what is due about a payment. */
    public void payment(PaymentId paymentId) {
        ledger.payment(paymentId)
                .flatMap(Payment::deadline)
                .filter(deadline -> isNow(new PendingDeadline.OfPayment(paymentId, deadline)))
                .ifPresent(deadline -> {
                    switch (deadline.kind()) {
                        case PAYMENT -> pollPayment.settle(paymentId);
                        case REFUND -> queues.refund(paymentId);
                        case LATE_PAYMENT -> latePayment(paymentId, deadline);
                        case HOLD, REALLOCATE, JOIN, LEAVE ->
                            throw new IllegalStateException(
                                    "payment " + paymentId + " has another's due: " + deadline.kind());
                    }
                });
    }

    /** Does what is due about a waitlist entry: the show's worker is told again. */
    public void entry(WaitlistEntryId id) {
        Optional<WaitlistEntry> entry = waitlist.entry(id);
        entry.flatMap(WaitlistEntry::deadline)
                .filter(deadline -> isNow(new PendingDeadline.OfEntry(id, deadline)))
                .ifPresent(deadline -> {
                    WaitlistEntry t = entry.orElseThrow();
                    resend(
                            deadline.kind() == Deadline.Kind.JOIN
                                    ? new JoinV1(id.show().value(), id.value())
                                    : new LeaveV1(id.show().value(), id.value()),
                            new Write.ChangeEntry(t, t.backedOff(clock.instant())));
                });
    }

    /** The booking's version, read before the payment, tells whether the writer has decided meanwhile. */
    private void latePayment(PaymentId paymentId, Deadline deadline) {
        BookingDetails details = paymentId.booking().flatMap(ledger::details).orElseThrow();
        Booking booking = details.booking();
        details.payment(paymentId)
                .filter(payment -> payment.deadline().equals(Optional.of(deadline)))
                .ifPresent(payment -> resend(
                        new LatePaymentV1(booking.show().value(), booking.id().value(), paymentId.value()),
                        new Write.ChangePayment(payment, payment.backedOff(clock.instant())),
                        new Write.ChangeBooking(booking, booking.touched())));
    }

    /** Where another write comes between, the item is done or is still due. */
    private void resend(ShowQueueMessage message, Write... later) {
        queues.post(message);
        ledger.commit(List.of(later));
    }

    /** A message that comes early (clocks differ) waits again for the rest, if the rest is short. */
    private boolean isNow(PendingDeadline item) {
        Instant now = clock.instant();
        Duration early = FindDeadlines.untilDeadline(item.deadline().at(), now);
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
