package io.seatline.usecase.desk;

import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.NewBooking;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Keeps free seats of a show from sale, such as broken ones, until staff lift the block. */
public final class BlockSeats {
    private final Catalog catalog;
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    public BlockSeats(Catalog catalog, Ledger ledger, InstantSource clock, RandomGenerator random) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /** The outcome of a request. */
    public sealed interface Result {
        /** The seats are blocked. */
        record Blocked(Booking block) implements Result {}

        record Refused(Refusal refusal) implements Result {}
    }

    /** Blocks all these seats, or none. */
    public Result block(StaffId by, ShowId showId, List<SeatNumber> seats, String reason) {
        Optional<Show> show = catalog.show(showId);
        Instant now = clock.instant();
        Optional<Refusal> refusal = Refusal.of(show, seats)
                .or(() -> show.filter(s -> !now.isBefore(s.endsAt())).map(_ -> new Refusal.ShowOver()))
                .or(() ->
                        show.filter(s -> s.control() == SalesControl.CANCELLED).map(_ -> new Refusal.ShowCancelled()));
        if (refusal.isPresent()) {
            return new Result.Refused(refusal.get());
        }
        Booking block = NewBooking.block(BookingId.random(random), by, show.orElseThrow(), seats, reason, now);
        List<Write> writes =
                new ArrayList<>(Writes.takeSeats(block, new SeatClaim.Blocked(block.id()), show.orElseThrow()));
        writes.add(new Write.OpenBooking(block));
        Commit commit = ledger.commit(writes);
        return commit.isDone() ? new Result.Blocked(block) : new Result.Refused(Refusal.of(commit));
    }
}
