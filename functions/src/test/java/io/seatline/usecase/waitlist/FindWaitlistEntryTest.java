package io.seatline.usecase.waitlist;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.ENTRY;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.testing.MovableClock;
import io.seatline.usecase.ShowSnapshot;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.waitlist.FindWaitlistEntry.EntryDetails;
import io.seatline.usecase.waitlist.FindWaitlistEntry.Status;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads an entry while the database's replicas differ: the current item and an older copy of it. */
class FindWaitlistEntryTest {
    private static final WaitlistEntry JOINING =
            WaitlistEntry.joining(ENTRY, ALICE, new Party(2, false), NOW, SHOW.claimsKeptUntil());

    private final MovableClock clock = new MovableClock(NOW);
    private Optional<WaitlistEntry> current = Optional.of(JOINING);
    private Optional<WaitlistEntry> stale = Optional.empty();
    private WaitlistState state = WaitlistState.empty(SHOW_ID);
    private final FindWaitlistEntry findWaitlistEntry =
            new FindWaitlistEntry(waitlist(), ledger(), id -> Optional.of(SHOW), clock);

    @Test
    void new_entry_is_visible_to_its_customer_at_once() {
        assertEquals(Status.JOINING, find().orElseThrow().status());
        assertEquals(Optional.empty(), findWaitlistEntry.find(BOB, ENTRY), "no other customer sees it");
    }

    @Test
    void missing_entry_is_not_found() {
        current = Optional.empty();

        assertEquals(Optional.empty(), find());
    }

    @Test
    void recent_change_may_not_be_visible_yet() {
        stale = current;
        current = Optional.of(JOINING.waiting(1));

        assertEquals(Status.JOINING, find().orElseThrow().status());
    }

    @Test
    void position_counts_every_entry_before_a_new_place() {
        placeAt(1);
        assertEquals(Optional.of(1), find().orElseThrow().position());

        placeAt(2L * WaitlistState.BLOCK);
        assertEquals(Optional.of(2 * WaitlistState.BLOCK), find().orElseThrow().position());
    }

    @Test
    void entry_that_left_is_counted_for_one_more_second() {
        placeAt(2L * WaitlistState.BLOCK);
        find();
        state = state.left(1);
        assertEquals(Optional.of(2 * WaitlistState.BLOCK), find().orElseThrow().position());

        clock.advance(ShowSnapshot.FRESH_FOR);
        assertEquals(
                Optional.of(2 * WaitlistState.BLOCK - 1), find().orElseThrow().position());
    }

    private void placeAt(long place) {
        while (state.lastPlace() < place) {
            state = state.joined();
        }
        stale = Optional.of(JOINING.waiting(place));
    }

    private Optional<EntryDetails> find() {
        return findWaitlistEntry.find(ALICE, ENTRY);
    }

    private Waitlist waitlist() {
        return (Waitlist) Proxy.newProxyInstance(
                Waitlist.class.getClassLoader(),
                new Class<?>[] {Waitlist.class},
                (_, method, _) -> switch (method.getName()) {
                    case "entry" -> current;
                    case "recentEntry" -> stale;
                    case "state" -> state;
                    case "waitingBetween" -> 0;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Ledger ledger() {
        return (Ledger)
                Proxy.newProxyInstance(Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (_, method, _) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
