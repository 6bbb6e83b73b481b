package io.seatline.domain.booking;

import static java.util.Collections.nCopies;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Creates bookings. The show prices the seats, which its hall must have. */
public final class NewBooking {
    private NewBooking() {}

    /** Keeps seats from sale, for a reason that staff will read. */
    public static Booking block(
            BookingId id, StaffId by, Show show, List<SeatNumber> seats, String reason, Instant now) {
        return byStaff(id, by, show, seats, BookingState.BLOCKED, now)
                .blockReason(Optional.of(reason))
                .prices(nCopies(seats.size(), Vnd.ZERO))
                .amount(Vnd.ZERO)
                .build();
    }

    /** Sells seats at the counter. Its first payment, in cash, has paid for them. */
    public static Booking sale(BookingId id, StaffId by, Show show, List<SeatNumber> seats, Instant now) {
        return byStaff(id, by, show, seats, BookingState.PAID, now)
                .attempts(1)
                .paidBy(Optional.of(PaymentId.attempt(id, 1)))
                .build();
    }

    /** A block that is lifted, in place of a booking that restored tables have lost: its seats must be reallocated. */
    public static Booking lifted(BookingId id, Show show, List<SeatNumber> seats, Instant now) {
        return of(id, show, seats, now)
                .state(BookingState.CANCELLED)
                .blockReason(Optional.of("The booking of these seats was lost by a restore."))
                .prices(nCopies(seats.size(), Vnd.ZERO))
                .amount(Vnd.ZERO)
                .build()
                .released(now);
    }

    private static BookingBuilder byStaff(
            BookingId id, StaffId by, Show show, List<SeatNumber> seats, BookingState state, Instant now) {
        return of(id, show, seats, now).state(state).changes(List.of(new BookingChange(state, now, Optional.of(by))));
    }

    static BookingBuilder held(
            BookingId id, CustomerId customer, Show show, List<SeatNumber> seats, Instant now, Instant until) {
        return of(id, show, seats, now)
                .customer(Optional.of(customer))
                .state(BookingState.IN_BOOKING)
                .heldUntil(until)
                .deadline(Optional.of(new Deadline(Deadline.Kind.HOLD, until)));
    }

    private static BookingBuilder of(BookingId id, Show show, List<SeatNumber> seats, Instant now) {
        return BookingBuilder.builder()
                .id(id)
                .bookedShow(BookedShow.of(show))
                .seats(seats)
                .prices(seats.stream()
                        .map(seat -> show.price(seat).orElseThrow())
                        .toList())
                .returned(List.of())
                .amount(show.price(seats))
                .createdAt(now)
                .heldUntil(now)
                .changes(List.of())
                .version(1);
    }
}
