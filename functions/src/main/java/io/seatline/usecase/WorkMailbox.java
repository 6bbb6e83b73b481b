package io.seatline.usecase;

import io.seatline.domain.Booking;
import io.seatline.domain.BookingId;
import io.seatline.domain.Due;
import io.seatline.domain.Line;
import io.seatline.domain.OrderId;
import io.seatline.domain.Show;
import io.seatline.domain.ShowId;
import io.seatline.domain.Ticket;
import io.seatline.domain.TicketId;
import io.seatline.domain.TicketState;
import io.seatline.events.JoinV1;
import io.seatline.events.LatePaymentV1;
import io.seatline.events.LeaveV1;
import io.seatline.events.MailboxMessage;
import io.seatline.events.SeatsReleasedV1;
import io.seatline.usecase.Ledger.BookingFile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A show's single writer at work: takes the messages of its mailbox in order, several at once. Joins are numbered and
 * leavers taken out; then, whatever the messages were, the line is served; then a late payment is decided, which
 * therefore ends the messages that are taken together.
 */
public final class WorkMailbox {
    private final Catalog catalog;
    private final Ledger ledger;
    private final Waitlist waitlist;
    private final ServeLine serveLine;
    private final SettleLatePayment settleLatePayment;
    private final InstantSource clock;
    private final Meter meter;

    public WorkMailbox(
            Catalog catalog,
            Ledger ledger,
            Waitlist waitlist,
            ServeLine serveLine,
            SettleLatePayment settleLatePayment,
            InstantSource clock,
            Meter meter) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.serveLine = serveLine;
        this.settleLatePayment = settleLatePayment;
        this.clock = clock;
        this.meter = meter;
    }

    /**
     * Works through messages of one show, in their order. Repeating any of them is safe.
     *
     * @param limit when to stop
     * @throws TimeLimit.OutOfTime if it was reached before all was done; the messages are delivered again
     */
    public void work(ShowId showId, List<MailboxMessage> messages, TimeLimit limit) {
        // None long after its end: support may still release seats then, and money may still come.
        Optional<Show> show = catalog.show(showId);
        List<MailboxMessage> together = new ArrayList<>();
        for (MailboxMessage message : messages) {
            if (message instanceof LatePaymentV1 late) {
                workTogether(showId, show, together, limit);
                together.clear();
                settleLatePayment.settle(showId, show, new OrderId(late.orderId()), limit);
            } else {
                together.add(message);
            }
        }
        workTogether(showId, show, together, limit);
    }

    private void workTogether(ShowId id, Optional<Show> show, List<MailboxMessage> messages, TimeLimit limit) {
        if (messages.isEmpty()) {
            return;
        }
        List<TicketId> tickets = new ArrayList<>();
        Map<BookingId, Long> releases = new LinkedHashMap<>();
        for (MailboxMessage message : messages) {
            switch (message) {
                case JoinV1 join -> tickets.add(TicketId.parse(join.ticket()).orElseThrow());
                case LeaveV1 leave -> tickets.add(TicketId.parse(leave.ticket()).orElseThrow());
                case SeatsReleasedV1 released -> {
                    BookingId booking = new BookingId(released.bookingId());
                    ledger.file(booking).map(BookingFile::booking).ifPresent(b -> releases.put(b.id(), b.releases()));
                }
                case LatePaymentV1 _ -> throw new IllegalArgumentException("a late payment is decided by itself");
            }
        }
        if (!tickets.isEmpty()) {
            Optimistic.repeat("giving places in the line of " + id, () -> renumber(id, tickets));
        }
        serveLine.serve(id, show, limit);
        releases.forEach(this::confirmHandOn);
    }

    /**
     * Gives places to who joins, in this order, and takes out who has left. Long after the show's end its items go one
     * by one: a ticket may be gone, and a line that is gone counts nobody.
     */
    private Optional<Boolean> renumber(ShowId show, List<TicketId> ids) {
        Line read = waitlist.line(show);
        Line line = read;
        List<Write> writes = new ArrayList<>();
        Instant keptUntil = Instant.EPOCH;
        List<Ticket> tickets = ids.stream()
                .distinct()
                .flatMap(id -> waitlist.ticket(id).stream())
                .toList();
        for (Ticket ticket : tickets) {
            if (ticket.state() == TicketState.JOINING) {
                line = line.joined();
                keptUntil = ticket.keptUntil();
                writes.add(new Write.ChangeTicket(ticket, ticket.waiting(line.lastPlace())));
            } else if (ticket.isToBeTakenOut()) {
                long place = ticket.place().orElseThrow();
                line = line.counts(place) ? line.left(place) : line;
                keptUntil = ticket.keptUntil();
                writes.add(new Write.ChangeTicket(ticket, ticket.takenOut()));
            }
        }
        if (writes.isEmpty()) {
            return Optional.of(false);
        }
        writes.add(line.equals(read) ? new Write.LineAsRead(read) : new Write.ChangeLine(read, line, keptUntil));
        return ledger.commit(writes).isDone() ? Optional.of(true) : Optional.empty();
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
            if (!ledger.commit(List.of(new Write.ChangeBooking(seen, seen.handedOn())))
                    .isDone()) {
                return Optional.empty();
            }
            Instant releasedAt = seen.due().orElseThrow().since();
            meter.time("OfferHandoff", Duration.between(releasedAt, clock.instant()));
            return Optional.of(true);
        });
    }
}
