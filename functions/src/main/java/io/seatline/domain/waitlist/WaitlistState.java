package io.seatline.domain.waitlist;

import io.seatline.domain.ShowId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of a show's waitlist. Only the show worker changes it. Every transaction expects the version that it
 * read, so two show workers cannot act on the same state.
 *
 * @param lastPlace the last assigned place; 0 before the first
 * @param blocks the number of waiting entries in each block of {@link #BLOCK} places, by the block's number, without
 *     empty blocks
 * @param offers the times of the last offers, for the estimate
 * @param cancelled whether the show is cancelled, after which no entry gets an offer and no seat becomes public
 * @param version counts the changes; 0 if nobody ever waited
 */
@RecordBuilder
public record WaitlistState(
        ShowId show,
        long lastPlace,
        SortedMap<Long, Integer> blocks,
        List<Instant> offers,
        boolean cancelled,
        long version) {

    /**
     * Places per block. A position is a sum over blocks plus a count within one, so its cost does not grow with the
     * waitlist.
     */
    public static final int BLOCK = 100;

    /** The number of offers that the estimate is based on. */
    private static final int OFFERS_KEPT = 20;

    public WaitlistState {
        blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
        offers = List.copyOf(offers);
    }

    /** The state of a show for which nobody ever waited. */
    public static WaitlistState empty(ShowId show) {
        return WaitlistStateBuilder.builder()
                .show(show)
                .blocks(new TreeMap<>())
                .offers(List.of())
                .build();
    }

    /** Whether nobody waits. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** The number of waiting entries. */
    public int waiting() {
        return blocks.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Adds an entry at the next place, which is {@link #lastPlace} of the result. */
    public WaitlistState joined() {
        return with(lastPlace + 1, counting(lastPlace + 1, 1), offers);
    }

    /** Whether the block of this place counts at least one entry. */
    public boolean counts(long place) {
        return blocks.containsKey(place / BLOCK);
    }

    /** Records that the show is cancelled. No other show worker can then offer or free seats. */
    public WaitlistState cancel() {
        return WaitlistStateBuilder.builder(this)
                .cancelled(true)
                .version(version + 1)
                .build();
    }

    /** Removes the entry at this place, which has left or lapsed. */
    public WaitlistState left(long place) {
        return with(lastPlace, counting(place, -1), offers);
    }

    /** Removes the entry at this place, which was offered seats. */
    public WaitlistState offered(long place, Instant now) {
        List<Instant> recent = new ArrayList<>(offers);
        recent.add(now);
        return with(
                lastPlace,
                counting(place, -1),
                recent.subList(Math.max(0, recent.size() - OFFERS_KEPT), recent.size()));
    }

    /** The first place of the block that contains this place. */
    public static long blockStart(long place) {
        return place / BLOCK * BLOCK;
    }

    /** The number of waiting entries in the blocks before the one that contains this place. */
    public int waitingBeforeBlockOf(long place) {
        return blocks.headMap(place / BLOCK).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /**
     * Estimates the time until the entry at this position gets an offer, from the rate of the last offers. It is only a
     * rough estimate. Empty if no offer was made yet.
     *
     * @param position the position, starting at 1
     */
    public Optional<Duration> estimate(int position, Instant now) {
        if (offers.isEmpty()) {
            return Optional.empty();
        }
        Duration all = Duration.between(offers.getFirst(), now);
        // The show worker's clock may be ahead of this one.
        Duration each = all.isNegative() ? Duration.ZERO : all.dividedBy(offers.size());
        return Optional.of(each.multipliedBy(position));
    }

    private SortedMap<Long, Integer> counting(long place, int change) {
        SortedMap<Long, Integer> next = new TreeMap<>(blocks);
        int count = next.merge(place / BLOCK, change, Integer::sum);
        if (count < 0) {
            throw new IllegalStateException(
                    "waitlist of show " + show + " counts nobody in the block of place " + place);
        }
        if (count == 0) {
            next.remove(place / BLOCK);
        }
        return next;
    }

    private WaitlistState with(long nextLast, SortedMap<Long, Integer> nextBlocks, List<Instant> nextOffers) {
        return WaitlistStateBuilder.builder(this)
                .lastPlace(nextLast)
                .blocks(nextBlocks)
                .offers(nextOffers)
                .version(version + 1)
                .build();
    }
}
