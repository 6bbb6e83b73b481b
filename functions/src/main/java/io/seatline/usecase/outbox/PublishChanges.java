package io.seatline.usecase.outbox;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.Policies;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.SupportCaseClosedV1;
import io.seatline.events.SupportCaseOpenedV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.message.ShowChangedV1;
import io.seatline.usecase.availability.OrderCounts;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.correlation.Correlation;
import io.seatline.usecase.deadline.FindDeadlines;
import io.seatline.usecase.port.EventBus;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Queues.Delayed;
import io.seatline.usecase.refund.MakeRefund;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox: derives messages and events from committed changes and sends them. It compares the item before and after,
 * so that an unrelated change sends nothing. A change that is delivered twice sends the same again, under the same ids.
 * It sends the results of many changes in batches: one by one, an urgent message would wait behind thousands of joins.
 */
public final class PublishChanges {
    private static final Logger LOG = LoggerFactory.getLogger(PublishChanges.class);

    private final Ledger ledger;
    private final Queues queues;
    private final EventBus bus;
    private final OrderCounts orderCounts;
    private final InstantSource clock;

    public PublishChanges(Ledger ledger, Queues queues, EventBus bus, OrderCounts orderCounts, InstantSource clock) {
        this.ledger = ledger;
        this.queues = queues;
        this.bus = bus;
        this.orderCounts = orderCounts;
        this.clock = clock;
    }

    /** A committed change. {@code at} is the time at which the table's stream recorded it. */
    public sealed interface Change {
        Instant at();

        /** A change of a booking; {@code before} is empty for a new one. */
        record OfBooking(Optional<Booking> before, Booking after, Instant at) implements Change {}

        /** A change of a payment. */
        record OfPayment(Optional<Payment> before, Payment after, Instant at) implements Change {}

        /** A change of a refund. */
        record OfRefund(Optional<Refund> before, Refund after, Instant at) implements Change {}

        /** A change of a waitlist entry. */
        record OfEntry(Optional<WaitlistEntry> before, WaitlistEntry after, Instant at) implements Change {}

        /** A change of a show's sales. */
        record OfSales(Optional<SalesChange> before, SalesChange after, Instant at) implements Change {}

        /** A change of an admission. */
        record OfAdmission(Optional<Admission> before, Admission after, Instant at) implements Change {}

        /** A change of a support case. */
        record OfCase(Optional<SupportCase> before, SupportCase after, Instant at) implements Change {}
    }

    /**
     * Sends the messages and events of these changes, in their order. Sends nothing until it has derived all of them.
     * Then orders a count of the seats of each show with a changed booking or changed sales.
     * Throws if a message cannot be sent; the caller then repeats the call with all changes.
     */
    public void publish(List<Correlated<Change>> changes) {
        Outgoing out = new Outgoing();
        for (Correlated<Change> change : changes) {
            Correlation.bind(change.correlationId());
            switch (change.value()) {
                case Change.OfBooking c -> booking(c, out);
                case Change.OfPayment c -> payment(c, out);
                case Change.OfRefund c -> refund(c, out);
                case Change.OfEntry c -> entry(c, out);
                case Change.OfSales c -> sales(c, out);
                case Change.OfAdmission c ->
                    AdmissionEvents.of(c.before(), c.after(), c.at()).ifPresent(out.events()::add);
                case Change.OfCase c -> supportCase(c, out);
            }
        }
        out.sendTo(queues, bus);
        Correlation.bindRequest();
        orderCounts.of(changes.stream()
                .flatMap(change -> switch (change.value()) {
                    case Change.OfBooking c -> Stream.of(c.after().show());
                    case Change.OfSales c -> Stream.of(c.after().show());
                    default -> Stream.of();
                })
                .distinct()
                .toList());
    }

    private void booking(Change.OfBooking change, Outgoing out) {
        Booking after = change.after();
        long releasesBefore = change.before().map(Booking::releases).orElse(0L);
        if (after.releases() > releasesBefore) {
            out.showQueue()
                    .add(new SeatsReleasedV1(after.show().value(), after.id().value(), after.releases()));
        }
        putSoonDeadline(
                out,
                change.before().flatMap(Booking::deadline),
                after.deadline(),
                deadline -> new PendingDeadline.OfBooking(after.id(), deadline));
        if (change.before().map(Booking::state).equals(Optional.of(after.state()))) {
            return;
        }
        BookingEvents.of(after, change.at()).ifPresent(out.events()::add);
    }

    private void payment(Change.OfPayment change, Outgoing out) {
        Payment after = change.after();
        boolean newlyLate =
                isLate(after) && !change.before().map(PublishChanges::isLate).orElse(false);
        if (newlyLate) {
            BookingId id = after.id().booking().orElseThrow();
            ledger.details(id)
                    .map(BookingDetails::booking)
                    .ifPresentOrElse(
                            booking -> out.showQueue()
                                    .add(new LatePaymentV1(
                                            booking.show().value(),
                                            id.value(),
                                            after.id().value())),
                            // One transaction writes both, so a retry finds no booking either. The payment's deadline
                            // stays.
                            () -> LOG.error("payment {} is late, but its booking does not exist", after.id()));
        }
        putSoonDeadline(
                out,
                change.before().flatMap(Payment::deadline),
                after.deadline(),
                deadline -> new PendingDeadline.OfPayment(after.id(), deadline));
    }

    private void refund(Change.OfRefund change, Outgoing out) {
        Refund after = change.after();
        putSoonDeadline(
                out,
                change.before().flatMap(Refund::deadline),
                after.deadline(),
                deadline -> new PendingDeadline.OfRefund(after.id(), deadline));
        if (change.before().map(Refund::state).equals(Optional.of(after.state()))) {
            return;
        }
        Optional<BookingDetails> details = after.payment().booking().flatMap(ledger::details);
        if (after.state() == RefundState.PENDING) {
            out.refunds().add(after.id());
        } else {
            // The payment's refunds are made one after another.
            List<Refund> all =
                    details.map(d -> d.refundsOf(after.payment())).orElseGet(() -> ledger.refunds(after.payment()));
            MakeRefund.next(all).map(Refund::id).ifPresent(out.refunds()::add);
        }
        out.events().add(RefundEvents.of(after, details.map(BookingDetails::booking), change.at()));
    }

    private static boolean isLate(Payment payment) {
        return payment.state() == PaymentState.CAPTURED
                && payment.deadline().stream().anyMatch(deadline -> deadline.kind() == Deadline.Kind.LATE_PAYMENT);
    }

    private void entry(Change.OfEntry change, Outgoing out) {
        WaitlistEntry after = change.after();
        putSoonDeadline(
                out,
                change.before().flatMap(WaitlistEntry::deadline),
                after.deadline(),
                deadline -> new PendingDeadline.OfEntry(after.id(), deadline));
        if (change.before().map(WaitlistEntry::state).equals(Optional.of(after.state()))) {
            return;
        }
        WaitlistEvents.of(after, change.at(), ledger).ifPresent(out.events()::add);
    }

    private void sales(Change.OfSales change, Outgoing out) {
        SalesChange after = change.after();
        boolean isNew = !change.before().map(SalesChange::control).equals(Optional.of(after.control()));
        if (isNew && after.deadline().isPresent()) {
            out.showQueue().add(new ShowChangedV1(after.show().value(), after.version()));
        }
        SalesEvents.of(change).ifPresent(out.events()::add);
    }

    private void supportCase(Change.OfCase change, Outgoing out) {
        SupportCase after = change.after();
        boolean wasOpen = change.before().map(SupportCase::open).orElse(false);
        if (after.open() == wasOpen) {
            return;
        }
        String id = after.id().value();
        String eventId = "case." + id + "." + (after.open() ? "opened." : "closed.")
                + change.at().getEpochSecond();
        out.events()
                .add(
                        after.open()
                                ? new SupportCaseOpenedV1(
                                        eventId,
                                        change.at(),
                                        id,
                                        after.reason().name(),
                                        after.booking().map(BookingId::value),
                                        after.momoOrder(),
                                        after.amount().amount(),
                                        Vnd.CURRENCY,
                                        after.detail())
                                : new SupportCaseClosedV1(eventId, change.at(), id, after.note()));
    }

    /** Sends a deadline to the delay queue at once if the next tick may be too late for it. */
    private void putSoonDeadline(
            Outgoing out,
            Optional<Deadline> before,
            Optional<Deadline> after,
            Function<Deadline, PendingDeadline> item) {
        Instant now = clock.instant();
        after.filter(deadline -> !before.equals(after))
                .filter(deadline -> deadline.at().isBefore(now.plus(Policies.TICK_HORIZON)))
                .ifPresent(deadline -> {
                    Duration delay = FindDeadlines.untilDeadline(deadline.at(), now);
                    out.deadline().add(new Delayed(item.apply(deadline), delay));
                });
    }
}
