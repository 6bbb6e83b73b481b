package io.seatline.domain.waitlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.ShowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitlistStateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final WaitlistState EMPTY = WaitlistState.empty(new ShowId("sh1"));

    @Test
    void new_state_is_empty_with_version_0() {
        assertTrue(EMPTY.isEmpty());
        assertEquals(0, EMPTY.lastPlace());
        assertEquals(0, EMPTY.version());
        assertEquals(Optional.empty(), EMPTY.estimate(1, NOW));
    }

    @Test
    void joining_gives_consecutive_places_from_1() {
        WaitlistState state = EMPTY;
        for (long place = 1; place <= 5; place++) {
            state = state.joined();
            assertEquals(place, state.lastPlace());
            assertEquals(place, state.version());
        }
    }

    @Test
    void joining_counts_in_the_block_of_the_place() {
        assertEquals(Map.of(0L, 99, 1L, 100, 2L, 51), joined(250).blocks());
    }

    @Test
    void leaving_or_an_offer_uncounts_the_entry() {
        WaitlistState state = joined(101);

        assertEquals(Map.of(0L, 98, 1L, 2), state.left(42).blocks());
        assertEquals(Map.of(0L, 99, 1L, 1), state.offered(100, NOW).blocks());
        assertEquals(state.version() + 1, state.left(42).version());
        assertEquals(state.version() + 1, state.offered(100, NOW).version());
    }

    @Test
    void place_is_never_given_twice() {
        assertEquals(4, joined(3).left(3).joined().lastPlace());
        assertEquals(4, joined(3).offered(3, NOW).joined().lastPlace());
    }

    @Test
    void empty_block_is_removed_and_no_blocks_means_empty() {
        WaitlistState state = joined(100);

        assertEquals(Map.of(0L, 99), state.left(100).blocks());
        assertFalse(state.left(100).isEmpty());
        assertTrue(joined(1).left(1).isEmpty());
        assertTrue(joined(1).offered(1, NOW).isEmpty());
    }

    @Test
    void counting_below_zero_is_rejected() {
        WaitlistState state = joined(100).left(100);

        assertThrows(IllegalStateException.class, () -> state.left(100));
        assertThrows(IllegalStateException.class, () -> state.offered(199, NOW));
        assertThrows(IllegalStateException.class, () -> EMPTY.left(1));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "99, 0", "100, 100", "101, 100", "199, 100", "200, 200", "1000000, 1000000"})
    void block_begins_at_each_hundred_places(long place, long start) {
        assertEquals(start, WaitlistState.blockStart(place));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "99, 0", "100, 99", "199, 99", "200, 199", "250, 199"})
    void waiting_before_counts_the_preceding_blocks(long place, int before) {
        assertEquals(before, joined(250).waitingBeforeBlockOf(place));
    }

    @Test
    void waiting_before_leaves_out_entries_that_left() {
        assertEquals(197, joined(250).left(3).offered(150, NOW).waitingBeforeBlockOf(250));
        assertEquals(0, joined(1).left(1).waitingBeforeBlockOf(250));
    }

    @Test
    void estimate_multiplies_the_mean_time_between_offers() {
        WaitlistState state = joined(10).offered(1, NOW).offered(2, NOW.plusSeconds(10));

        assertEquals(Optional.of(Duration.ofSeconds(15)), state.estimate(1, NOW.plusSeconds(30)));
        assertEquals(Optional.of(Duration.ofSeconds(60)), state.estimate(4, NOW.plusSeconds(30)));
    }

    @Test
    void estimate_uses_the_last_twenty_offers() {
        WaitlistState state = joined(30).offered(1, NOW.minus(Duration.ofDays(1)));
        for (int i = 0; i < 20; i++) {
            state = state.offered(i + 2, NOW.plusSeconds(i));
        }

        assertEquals(20, state.offers().size());
        assertEquals(Optional.of(Duration.ofSeconds(1)), state.estimate(1, NOW.plusSeconds(20)));
    }

    @Test
    void estimate_is_never_negative_if_the_workers_clock_is_ahead() {
        assertEquals(Optional.of(Duration.ZERO), joined(2).offered(1, NOW).estimate(1, NOW.minusMillis(700)));
    }

    @Test
    void state_copies_its_blocks() {
        TreeMap<Long, Integer> blocks = new TreeMap<>(Map.of(0L, 1));
        WaitlistState state = WaitlistStateBuilder.builder(EMPTY)
                .lastPlace(1)
                .blocks(blocks)
                .version(1)
                .build();
        blocks.put(0L, 2);

        assertEquals(Map.of(0L, 1), state.blocks());
        assertThrows(UnsupportedOperationException.class, () -> state.blocks().put(0L, 2));
    }

    private static WaitlistState joined(int many) {
        WaitlistState state = EMPTY;
        for (int i = 0; i < many; i++) {
            state = state.joined();
        }
        return state;
    }
}
