package io.seatline.domain.waitlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitlistEntryStatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(300);
    private static final Duration RETRY_AFTER = Duration.ofMinutes(3);
    private static final WaitlistEntryId ID = new WaitlistEntryId(new ShowId("sh1"), "t".repeat(26));
    private static final BookingId OFFER = BookingId.offeredTo(new CustomerId("alice"), ID);

    private static final WaitlistEntry JOINING =
            WaitlistEntry.joining(ID, new CustomerId("alice"), new Party(2, true), NOW, NOW.plus(Duration.ofDays(7)));
    private static final WaitlistEntry WAITING = JOINING.waiting(7);
    private static final WaitlistEntry OFFERED = WAITING.offered(OFFER);

    private static final Map<WaitlistEntryState, UnaryOperator<WaitlistEntry>> TRANSITIONS = Map.of(
            WaitlistEntryState.WAITING, t -> t.waiting(8),
            WaitlistEntryState.OFFERED, t -> t.offered(OFFER),
            WaitlistEntryState.LEFT, t -> t.left(LATER),
            WaitlistEntryState.LAPSED, WaitlistEntry::lapsed);

    @ParameterizedTest
    @EnumSource
    void state_changes_only_to_its_exits(WaitlistEntryState from) {
        TRANSITIONS.forEach((to, transition) -> {
            WaitlistEntry entry = in(from);
            if (from.exits().contains(to)) {
                assertEquals(to, transition.apply(entry).state());
            } else {
                assertThrows(IllegalStateException.class, () -> transition.apply(entry), from + " -> " + to);
            }
        });
    }

    @Test
    void exits_match_the_state_diagram() {
        assertEquals(
                Map.of(
                        WaitlistEntryState.JOINING,
                        Set.of(WaitlistEntryState.WAITING, WaitlistEntryState.LEFT, WaitlistEntryState.LAPSED),
                        WaitlistEntryState.WAITING,
                        Set.of(WaitlistEntryState.OFFERED, WaitlistEntryState.LEFT, WaitlistEntryState.LAPSED),
                        WaitlistEntryState.OFFERED,
                        Set.of(WaitlistEntryState.LEFT),
                        WaitlistEntryState.LEFT,
                        Set.of(),
                        WaitlistEntryState.LAPSED,
                        Set.of()),
                Arrays.stream(WaitlistEntryState.values())
                        .collect(Collectors.toMap(state -> state, WaitlistEntryState::exits)));
    }

    @Test
    void joining_entry_has_a_deadline_and_no_place() {
        assertEquals(Optional.of(new Deadline(Deadline.Kind.JOIN, NOW.plus(RETRY_AFTER), NOW)), JOINING.deadline());
        assertEquals(Optional.empty(), JOINING.place());
        assertEquals(Optional.empty(), JOINING.booking());
        assertEquals(1, JOINING.version());
    }

    @Test
    void backing_off_moves_only_the_deadline() {
        for (WaitlistEntry entry : List.of(JOINING, WAITING.left(NOW))) {
            WaitlistEntry again = entry.backedOff(NOW.plus(RETRY_AFTER));

            assertEquals(entry.version() + 1, again.version());
            assertEquals(entry.deadline().map(deadline -> deadline.backedOff(NOW.plus(RETRY_AFTER))), again.deadline());
            assertEquals(entry.state(), again.state());
            assertEquals(entry.place(), again.place());
            assertEquals(entry.awaitsRemoval(), again.awaitsRemoval());
        }
    }

    @Test
    void waiting_and_offered_entries_have_no_deadline() {
        assertEquals(Optional.of(7L), WAITING.place());
        assertEquals(Optional.empty(), WAITING.deadline());
        assertEquals(Optional.of(OFFER), OFFERED.booking());
        assertEquals(Optional.empty(), OFFERED.deadline());
    }

    @Test
    void leaving_while_waiting_sets_a_deadline_until_taken_out() {
        WaitlistEntry left = WAITING.left(LATER);

        assertEquals(Optional.of(new Deadline(Deadline.Kind.LEAVE, LATER.plus(RETRY_AFTER), LATER)), left.deadline());
        assertTrue(left.awaitsRemoval());
        assertEquals(WaitlistEntryState.LEFT, left.removed().state());
        assertEquals(Optional.empty(), left.removed().deadline());
        assertFalse(left.removed().awaitsRemoval());
    }

    @Test
    void leaving_before_a_place_or_after_an_offer_needs_no_deadline() {
        for (WaitlistEntry entry : List.of(JOINING, OFFERED)) {
            WaitlistEntry left = entry.left(LATER);

            assertEquals(Optional.empty(), left.deadline());
            assertFalse(left.awaitsRemoval());
        }
    }

    @Test
    void only_an_entry_left_while_waiting_is_taken_out_and_once() {
        Stream.of(
                        JOINING,
                        WAITING,
                        OFFERED,
                        JOINING.left(NOW),
                        OFFERED.left(NOW),
                        WAITING.left(NOW).removed())
                .forEach(entry -> {
                    assertFalse(entry.awaitsRemoval());
                    assertThrows(IllegalStateException.class, entry::removed);
                });
    }

    @Test
    void state_changes_keep_the_entrys_data() {
        WaitlistEntry left = OFFERED.left(LATER);

        assertEquals(ID, left.id());
        assertEquals(JOINING.customer(), left.customer());
        assertEquals(JOINING.party(), left.party());
        assertEquals(NOW, left.joinedAt());
        assertEquals(JOINING.keptUntil(), left.keptUntil());
        assertEquals(Optional.of(7L), left.place());
        assertEquals(Optional.of(OFFER), left.booking());
    }

    @Test
    void every_change_increments_the_version() {
        assertEquals(2, WAITING.version());
        assertEquals(3, OFFERED.version());
        assertEquals(4, OFFERED.left(LATER).version());
        assertEquals(4, WAITING.left(LATER).removed().version());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 11})
    void party_has_one_to_ten_people(int seats) {
        assertThrows(IllegalArgumentException.class, () -> new Party(seats, false));
        assertEquals(1, new Party(1, false).seats());
        assertEquals(10, new Party(10, true).seats());
    }

    private static WaitlistEntry in(WaitlistEntryState state) {
        return switch (state) {
            case JOINING -> JOINING;
            case WAITING -> WAITING;
            case OFFERED -> OFFERED;
            case LEFT -> WAITING.left(NOW);
            case LAPSED -> WAITING.lapsed();
        };
    }
}
