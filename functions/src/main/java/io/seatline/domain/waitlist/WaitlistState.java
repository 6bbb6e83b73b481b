package io.seatline.domain.waitlist;

import io.seatline.domain.ShowId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A show's waitlist in numbers. The show's worker alone changes it, and names in every transaction the version that
 * it read: so two writers never act on the same line.
 *
 * @param lastPlace the last place that was given; 0 before the first
 * @param blocks how many wait in each block of {@link #BLOCK} places, by the block's number; empty blocks are left out
 * @param offers when the last few offers were made, for an estimate
 * @param version counts the changes; 0 where nobody ever waited
 */
public record WaitlistState(
        ShowId show, long lastPlace, SortedMap<Long, Integer> blocks, List<Instant> offers, long version) {

    /** A position is the sum of some blocks and a count within one, so it costs the same however long the waitlist is. */
    public static final int BLOCK = 100;

    /** So many offers tell how fast the waitlist moves. */
    private static final int OFFERS_KEPT = 20;

    public WaitlistState {
        blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
        offers = List.copyOf(offers);
    }

    /** The line of a show for which nobody ever waited. */
    public static WaitlistState empty(ShowId show) {
        return new WaitlistState(show, 0, new TreeMap<>(), List.of(), 0);
    }

    /** Whether nobody waits. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** One more waits, at the place {@link #lastPlace} of the result. */
    public WaitlistState joined() {
        return with(lastPlace + 1, counting(lastPlace + 1, 1), offers);
    }

    /** Whether anybody is counted in the block of this place. */
    public boolean counts(long place) {
        return blocks.containsKey(place / BLOCK);
    }

    /** Who has this place waits no more. */
    public WaitlistState left(long place) {
        return with(lastPlace, counting(place, -1), offers);
    }

    /** Who has this place was offered seats. */
    public WaitlistState offered(long place, Instant now) {
        List<Instant> recent = new ArrayList<>(offers);
        recent.add(now);
        return with(
                lastPlace,
                counting(place, -1),
                recent.subList(Math.max(0, recent.size() - OFFERS_KEPT), recent.size()));
    }

    /** The first place of the block in which a place is. */
    public static long blockStart(long place) {
        return place / BLOCK * BLOCK;
    }

    /** How many wait in the blocks before the one in which this place is. */
    public int waitingBeforeBlockOf(long place) {
        return blocks.headMap(place / BLOCK).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /**
     * How long it may take until a party at this position is offered seats, if the waitlist goes on as it did lately; rough
     * by nature. Nothing where no offer was made yet.
     *
     * @param position from 1
     */
    public Optional<Duration> estimate(int position, Instant now) {
        if (offers.isEmpty()) {
            return Optional.empty();
        }
        Duration all = Duration.between(offers.getFirst(), now);
        // Clocks differ: the writer's may be ahead.
        Duration each = all.isNegative() ? Duration.ZERO : all.dividedBy(offers.size());
        return Optional.of(each.multipliedBy(position));
    }

    private SortedMap<Long, Integer> counting(long place, int change) {
        SortedMap<Long, Integer> next = new TreeMap<>(blocks);
        int count = next.merge(place / BLOCK, change, Integer::sum);
        if (count < 0) {
            throw new IllegalStateException("nobody waits in the block of place " + place + " of " + show);
        }
        if (count == 0) {
            next.remove(place / BLOCK);
        }
        return next;
    }

    private WaitlistState with(long nextLast, SortedMap<Long, Integer> nextBlocks, List<Instant> nextOffers) {
        return new WaitlistState(show, nextLast, nextBlocks, nextOffers, version + 1);
    }
}
