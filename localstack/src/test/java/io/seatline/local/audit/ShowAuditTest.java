package io.seatline.local.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShowAuditTest {
    private final List<String> breaches = new ArrayList<>();
    private final ShowAudit history = new ShowAudit("s", breaches);
    private int commits;

    private BigInteger next() {
        commits++;
        return BigInteger.valueOf(commits);
    }

    private void booking(String id, String from, String to, boolean offered, String... seats) {
        change(id, owned(from, seats), owned(to, seats), offered, from.isEmpty());
    }

    private void change(String id, Set<String> owned, Set<String> owns, boolean offered, boolean isNew) {
        history.add(new Change.OfBooking(next(), id, "s", owned, owns, offered, isNew));
    }

    private static Set<String> owned(String state, String... seats) {
        return Change.OWNING.contains(state) ? Set.of(seats) : Set.of();
    }

    private void held(String id, String... seats) {
        booking(id, "", "IN_BOOKING", false, seats);
    }

    private void expired(String id, String... seats) {
        booking(id, "IN_BOOKING", "EXPIRED", false, seats);
    }

    private void entry(String id, int seats, long place, String to) {
        history.add(new Change.OfEntry(next(), id, "s", seats, false, place, to));
    }

    private void breached(String... words) {
        assertEquals(words.length, breaches.size(), breaches::toString);
        for (int i = 0; i < words.length; i++) {
            assertTrue(breaches.get(i).contains(words[i]), breaches.get(i));
        }
    }

    @Test
    void seat_held_again_after_a_refund_has_one_owner() {
        held("a", "A1", "A2");
        booking("a", "IN_BOOKING", "PAID", false, "A1", "A2");
        booking("a", "PAID", "REFUND_PENDING", false, "A1", "A2");
        held("b", "A2");

        breached();
        assertEquals("b", history.owners().get("A2"));
    }

    @Test
    void returned_seat_has_another_owner_and_the_kept_one_has_not() {
        held("a", "A1", "A2");
        change("a", Set.of("A1", "A2"), Set.of("A1"), false, false);
        held("b", "A2");
        breached();

        held("c", "A1");
        breached("TWO OWNERS: seat A1 of s was a's when c took it");
    }

    @Test
    void seat_held_by_two_bookings_is_a_breach() {
        held("a", "A1", "A2");
        held("b", "A2", "A3");

        breached("TWO OWNERS: seat A2 of s was a's when b took it");
    }

    @Test
    void late_payment_that_takes_an_owned_seat_is_a_breach() {
        held("a", "A1");
        expired("a", "A1");
        held("b", "A1");
        booking("a", "EXPIRED", "PAID", false, "A1");

        breached("TWO OWNERS: seat A1 of s was b's when a took it");
    }

    @Test
    void offer_before_an_earlier_party_of_the_size_is_a_breach() {
        entry("first", 2, 1, "WAITING");
        entry("second", 2, 2, "WAITING");
        entry("second", 2, 2, "OFFERED");

        breached("OVERTAKEN: second at place 2");
    }

    @Test
    void smaller_party_may_pass_a_larger_one_that_does_not_fit() {
        entry("four", 4, 1, "WAITING");
        entry("one", 1, 2, "WAITING");
        entry("one", 1, 2, "OFFERED");

        breached();
    }

    @Test
    void public_hold_of_seats_that_fit_a_waiting_party_is_a_breach() {
        held("a", "A1", "A2");
        entry("two", 2, 1, "WAITING");
        expired("a", "A1", "A2");
        held("b", "A1");

        breached("WAITLIST BYPASSED: b took seats of s that two");
    }

    @Test
    void public_may_hold_seats_too_few_for_every_waiting_party() {
        held("a", "A1");
        entry("two", 2, 1, "WAITING");
        expired("a", "A1");
        held("b", "A1");

        breached();
    }

    @Test
    void party_that_joined_after_the_release_was_not_bypassed() {
        held("a", "A1", "A2");
        expired("a", "A1", "A2");
        entry("two", 2, 1, "WAITING");
        held("b", "A1");

        breached();
    }
}
