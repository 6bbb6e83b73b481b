package io.seatline.history;

import io.seatline.domain.BookingId;
import io.seatline.domain.ScanId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.history.Promises.BrokenPromise;
import io.seatline.usecase.port.Write;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is inside, counted at the doors: no ticket opens the door twice, and no admitted seat is refunded unseen. */
final class Inside {
    private record Seat(BookingId booking, SeatNumber seat) {}

    private final Model model;
    private final Map<Seat, ScanId> inside = new HashMap<>();

    Inside(Model model) {
        this.model = model;
    }

    /** Counts who goes in and out by the writes, before they are applied. */
    void count(List<Write> writes) {
        for (Write write : writes) {
            switch (write) {
                case Write.OpenAdmission w -> enter(w.admission());
                case Write.UndoAdmission w ->
                    inside.values().removeIf(w.undone().scan()::equals);
                case Write.OpenRefund w -> leave(w.refund());
                default -> {}
            }
        }
    }

    private void enter(Admission admission) {
        Booking booking = model.bookings.get(admission.booking());
        if (admission.seats().isEmpty()) {
            return;
        }
        if (booking.state() != BookingState.PAID || !booking.seats().containsAll(admission.seats())) {
            throw new BrokenPromise(admission + " lets somebody in for " + booking);
        }
        admission.seats().forEach(seat -> {
            ScanId before = inside.put(new Seat(admission.booking(), seat), admission.scan());
            if (before != null) {
                throw new BrokenPromise("a ticket opens the door twice: " + admission + " after scan " + before);
            }
        });
    }

    private void leave(Refund refund) {
        refund.payment().booking().ifPresent(booking -> {
            List<SeatNumber> admitted = refund.seats().stream()
                    .filter(seat -> inside.remove(new Seat(booking, seat)) != null)
                    .toList();
            boolean seen = refund.reason() == Refund.Reason.SUPPORT || refund.reason() == Refund.Reason.SHOW_CANCELLED;
            if (!admitted.equals(refund.admitted()) || !(admitted.isEmpty() || seen)) {
                throw new BrokenPromise("admitted seats " + admitted + " are refunded unseen: " + refund);
            }
        });
    }

    /** The restored tables are all that is known of who is inside. */
    void restored() {
        inside.clear();
        model.admissions.values().stream()
                .sorted(Comparator.comparing(Admission::recordedAt)
                        .thenComparing(a -> a.scan().value()))
                .filter(admission -> admission.undone().isEmpty())
                .forEach(admission -> admission
                        .seats()
                        .forEach(seat -> inside.putIfAbsent(new Seat(admission.booking(), seat), admission.scan())));
        model.claims.forEach((seat, claim) -> Model.admittedBy(claim)
                .filter(scan -> !model.admissions.containsKey(new Model.ScanOfBooking(claim.booking(), scan)))
                .ifPresent(scan -> inside.putIfAbsent(new Seat(claim.booking(), seat.seat()), scan)));
    }

    /** Checks that the claims say who is inside. */
    void check() {
        inside.keySet().removeIf(seat -> !keeps(seat));
        model.claims.forEach((seat, claim) -> {
            if (claim instanceof SeatClaim.Sold) {
                Optional<ScanId> entered = Optional.ofNullable(inside.get(new Seat(claim.booking(), seat.seat())));
                if (!entered.equals(Model.admittedBy(claim))) {
                    throw new BrokenPromise(seat + " was entered by scan " + entered + ", but its claim is " + claim);
                }
            }
        });
    }

    private boolean keeps(Seat seat) {
        Booking booking = model.bookings.get(seat.booking());
        return booking != null
                && booking.state() == BookingState.PAID
                && booking.seats().contains(seat.seat());
    }

    /** Checks that a report of a door without network is recorded with all its seats. */
    void reported(ScanId scan, BookingId booking, List<SeatNumber> seats) {
        Admission admission = model.admissions.get(new Model.ScanOfBooking(booking, scan));
        boolean complete = admission != null
                && seats.stream()
                        .allMatch(seat -> admission.seats().contains(seat)
                                || admission.conflicting().contains(seat));
        if (model.bookings.containsKey(booking) && !complete) {
            throw new BrokenPromise("a report by scan " + scan + " of " + seats + " is lost: " + admission);
        }
    }

    /** Checks an answer that lets somebody in. */
    void admitted(ScanId scan, BookingId booking, List<SeatNumber> seats) {
        Admission admission = model.admissions.get(new Model.ScanOfBooking(booking, scan));
        if (admission == null || !admission.seats().containsAll(seats)) {
            throw new BrokenPromise("scan " + scan + " lets in " + seats + " of " + booking + " by " + admission);
        }
    }
}
