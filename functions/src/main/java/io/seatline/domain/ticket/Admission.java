package io.seatline.domain.ticket;

import io.seatline.domain.BookingId;
import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A scan that let somebody in, with what became of it. The seats' claims decide who may enter; the same transaction
 * writes both.
 *
 * @param seats the seats that it admitted
 * @param conflicting the other seats for which a door without network had let somebody in: another scan had admitted them,
 *     or they were returned
 * @param door the member of staff who scanned the ticket
 * @param at when they were let in
 * @param recordedAt when it was recorded: later than {@code at} if the door was offline
 * @param undone who undid it, if somebody did
 */
@RecordBuilder
public record Admission(
        ScanId scan,
        BookingId booking,
        ShowId show,
        List<SeatNumber> seats,
        List<SeatNumber> conflicting,
        StaffId door,
        Instant at,
        Instant recordedAt,
        Optional<Undone> undone) {
    public Admission {
        seats = List.copyOf(seats);
        conflicting = List.copyOf(conflicting);
    }

    /**
     * An admission that a manager has undone, for example because the wrong ticket was scanned.
     *
     * @param reason what the manager wrote about it
     */
    public record Undone(StaffId by, Instant at, String reason) {}

    /** Whether it lets somebody in for this seat: it names the seat and is not undone. */
    public boolean admits(SeatNumber seat) {
        return undone.isEmpty() && seats.contains(seat);
    }

    /** Whether it let somebody in for this seat who had no right to enter, or not any more, and is not undone. */
    public boolean conflictsAbout(SeatNumber seat) {
        return undone.isEmpty() && conflicting.contains(seat);
    }

    /** What the seats' claims say about it. */
    public SeatClaim.Admitted onClaim() {
        return new SeatClaim.Admitted(scan, door, at);
    }

    /** Undoes it: the seats can be admitted again. */
    public Admission undone(StaffId by, Instant now, String reason) {
        if (undone.isPresent()) {
            throw new IllegalStateException("the admission by scan " + scan + " is already undone");
        }
        return AdmissionBuilder.builder(this)
                .undone(Optional.of(new Undone(by, now, reason)))
                .build();
    }
}
