package io.seatline.usecase.waitlist;

import io.seatline.domain.ShowId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.SeatPicker;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.events.metric.Metric;
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
 * Offers a show's free seats to its waitlist, strictly in order: the earliest party that fits gets the best of them,
 * then the next, and what nobody waiting can use becomes public. Only the show's worker calls it, and every transaction
 * names the waitlist that was read, so two writers at once do no harm.
 */
public final class ReallocateSeats {
    /** A booking's seats: a small transaction seldom meets another one. */
    private static final int SEATS_AT_ONCE = 10;

    private static final int TRIES = 8;

    private final Ledger ledger;
    private final Waitlist waitlist;
    private final Duration hold;
    private final InstantSource clock;
    private final Metrics metrics;

    /**
     * The use case.
     *
     * @param hold how long offered seats are held for payment
     */
    public ReallocateSeats(Ledger ledger, Waitlist waitlist, Duration hold, InstantSource clock, Metrics metrics) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.hold = hold;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Serves until nobody who waits fits and no seat waits to be handed on.
     *
     * @param show the show; empty long after its end, when the catalog has forgotten it: nothing is offered then
     * @param limit when to stop between two offers
     * @return the waitlist as it then was: whoever acts on "nobody waiting can use these seats" names it
     * @throws TimeLimit.OutOfTime if there is more to offer than time; the message is delivered again
     * @throws IllegalStateException if other writes came between again and again; the message is delivered again
     */
    WaitlistState serve(ShowId id, Optional<Show> show, TimeLimit limit) {
        int misses = 0;
        while (misses < TRIES) {
            Turn turn = new Turn(id, show, limit);
            if (turn.serve()) {
                return turn.state;
            }
            misses = turn.offers > 0 ? 0 : misses + 1;
        }
        throw new IllegalStateException(
                "serving the line of " + id + " met other writes " + TRIES + " times; it is tried again");
    }

    /** One reading of the waitlist and the claims, and what is done on it until another write comes between. */
    private final class Turn {
        private final ShowId id;
        private final Optional<Show> show;
        private final TimeLimit limit;
        private final Set<SeatNumber> free = new HashSet<>();
        private final Map<SeatNumber, SeatClaim.Released> released = new HashMap<>();
        private WaitlistState state;
        private List<Waiting> heads;
        private int offers;

        /** The line first: what is read after it is only good while it stands. */
        Turn(ShowId id, Optional<Show> show, TimeLimit limit) {
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
            heads = state.isEmpty() || free.isEmpty() ? List.of() : waitlist.heads(id);
        }

        /** Whether it is done; otherwise another write came between, and who was to be served is looked for anew. */
        boolean serve() {
            while (!free.isEmpty()) {
                Optional<Show> selling = show.filter(s -> !s.isClosedAt(clock.instant()));
                Optional<Waiting> next = selling.flatMap(this::earliestThatFits);
                if (next.isEmpty()) {
                    break;
                }
                limit.check("serving the line of " + id);
                if (!offer(selling.get(), next.get())) {
                    return false;
                }
                offers++;
            }
            return makePublic();
        }

        private Optional<Waiting> earliestThatFits(Show selling) {
            return heads.stream()
                    .filter(waiting -> SeatPicker.fits(
                            selling.layout(),
                            free,
                            waiting.party().seats(),
                            waiting.party().accessible()))
                    .min(Comparator.comparingLong(Waiting::place));
        }

        private boolean offer(Show selling, Waiting waiting) {
            Optional<WaitlistEntry> found =
                    waitlist.entry(waiting.entry()).filter(entry -> entry.state() == WaitlistEntryState.WAITING);
            // A head is read after the waitlist: it may have left, or another writer may have given it its place since.
            if (found.isEmpty() || !state.counts(waiting.place())) {
                return false;
            }
            WaitlistEntry entry = found.get();
            Instant now = clock.instant();
            List<SeatNumber> seats = SeatPicker.pick(
                            selling.layout(),
                            free,
                            entry.party().seats(),
                            entry.party().accessible())
                    .orElseThrow();
            Booking booking = Booking.offer(entry, seats, selling.price(seats), now, now.plus(hold));
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

        private Write take(SeatNumber seat, Booking booking, Show selling) {
            SeatClaim held = Writes.held(booking);
            return Optional.ofNullable(released.get(seat))
                    .<Write>map(freed -> new Write.MoveClaim(id, seat, freed, held))
                    .orElseGet(() -> new Write.TakeSeat(id, seat, held, selling.claimsKeptUntil()));
        }

        private boolean makePublic() {
            while (!released.isEmpty()) {
                limit.check("making seats of " + id + " public");
                List<SeatNumber> some =
                        released.keySet().stream().limit(SEATS_AT_ONCE).toList();
                List<Write> writes = Stream.concat(
                                some.stream().<Write>map(seat -> new Write.FreeSeat(id, seat, released.get(seat))),
                                Stream.of(new Write.WaitlistStateAsRead(state)))
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
