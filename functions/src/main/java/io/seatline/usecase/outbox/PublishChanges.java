package io.seatline.usecase.outbox;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.Policies;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.Party;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.BookingCancelledV1;
import io.seatline.events.BookingExpiredV1;
import io.seatline.events.BookingPaidV1;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundCompletedV1;
import io.seatline.events.RefundFailedV1;
import io.seatline.events.RefundRequestedV1;
import io.seatline.events.SeatsHeldV1;
import io.seatline.events.SupportCaseClosedV1;
import io.seatline.events.SupportCaseOpenedV1;
import io.seatline.events.WaitlistJoinedV1;
import io.seatline.events.WaitlistLeftV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.usecase.deadline.FindDeadlines;
import io.seatline.usecase.port.EventBus;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingFile;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Queues.Delayed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The outbox: derives from each committed change what must follow. It compares what was with what is, so that a change
 * of something else sends nothing; delivered twice, it sends the same again, under the same ids. What follows from many
 * changes is sent together: one by one, what a customer waits for would stand behind thousands of others' joins.
 */
public final class PublishChanges {
    private final Ledger ledger;
    private final Queues queues;
    private final EventBus bus;
    private final InstantSource clock;

    public PublishChanges(Ledger ledger, Queues queues, EventBus bus, InstantSource clock) {
        this.ledger = ledger;
        this.queues = queues;
        this.bus = bus;
        this.clock = clock;
    }

    /** A committed change. {@code at} is when the table's stream saw it. */
    public sealed interface Change {
        Instant at();

        /** Of a booking; {@code before} is empty for a new one. */
        record OfBooking(Optional<Booking> before, Booking after, Instant at) implements Change {}

        /** Of a payment. */
        record OfPayment(Optional<Payment> before, Payment after, Instant at) implements Change {}

        /** Of a ticket in a waiting line. */
        record OfTicket(Optional<WaitlistEntry> before, WaitlistEntry after, Instant at) implements Change {}

        /** Of a support case. */
        record OfCase(Optional<SupportCase> before, SupportCase after, Instant at) implements Change {}
    }

    /**
     * Sends what follows from these changes, in their order. Nothing is sent before all of it is known; throws if
     * anything could not be sent, and is then called again with all of them.
     */
    public void follow(List<Change> changes) {
        Outgoing out = new Outgoing();
        for (Change change : changes) {
            switch (change) {
                case Change.OfBooking c -> booking(c, out);
                case Change.OfPayment c -> payment(c, out);
                case Change.OfTicket c -> ticket(c, out);
                case Change.OfCase c -> supportCase(c, out);
            }
        }
        out.sendTo(queues, bus);
    }

    private void booking(Change.OfBooking change, Outgoing out) {
        Booking after = change.after();
        long releasesBefore = change.before().map(Booking::releases).orElse(0L);
        if (after.releases() > releasesBefore) {
            out.mailbox()
                    .add(new SeatsReleasedV1(after.show().value(), after.id().value(), after.releases()));
        }
        putSoonDue(
                out,
                change.before().flatMap(Booking::due),
                after.due(),
                due -> new PendingDeadline.OfBooking(after.id(), due));
        if (change.before().map(Booking::state).equals(Optional.of(after.state()))) {
            return;
        }
        String eventId = after.id() + "." + after.version();
        String id = after.id().value();
        String customer = after.customer().value();
        String show = after.show().value();
        List<String> seats = after.seats().stream().map(SeatNumber::value).toList();
        long amount = after.amount().amount();
        Instant at = change.at();
        switch (after.state()) {
            case IN_BOOKING ->
                out.events()
                        .add(new SeatsHeldV1(
                                eventId, at, id, customer, show, seats, amount, Vnd.CURRENCY, after.heldUntil()));
            case PAID ->
                out.events()
                        .add(new BookingPaidV1(
                                eventId,
                                at,
                                id,
                                customer,
                                show,
                                seats,
                                amount,
                                Vnd.CURRENCY,
                                after.paidBy().orElseThrow().value()));
            case EXPIRED -> out.events().add(new BookingExpiredV1(eventId, at, id, customer, show, seats));
            case CANCELLED -> out.events().add(new BookingCancelledV1(eventId, at, id, customer, show, seats));
            // What becomes of the money is told by the payment.
            case REFUND_PENDING, REFUNDED, REFUND_FAILED -> {}
        }
    }

    private void payment(Change.OfPayment change, Outgoing out) {
        Payment after = change.after();
        String order = after.order().value();
        boolean newlyLate =
                isLate(after) && !change.before().map(PublishChanges::isLate).orElse(false);
        if (newlyLate) {
            BookingId id = after.order().booking().orElseThrow();
            Booking booking = ledger.file(id).map(BookingFile::booking).orElseThrow();
            out.mailbox().add(new LatePaymentV1(booking.show().value(), id.value(), order));
        }
        putSoonDue(
                out,
                change.before().flatMap(Payment::due),
                after.due(),
                due -> new PendingDeadline.OfPayment(after.order(), due));
        if (change.before().map(Payment::state).equals(Optional.of(after.state()))) {
            return;
        }
        String eventId = order + "." + after.state() + "." + after.refundNumber();
        String partition = after.order().partition();
        long amount = after.amount().amount();
        Instant at = change.at();
        switch (after.state()) {
            case REFUND_PENDING -> {
                out.refunds().add(after.order());
                out.events().add(new RefundRequestedV1(eventId, at, partition, order, amount, Vnd.CURRENCY));
            }
            case REFUNDED -> {
                Optional<String> customer = after.order()
                        .booking()
                        .flatMap(ledger::file)
                        .map(file -> file.booking().customer().value());
                out.events()
                        .add(new RefundCompletedV1(
                                eventId, at, partition, customer, order, amount, Vnd.CURRENCY, after.byHand()));
            }
            case REFUND_FAILED ->
                out.events().add(new RefundFailedV1(eventId, at, partition, order, amount, Vnd.CURRENCY));
            case OPEN, CAPTURED, FAILED -> {}
        }
    }

    private static boolean isLate(Payment payment) {
        return payment.state() == PaymentState.CAPTURED
                && payment.due().stream().anyMatch(due -> due.kind() == Deadline.Kind.LATE);
    }

    private void ticket(Change.OfTicket change, Outgoing out) {
        WaitlistEntry after = change.after();
        putSoonDue(
                out,
                change.before().flatMap(WaitlistEntry::due),
                after.due(),
                due -> new PendingDeadline.OfTicket(after.id(), due));
        if (change.before().map(WaitlistEntry::state).equals(Optional.of(after.state()))) {
            return;
        }
        String id = after.id().value();
        String eventId = id + "." + after.state();
        String customer = after.customer().value();
        String show = after.id().show().value();
        Party party = after.party();
        switch (after.state()) {
            case WAITING ->
                out.events()
                        .add(new WaitlistJoinedV1(
                                eventId, change.at(), id, customer, show, party.seats(), party.accessible()));
            case OFFERED -> out.events().add(offer(eventId, change.at(), after));
            case LEFT -> out.events().add(new WaitlistLeftV1(eventId, change.at(), id, customer, show));
            // Nobody need know before it has its place.
            case JOINING -> {}
        }
    }

    private OfferMadeV1 offer(String eventId, Instant at, WaitlistEntry ticket) {
        Booking offer =
                ticket.booking().flatMap(ledger::file).map(BookingFile::booking).orElseThrow();
        return new OfferMadeV1(
                eventId,
                at,
                ticket.id().value(),
                ticket.customer().value(),
                offer.show().value(),
                offer.id().value(),
                offer.seats().stream().map(SeatNumber::value).toList(),
                offer.amount().amount(),
                Vnd.CURRENCY,
                offer.heldUntil());
    }

    private void supportCase(Change.OfCase change, Outgoing out) {
        SupportCase after = change.after();
        boolean wasOpen = change.before().map(SupportCase::open).orElse(false);
        if (after.open() == wasOpen) {
            return;
        }
        String id = after.payment().value();
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

    /** What is due sooner than the next tick is sure to see goes to the delay queue at once. */
    private void putSoonDue(
            Outgoing out,
            Optional<Deadline> before,
            Optional<Deadline> after,
            Function<Deadline, PendingDeadline> item) {
        Instant now = clock.instant();
        after.filter(due -> !before.equals(after))
                .filter(due -> due.at().isBefore(now.plus(Policies.TICK_HORIZON)))
                .ifPresent(due -> {
                    Duration delay = FindDeadlines.untilDue(due.at(), now);
                    out.due().add(new Delayed(item.apply(due), delay));
                });
    }
}
