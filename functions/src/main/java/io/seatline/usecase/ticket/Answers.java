package io.seatline.usecase.ticket;

import io.seatline.domain.BookingId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.Ticket;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.ticket.AdmitSeats.Outcome;
import io.seatline.usecase.ticket.AdmitSeats.Result;
import io.seatline.usecase.ticket.AdmitSeats.ScannedSeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds the answers to scans. */
final class Answers {
    private Answers() {}

    /** The answer to a scan that the booking has recorded before; empty if it has not. */
    static Optional<Result> toRepeated(Scan scan, Show show, BookingDetails details, Optional<Ticket> ticket) {
        return details.admissions().stream()
                .filter(before -> before.scan().equals(scan.id()))
                .findFirst()
                .map(before -> repeated(scan, show, before, details, ticket));
    }

    private static Result repeated(
            Scan scan, Show show, Admission before, BookingDetails details, Optional<Ticket> ticket) {
        List<SeatNumber> all = allOf(before);
        boolean same = before.door().equals(scan.door())
                && scan.seats().stream().allMatch(seats -> Set.copyOf(seats).equals(Set.copyOf(all)))
                && ticket.map(Ticket::seats).stream().allMatch(seats -> isOn(seats, all, scan));
        if (!same) {
            return new Result.ScanReused();
        }
        return before.undone().isPresent() ? new Result.Undone() : recorded(show, before, details);
    }

    /** Whether the recorded seats may come from this ticket: a door without network reports all that it does not name. */
    private static boolean isOn(List<SeatNumber> ticket, List<SeatNumber> recorded, Scan scan) {
        boolean complete = scan.at().isEmpty() || scan.seats().isPresent() || recorded.size() == ticket.size();
        return complete && ticket.containsAll(recorded);
    }

    private static List<SeatNumber> allOf(Admission admission) {
        List<SeatNumber> all = new ArrayList<>(admission.seats());
        all.addAll(admission.conflicting());
        return all.stream().sorted().toList();
    }

    /**
     * What a recorded scan answers: it admitted its seats, unless some of them conflict.
     *
     * @param details the booking, with or without this admission
     */
    static Result recorded(Show show, Admission admission, BookingDetails details) {
        Booking booking = details.booking();
        List<SeatNumber> conflicting = admission.conflicting();
        boolean kept = booking.state() == BookingState.PAID && booking.seats().containsAll(conflicting);
        Outcome conflict = kept ? Outcome.ALREADY_ADMITTED : Outcome.REFUNDED;
        List<Admission> all = new ArrayList<>(details.admissions());
        all.add(admission);
        return of(
                conflicting.isEmpty() ? Outcome.ADMITTED : conflict,
                show,
                new BookingDetails(booking, details.payments(), details.refunds(), all),
                conflicting.isEmpty() ? admission.seats() : allOf(admission));
    }

    /** The answer about seats of a booking, each with who was let in for it. */
    static Result of(Outcome outcome, Show show, BookingDetails details, List<SeatNumber> seats) {
        List<ScannedSeat> scanned = seats.stream()
                .map(seat -> new ScannedSeat(seat, details.admission(seat).map(Admission::onClaim)))
                .toList();
        return new Result.Answer(outcome, show, Optional.of(details.booking().id()), scanned);
    }

    /** The answer that a ticket does not count. */
    static Result refused(Outcome outcome, Show show, Optional<BookingId> booking) {
        return new Result.Answer(outcome, show, booking, List.of());
    }
}
