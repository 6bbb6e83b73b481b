package io.seatline.usecase.waitlist;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.Fixture;
import io.seatline.testing.TornReading;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import io.seatline.usecase.waitlist.FindWaitlistEntry.Status;
import io.seatline.usecase.waitlist.JoinWaitlist.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A customer has at most five live entries, over all shows, and sees them all. */
class CustomerEntriesTest extends WithBoxOffice {
    private static final Party PARTY = new Party(1, false);

    private Result join(CustomerId customer, int show) {
        return office.joinWaitlist.join(customer, new ShowId("sh" + show), PARTY);
    }

    private WaitlistEntryId joined(int show) {
        return assertInstanceOf(Result.Joined.class, join(ALICE, show)).entry().id();
    }

    private List<WaitlistEntryId> joinFive() {
        return IntStream.rangeClosed(1, 5).mapToObj(this::joined).toList();
    }

    private List<WaitlistEntryId> live() {
        return office.findWaitlistEntry.live(ALICE).stream()
                .map(details -> details.entry().id())
                .toList();
    }

    @Test
    void sixth_live_entry_is_refused_and_names_the_five() {
        List<WaitlistEntryId> five = joinFive();

        assertEquals(new Result.TooManyEntries(five), join(ALICE, 6));
        assertEquals(five, live().reversed());
        assertInstanceOf(Result.Joined.class, join(BOB, 6));
    }

    @Test
    void repeated_join_of_a_live_entry_returns_it_also_with_five() {
        List<WaitlistEntryId> five = joinFive();

        assertEquals(five.get(2), joined(3));
    }

    @Test
    void show_whose_sales_are_not_open_has_no_waitlist_yet() {
        Instant opensAt = Fixture.NOW.plusSeconds(60);
        Show later = ShowBuilder.builder(Fixture.SHOW)
                .salesWindow(new SalesWindow(Optional.of(opensAt), 0))
                .build();
        JoinWaitlist join = joinWaitlist(_ -> Optional.of(later), office.waitlist);

        assertEquals(new Result.SalesNotOpen(opensAt), join.join(ALICE, later.id(), PARTY));
        office.clock.moveTo(opensAt);
        assertInstanceOf(Result.Joined.class, join.join(ALICE, later.id(), PARTY));
    }

    @Test
    void entry_that_was_left_makes_room() {
        List<WaitlistEntryId> five = joinFive();
        office.leaveWaitlist.leave(ALICE, five.get(1));

        WaitlistEntryId sixth = joined(6);

        assertEquals(List.of(sixth, five.get(4), five.get(3), five.get(2), five.get(0)), live());
        assertInstanceOf(Result.TooManyEntries.class, join(ALICE, 7));
    }

    @Test
    void offer_counts_until_it_ends_unpaid_or_paid() {
        joinFive();
        office.deliver();
        WaitlistEntryId offered = live().getLast();
        assertEquals(Status.OFFERED, office.entryDetails(offered).status());
        assertInstanceOf(Result.TooManyEntries.class, join(ALICE, 6));

        office.expire(office.offer(offered).id());

        joined(6);
        assertEquals(5, live().size());
    }

    @Test
    void entries_of_shows_that_have_ended_make_room_even_if_they_are_deleted() {
        var ended = new WaitlistEntryId(new ShowId("ended"), "e".repeat(26));
        CustomerEntries before = CustomerEntries.none(ALICE);
        var listed = new CustomerEntries(
                ALICE, IntStream.range(0, 5).mapToObj(_ -> ended).toList(), Fixture.NOW, 1);
        office.ledger.commit(List.of(new Write.ChangeCustomerEntries(before, listed)));

        WaitlistEntryId only = joined(1);

        assertEquals(List.of(only), live());
    }

    @Test
    void racing_joins_of_seven_shows_end_with_five_entries() throws Exception {
        List<Callable<Result>> joins = IntStream.rangeClosed(1, 7)
                .<Callable<Result>>mapToObj(show -> () -> join(ALICE, show))
                .toList();
        List<Future<Result>> results;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = threads.invokeAll(joins);
        }

        List<WaitlistEntryId> live = live();
        assertEquals(
                results.stream()
                        .filter(r -> r.state() == Future.State.SUCCESS)
                        .filter(r -> r.resultNow() instanceof Result.Joined)
                        .count(),
                live.size());
        assertEquals(5, live.size());
    }

    @Test
    void entry_that_is_just_being_created_still_counts() {
        joinFive();
        Waitlist torn = TornReading.first(Waitlist.class, office.waitlist, "entry", Optional.empty());
        JoinWaitlist join = joinWaitlist(office.catalog, torn);

        assertInstanceOf(Result.TooManyEntries.class, join.join(ALICE, new ShowId("sh6"), PARTY));
    }

    private JoinWaitlist joinWaitlist(Catalog catalog, Waitlist waitlist) {
        return new JoinWaitlist(
                catalog,
                waitlist,
                office.ledger,
                office.findWaitlistEntry,
                office.queues,
                office.clock,
                office.random,
                new CountingMetrics());
    }
}
