package io.seatline.usecase.ticket;

import io.seatline.domain.BookingId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.AdmissionBuilder;
import io.seatline.domain.ticket.Ticket;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Write;
import io.seatline.usecase.ticket.TicketTokens.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets the owners of a ticket in. The claims of the seats decide, in one transaction: each must be sold to the ticket's
 * booking, and nobody may have been let in for it.
 */
public final class AdmitSeats {
    private final Catalog catalog;
    private final Ledger ledger;
    private final TicketTokens tokens;
    private final Duration opensBefore;
    private final InstantSource clock;
    private final Metrics metrics;

    /**
     * Creates the use case.
     *
     * @param opensBefore how long before the start of a show its doors open
     */
    public AdmitSeats(
            Catalog catalog,
            Ledger ledger,
            TicketTokens tokens,
            Duration opensBefore,
            InstantSource clock,
            Metrics metrics) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.tokens = tokens;
        this.opensBefore = opensBefore;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Whether somebody may enter, and why not. */
    public enum Outcome {
        /** The seats were free to enter, and are no more. */
        ADMITTED,
        /** Somebody was let in before. Of a door without network, the other seats are recorded. */
        ALREADY_ADMITTED,
        /** The ticket is for another show. */
        WRONG_SHOW,
        /** Seats of the ticket were returned after it was made. */
        REFUNDED,
        /** The booking is not paid. */
        NOT_PAID,
        /** Seatline has not signed the ticket, or no sold seat of the show has the code. */
        FORGED,
        /** The doors are not open yet. */
        TOO_EARLY,
        /** The show does not take place. */
        SHOW_CANCELLED
    }

    /** A seat of a scanned ticket, and who was let in for it. */
    public record ScannedSeat(SeatNumber seat, Optional<SeatClaim.Admitted> admitted) {}

    /** The result of a scan. */
    public sealed interface Result {
        /**
         * The answer for the door.
         *
         * @param show the show that the door admits to
         * @param booking the ticket's booking; empty if the ticket is forged
         * @param seats the seats that were scanned; empty if the ticket does not count
         */
        record Answer(Outcome outcome, Show show, Optional<BookingId> booking, List<ScannedSeat> seats)
                implements Result {}

        /** There is no such show. */
        record NoSuchShow() implements Result {}

        /** The ticket is not for these seats. */
        record NotOnTicket(List<SeatNumber> seats) implements Result {}

        /** The scan's id was used for another ticket or other seats. */
        record ScanReused() implements Result {}

        /** The scan had let somebody in, and a manager has undone it. */
        record Undone() implements Result {}
    }

    /**
     * Admits the seats of a ticket, or says why not.
     *
     * @throws OptimisticRetry.Exhausted if too many scans of the ticket compete; repeat the scan
     */
    public Result admit(Scan scan) {
        Optional<Show> found = catalog.show(scan.show());
        if (found.isEmpty()) {
            return new Result.NoSuchShow();
        }
        Show show = found.get();
        Result result =
                switch (scan.proof()) {
                    case Scan.Token(String text) ->
                        switch (tokens.read(text)) {
                            case Reading.Forged _ -> forged(show);
                            case Reading.Genuine(Ticket ticket) ->
                                ticket.show().equals(show.id())
                                        ? admit(scan, show, ticket.booking(), Optional.of(ticket))
                                        : Answers.refused(Outcome.WRONG_SHOW, show, Optional.of(ticket.booking()));
                        };
                    case Scan.Code(TicketCode code) ->
                        owner(show, code)
                                .map(booking -> admit(scan, show, booking, Optional.empty()))
                                .orElseGet(() -> Answers.refused(
                                        show.control() == SalesControl.CANCELLED
                                                ? Outcome.SHOW_CANCELLED
                                                : Outcome.FORGED,
                                        show,
                                        Optional.empty()));
                    case Scan.Unreadable _ -> Answers.refused(Outcome.FORGED, show, Optional.empty());
                };
        if (result instanceof Result.Answer answer && answer.outcome() != Outcome.ADMITTED) {
            metrics.count(Metric.ADMISSION_REFUSED, 1);
        }
        return result;
    }

    private Result forged(Show show) {
        metrics.count(Metric.TICKET_FORGED, 1);
        return Answers.refused(Outcome.FORGED, show, Optional.empty());
    }

    /** The booking whose ticket has this code: the only one that the show's claims name, or none. */
    private Optional<BookingId> owner(Show show, TicketCode code) {
        List<BookingId> owners = ledger.claims(show.id()).values().stream()
                .map(SeatClaim::booking)
                .distinct()
                .filter(booking -> TicketCode.of(booking).equals(code))
                .toList();
        return owners.size() == 1 ? Optional.of(owners.getFirst()) : Optional.empty();
    }

    private Result admit(Scan scan, Show show, BookingId booking, Optional<Ticket> ticket) {
        try {
            return OptimisticRetry.repeat("admitting scan " + scan.id(), () -> {
                Optional<BookingDetails> details = ledger.details(booking);
                if (details.isEmpty()) {
                    return Optional.of(Answers.refused(Outcome.NOT_PAID, show, Optional.of(booking)));
                }
                Optional<Result> before = Answers.toRepeated(scan, show, details.get(), ticket);
                if (before.isPresent()) {
                    return before;
                }
                return attempt(scan, show, details.get(), ticket);
            });
        } catch (OptimisticRetry.Exhausted contention) {
            // Some days after the show, DynamoDB has deleted the claims.
            boolean sold = ledger.claims(show.id()).values().stream()
                    .anyMatch(claim ->
                            claim instanceof SeatClaim.Sold && claim.booking().equals(booking));
            if (sold) {
                throw contention;
            }
            return Answers.refused(Outcome.NOT_PAID, show, Optional.of(booking));
        }
    }

    /** Tries to admit; empty if the booking or a claim has changed meanwhile. */
    private Optional<Result> attempt(Scan scan, Show show, BookingDetails details, Optional<Ticket> ticket) {
        Booking booking = details.booking();
        Optional<Outcome> refusal = refusal(scan, show, details, ticket);
        if (refusal.isPresent()) {
            return Optional.of(Answers.refused(refusal.get(), show, Optional.of(booking.id())));
        }
        boolean offline = scan.at().isPresent();
        List<SeatNumber> onTicket = ticket.map(Ticket::seats).orElse(offline ? booking.allSeats() : booking.seats());
        List<SeatNumber> wanted =
                scan.seats().orElseGet(() -> ticket.map(Ticket::seats).orElse(booking.seats()));
        List<SeatNumber> unknown =
                wanted.stream().filter(seat -> !onTicket.contains(seat)).toList();
        if (!unknown.isEmpty()) {
            return Optional.of(new Result.NotOnTicket(unknown));
        }
        List<SeatNumber> toAdmit = wanted.stream()
                .filter(seat -> booking.state() == BookingState.PAID
                        && booking.seats().contains(seat)
                        && details.admission(seat).isEmpty())
                .toList();
        boolean partly = scan.seats().isPresent() && toAdmit.size() < wanted.size();
        if (!offline && (toAdmit.isEmpty() || partly)) {
            return Optional.of(Answers.of(Outcome.ALREADY_ADMITTED, show, details, wanted));
        }
        List<SeatNumber> conflicting = offline
                ? wanted.stream().filter(seat -> !toAdmit.contains(seat)).toList()
                : List.of();
        Admission admission = admission(scan, booking.id(), toAdmit, conflicting);
        Commit commit = ledger.commit(writes(admission));
        if (!commit.isDone()) {
            boolean named = commit instanceof Commit.Cancelled(var failed)
                    && failed.stream().anyMatch(condition -> condition.write() instanceof Write.NameScan);
            return Optional.of((Result) new Result.ScanReused()).filter(_ -> named);
        }
        metrics.count(Metric.SEAT_ADMITTED, toAdmit.size());
        if (!conflicting.isEmpty()) {
            metrics.count(Metric.SEAT_ADMITTED_TWICE, conflicting.size());
        }
        return Optional.of(Answers.recorded(show, admission, details));
    }

    private Admission admission(Scan scan, BookingId booking, List<SeatNumber> toAdmit, List<SeatNumber> conflicting) {
        Instant now = clock.instant();
        return AdmissionBuilder.builder()
                .scan(scan.id())
                .booking(booking)
                .show(scan.show())
                .seats(toAdmit)
                .conflicting(conflicting)
                .door(scan.door())
                .at(scan.at().orElse(now))
                .recordedAt(now)
                .build();
    }

    /** Why nobody may enter. Who was let in by a door without network is inside, so the report is always recorded. */
    private Optional<Outcome> refusal(Scan scan, Show show, BookingDetails details, Optional<Ticket> ticket) {
        if (scan.at().isPresent()) {
            return Optional.empty();
        }
        // The catalog may still show a show that is cancelled already.
        if (show.control() == SalesControl.CANCELLED
                || details.refunds().stream().anyMatch(r -> r.reason() == Refund.Reason.SHOW_CANCELLED)) {
            return Optional.of(Outcome.SHOW_CANCELLED);
        }
        Booking booking = details.booking();
        Optional<Outcome> byState =
                switch (booking.state()) {
                    case IN_BOOKING, BLOCKED, EXPIRED, CANCELLED -> Optional.of(Outcome.NOT_PAID);
                    case REFUND_PENDING, REFUNDED, REFUND_FAILED -> Optional.of(Outcome.REFUNDED);
                    case PAID ->
                        ticket.filter(t -> t.epoch() != Ticket.epochOf(booking)).map(_ -> Outcome.REFUNDED);
                };
        return byState.or(
                () -> Optional.of(Outcome.TOO_EARLY).filter(_ -> clock.instant().isBefore(doorsOpenAt(show))));
    }

    /** When the doors of a show open. */
    public Instant doorsOpenAt(Show show) {
        return show.startsAt().minus(opensBefore);
    }

    private static List<Write> writes(Admission admission) {
        SeatClaim sold = new SeatClaim.Sold(admission.booking());
        SeatClaim admitted = new SeatClaim.Sold(admission.booking(), admission.onClaim());
        List<Write> writes = new ArrayList<>();
        admission.seats().forEach(seat -> writes.add(new Write.MoveClaim(admission.show(), seat, sold, admitted)));
        writes.add(new Write.OpenAdmission(admission));
        writes.add(new Write.NameScan(admission));
        return writes;
    }
}
