package io.seatline.usecase.deadline;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.message.JoinV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.LeaveV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.message.ShowChangedV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.booking.ExpireHold;
import io.seatline.usecase.payment.PollPayment;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
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
 * Handles a deadline that is reached. The stored item decides what to do; the message only names it. If the show worker
 * has not done its work, its message is sent again with back-off. Without back-off, a stalled show would fill its
 * queue.
 */
public final class MeetDeadline {
    /** How early a message may be and still be delayed again. */
    private static final Duration MAX_EARLY = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Waitlist waitlist;
    private final Queues queues;
    private final ExpireHold expireHold;
    private final PollPayment pollPayment;
    private final InstantSource clock;
    private final Metrics metrics;

    public MeetDeadline(
            Ledger ledger,
            Waitlist waitlist,
            Queues queues,
            ExpireHold expireHold,
            PollPayment pollPayment,
            InstantSource clock,
            Metrics metrics) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.queues = queues;
        this.expireHold = expireHold;
        this.pollPayment = pollPayment;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Handles a booking's deadline. */
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

    /** Handles a payment's deadline. */
    public void payment(PaymentId paymentId) {
        ledger.payment(paymentId)
                .flatMap(Payment::deadline)
                .filter(deadline -> isNow(new PendingDeadline.OfPayment(paymentId, deadline)))
                .ifPresent(deadline -> {
                    switch (deadline.kind()) {
                        case PAYMENT -> pollPayment.settle(paymentId);
                        case LATE_PAYMENT -> latePayment(paymentId, deadline);
                        case REFUND, HOLD, REALLOCATE, JOIN, LEAVE, COUNT, SHOW_CHANGED ->
                            throw new IllegalStateException(
                                    "payment " + paymentId + " has a deadline of another type: " + deadline.kind());
                    }
                });
    }

    /** Handles a refund's deadline: sends it to the refund queue again. */
    public void refund(RefundId id) {
        ledger.refund(id)
                .flatMap(Refund::deadline)
                .filter(deadline -> isNow(new PendingDeadline.OfRefund(id, deadline)))
                .ifPresent(_ -> queues.refund(id));
    }

    /** Handles a waitlist entry's deadline: sends its message to the show worker again. */
    public void entry(WaitlistEntryId id) {
        Optional<WaitlistEntry> entry = waitlist.entry(id);
        entry.flatMap(WaitlistEntry::deadline)
                .filter(deadline -> isNow(new PendingDeadline.OfEntry(id, deadline)))
                .ifPresent(deadline -> {
                    WaitlistEntry e = entry.orElseThrow();
                    resend(
                            deadline.kind() == Deadline.Kind.JOIN
                                    ? new JoinV1(id.show().value(), id.value())
                                    : new LeaveV1(id.show().value(), id.value()),
                            new Write.ChangeEntry(e, e.backedOff(clock.instant())));
                });
    }

    /** Handles the deadline of a change of a show's sales: sends it to the show worker again. */
    public void show(ShowId id) {
        SalesChange change = waitlist.salesChange(id);
        change.deadline()
                .filter(deadline -> isNow(new PendingDeadline.OfShow(id, deadline)))
                .ifPresent(_ -> {
                    if (change.isCancelled()) {
                        metrics.count(Metric.CANCELLATION_UNFINISHED, 1);
                    }
                    resend(
                            new ShowChangedV1(id.value(), change.version()),
                            new Write.ChangeSales(change, change.backedOff(clock.instant())));
                });
    }

    /**
     * Expects the booking's version, which was read before the payment: it changes if the show worker settles the
     * payment.
     */
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

    /** Ignores a cancelled transaction: the work was done meanwhile, or the deadline remains. */
    private void resend(ShowQueueMessage message, Write... backOff) {
        queues.post(message);
        ledger.commit(List.of(backOff));
    }

    /** Whether the deadline is reached. If a message is slightly early (clocks differ), it is delayed again. */
    private boolean isNow(PendingDeadline item) {
        Instant now = clock.instant();
        Duration early = FindDeadlines.untilDeadline(item.deadline().at(), now);
        if (early.isZero()) {
            return true;
        }
        // A much later deadline was postponed meanwhile and has its own message or will be found by a tick.
        if (early.compareTo(MAX_EARLY) <= 0) {
            queues.delay(new Delayed(item, early));
        }
        return false;
    }
}
