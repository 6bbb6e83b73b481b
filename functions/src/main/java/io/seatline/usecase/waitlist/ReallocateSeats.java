package io.seatline.usecase.waitlist;

import io.seatline.domain.ShowId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.SeatPicker;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.TimeLimit;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Waitlist.Waiting;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Offers a show's free seats to its waitlist in order: the earliest party that fits gets the best seats, then the next
 * one. Seats that no waiting party can use become public. Only the show worker calls it. Every transaction expects the
 * waitlist state that was read, so two concurrent show workers do no harm.
 */
public final class ReallocateSeats {
    /** Seats per transaction, as many as in a booking: small transactions rarely conflict. */
    private static final int SEATS_AT_ONCE = 10;

    private final Ledger ledger;
    private final Waitlist waitlist;
    private final Duration offerLength;
    private final InstantSource clock;
    private final Metrics metrics;

    /**
     * Creates the use case.
     *
     * @param offerLength how long offered seats are held for payment, if the show's sales do not end before
     */
    public ReallocateSeats(
            Ledger ledger, Waitlist waitlist, Duration offerLength, InstantSource clock, Metrics metrics) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.offerLength = offerLength;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Makes offers until no waiting party fits the free seats, then makes the remaining released seats public.
     *
     * @param show the show; empty if it ended long ago and is no longer in the catalog, in which case nothing is
     *     offered
     * @param limit the time limit, checked before each transaction
     * @return whether all freed seats are reallocated; false if they stay released because the show is closed or cancelled
     * @throws TimeLimit.OutOfTime if the time limit is reached; the message is delivered again
     * @throws IllegalStateException if other writes cancelled too many attempts; the message is delivered again
     */
    boolean reallocate(ShowId id, Optional<Show> show, TimeLimit limit) {
        return OptimisticRetry.repeat("reallocating seats of show " + id, () -> tryReallocate(id, show, limit))
                .complete();
    }

    /**
     * The result of a reallocation.
     *
     * @param state the waitlist state in which no waiting party can use the free seats, for writes that depend on that
     * @param complete whether all freed seats are reallocated
     */
    record Served(WaitlistState state, boolean complete) {}

    /**
     * Does the same in one attempt. After a cancelled transaction it starts again only if it has made an offer since
     * its last read.
     *
     * @return empty if another write came first
     */
    Optional<Served> tryReallocate(ShowId id, Optional<Show> show, TimeLimit limit) {
        Round round;
        do {
            round = new Round(id, show, limit);
            if (round.run()) {
                return Optional.of(new Served(round.state, round.complete));
            }
        } while (round.offers > 0);
        return Optional.empty();
    }

    /** One read of the waitlist and the claims, and the transactions based on it until one of them is cancelled. */
    private final class Round {
        private final ShowId id;
        private final Optional<Show> show;
        private final TimeLimit limit;
        private final Set<SeatNumber> free = new HashSet<>();
        private final Map<SeatNumber, SeatClaim.Released> released = new HashMap<>();
        private WaitlistState state;
        private List<Waiting> heads;
        private int offers;
        private boolean complete;

        /**
         * Reads the waitlist state first. Every transaction expects that state, so it is cancelled if the waitlist
         * changed after this read.
         */
        Round(ShowId id, Optional<Show> show, TimeLimit limit) {
            this.id = id;
            this.show = show;
            this.limit = limit;
            state = waitlist.state(id);
            show.ifPresent(s -> free.addAll(s.layout().seats().keySet()));
            ledger.claims(id).forEach((seat, claim) -> {
                if (claim instanceof SeatClaim.Released freed) {
                    released.put(seat, freed);
                } else {
                    free.remove(seat);
                }
            });
            heads = state.cancelled() || state.isEmpty() || free.isEmpty() ? List.of() : waitlist.heads(id);
        }

        /** Runs the transactions; false if one was cancelled and everything must be read again. */
        boolean run() {
            while (!free.isEmpty()) {
                Optional<Show> selling = show.filter(s -> !s.isClosedAt(clock.instant()));
                Optional<Waiting> next = selling.flatMap(this::earliestThatFits);
                if (next.isEmpty()) {
                    break;
                }
                limit.check("reallocating seats of show " + id);
                if (!offer(selling.get(), next.get())) {
                    return false;
                }
                offers++;
            }
            // The seats of a closed show wait for it to open again, those of a cancelled one for its sweep.
            complete = !state.cancelled()
                    && show.map(s -> s.salesAt(clock.instant()))
                            .filter(sales -> sales == Sales.CLOSED || sales == Sales.CANCELLED)
                            .isEmpty();
            return !complete || makePublic();
        }

        private Optional<Waiting> earliestThatFits(Show selling) {
            return heads.stream()
                    .filter(waiting -> SeatPicker.fits(selling.layout(), free, waiting.party()))
                    .min(Comparator.comparingLong(Waiting::place));
        }

        private boolean offer(Show selling, Waiting waiting) {
            Optional<WaitlistEntry> found =
                    waitlist.entry(waiting.entry()).filter(entry -> entry.state() == WaitlistEntryState.WAITING);
            // The entry was read after the waitlist state: it may have left, or its place may be newer than that state.
            if (found.isEmpty() || !state.counts(waiting.place())) {
                return false;
            }
            WaitlistEntry entry = found.get();
            Instant now = clock.instant();
            List<SeatNumber> seats =
                    SeatPicker.pick(selling.layout(), free, entry.party()).orElseThrow();
            Booking booking = Booking.offer(entry, selling, seats, now, offeredUntil(selling, now));
            WaitlistState next = state.offered(waiting.place(), now);
            List<Write> writes = new ArrayList<>();
            seats.forEach(seat -> writes.add(take(seat, booking, selling)));
            writes.add(new Write.OpenBooking(booking));
            writes.add(new Write.ChangeEntry(entry, entry.offered(booking.id())));
            writes.add(new Write.ChangeWaitlistState(state, next, selling.claimsKeptUntil()));
            if (!ledger.commit(writes).isDone()) {
                return false;
            }
            state = next;
            seats.forEach(free::remove);
            seats.forEach(released::remove);
            heads = Stream.concat(
                            heads.stream().filter(head -> head.place() != waiting.place()),
                            waitlist.head(id, waiting.party()).stream())
                    .toList();
            metrics.count(Metric.OFFER_MADE, 1);
            return true;
        }

        private Instant offeredUntil(Show selling, Instant now) {
            Instant end = now.plus(offerLength);
            return end.isBefore(selling.salesEndAt()) ? end : selling.salesEndAt();
        }

        private Write take(SeatNumber seat, Booking booking, Show selling) {
            SeatClaim held = Writes.held(booking);
            return Optional.ofNullable(released.get(seat))
                    .<Write>map(freed -> new Write.MoveClaim(id, seat, freed, held))
                    .orElseGet(() -> new Write.TakeSeat(id, seat, held, selling.claimsKeptUntil()));
        }

        private boolean makePublic() {
            while (!released.isEmpty()) {
                limit.check("making seats of show " + id + " public");
                List<SeatNumber> some =
                        released.keySet().stream().limit(SEATS_AT_ONCE).toList();
                List<Write> writes = Stream.concat(
                                some.stream().<Write>map(seat -> new Write.FreeSeat(id, seat, released.get(seat))),
                                Stream.of(new Write.WaitlistStateUnchanged(state)))
                        .toList();
                if (!ledger.commit(writes).isDone()) {
                    return false;
                }
                some.forEach(released::remove);
                metrics.count(Metric.SEAT_MADE_PUBLIC, some.size());
            }
            return true;
        }
    }
}
