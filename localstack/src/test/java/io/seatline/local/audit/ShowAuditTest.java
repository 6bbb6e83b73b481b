package io.seatline.local.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        history.add(new Change.OfBooking(
                next(), id, "s", Set.of(seats), offered, Optional.of(from).filter(state -> !state.isEmpty()), to));
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
    void a_seat_that_is_held_paid_and_after_a_refund_held_again_has_one_owner_at_a_time() {
        held("a", "A1", "A2");
        booking("a", "IN_BOOKING", "PAID", false, "A1", "A2");
        booking("a", "PAID", "REFUND_PENDING", false, "A1", "A2");
        held("b", "A2");

        breached();
        assertEquals("b", history.owners().get("A2"));
    }

    @Test
    void a_seat_that_two_bookings_hold_at_once_is_found() {
        held("a", "A1", "A2");
        held("b", "A2", "A3");

        breached("TWO OWNERS: seat A2 of s was a's when b took it");
    }

    @Test
    void a_late_payment_that_takes_a_seat_which_another_has_is_found() {
        held("a", "A1");
        expired("a", "A1");
        held("b", "A1");
        booking("a", "EXPIRED", "PAID", false, "A1");

        breached("TWO OWNERS: seat A1 of s was b's when a took it");
    }

    @Test
    void a_party_that_is_offered_seats_before_an_earlier_one_of_its_size_is_found() {
        entry("first", 2, 1, "WAITING");
        entry("second", 2, 2, "WAITING");
        entry("second", 2, 2, "OFFERED");

        breached("OVERTAKEN: second at place 2");
    }

    @Test
    void a_larger_party_that_does_not_fit_may_see_a_smaller_one_go_first() {
        entry("four", 4, 1, "WAITING");
        entry("one", 1, 2, "WAITING");
        entry("one", 1, 2, "OFFERED");

        breached();
    }

    @Test
    void the_public_that_takes_seats_for_which_a_party_was_waiting_is_found() {
        held("a", "A1", "A2");
        entry("two", 2, 1, "WAITING");
        expired("a", "A1", "A2");
        held("b", "A1");

        breached("WAITLIST BYPASSED: b took seats of s that two");
    }

    @Test
    void the_public_may_take_what_is_too_little_for_everybody_who_waits() {
        held("a", "A1");
        entry("two", 2, 1, "WAITING");
        expired("a", "A1");
        held("b", "A1");

        breached();
    }

    @Test
    void who_joined_after_the_seats_were_given_back_was_not_waiting_for_them() {
        held("a", "A1", "A2");
        expired("a", "A1", "A2");
        entry("two", 2, 1, "WAITING");
        held("b", "A1");

        breached();
    }
}
