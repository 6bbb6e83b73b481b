package io.seatline.usecase.availability;

import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.adapter.dynamodb.catalog.DynamoDbSeatCounts;
import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SeatCount;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.testing.ClaimsLedger;
import io.seatline.testing.Fixture;
import io.seatline.testing.MovableClock;
import io.seatline.testing.RecordingQueues;
import io.seatline.testing.TestTables;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues.Delayed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A show is counted after its claims change, once for all changes until then. */
class CountSeatsTest {
    private static final int SEATS = SHOW.layout().seats().size();

    private final MovableClock clock = new MovableClock(Fixture.NOW);
    private final TestTables db = TestTables.start(clock);
    private final RecordingQueues queues = new RecordingQueues();
    private final ClaimsLedger claims = new ClaimsLedger();
    private final SeatCounts counts = newEnvironment();
    private final OrderCounts orders = new OrderCounts(counts, queues, clock);
    private final CountSeats countSeats = new CountSeats(
            id -> Optional.of(SHOW).filter(show -> show.id().equals(id)), claims.ledger(), newEnvironment(), clock);
    private final Set<Delayed> received = new HashSet<>();

    @AfterEach
    void close() {
        db.close();
    }

    private SeatCounts newEnvironment() {
        return new DynamoDbSeatCounts(db.client(), TestTables.CATALOG, clock);
    }

    @Test
    void show_that_never_sold_a_seat_has_no_count() {
        assertEquals(Map.of(), counts.of(List.of(SHOW_ID)));
    }

    @Test
    void hundred_changes_order_one_count_in_all_environments() {
        for (int change = 0; change < 50; change++) {
            orders.of(List.of(SHOW_ID));
            new OrderCounts(newEnvironment(), queues, clock).of(List.of(SHOW_ID));
            clock.advance(Duration.ofMillis(50));
        }

        assertEquals(1, queues.delayed().size());
        assertEquals(OrderCounts.DELAY, queues.delayed().getFirst().delay());
    }

    @Test
    void each_show_is_counted_by_itself() {
        ShowId other = new ShowId("other");

        orders.of(List.of(SHOW_ID, other));

        assertEquals(
                List.of(SHOW_ID, other),
                queues.delayed().stream()
                        .map(d -> ((PendingDeadline.OfShow) d.item()).id())
                        .toList());
    }

    @Test
    void listing_shows_each_change_within_fifteen_seconds() {
        Duration gatewayAndBrowser = Duration.ofSeconds(5);
        Map<Integer, Instant> changed = new HashMap<>();
        for (int taken = 0; taken <= SEATS; taken++) {
            take(taken);
            changed.put(taken, clock.instant());
            orders.of(List.of(SHOW_ID));
            clock.advance(Duration.ofSeconds(1));
            deliver();
            int shown = SEATS
                    - counts.of(List.of(SHOW_ID))
                            .getOrDefault(SHOW_ID, ListingStatus.NONE)
                            .count()
                            .map(SeatCount::free)
                            .orElse(SEATS);
            if (shown < taken) {
                Duration age = Duration.between(changed.get(shown + 1), clock.instant());
                assertEquals(-1, age.plus(gatewayAndBrowser).compareTo(Duration.ofSeconds(15)), age::toString);
            }
        }
        for (int second = 0; second < 8; second++) {
            clock.advance(Duration.ofSeconds(1));
            deliver();
        }

        assertEquals(Map.of(SHOW_ID, counted(0)), counts.of(List.of(SHOW_ID)));
        assertEquals(SEATS / 4 + 1, queues.delayed().size(), "one count in four seconds");
    }

    private static ListingStatus counted(int free) {
        return new ListingStatus(Optional.of(new SeatCount(free, SEATS)), SalesControl.OPEN);
    }

    @Test
    void change_after_a_lost_message_is_counted() {
        orders.of(List.of(SHOW_ID));
        received.addAll(queues.delayed());
        clock.advance(OrderCounts.DELAY);
        take(2);

        orders.of(List.of(SHOW_ID));
        clock.advance(OrderCounts.DELAY);
        deliver();

        assertEquals(Map.of(SHOW_ID, counted(SEATS - 2)), counts.of(List.of(SHOW_ID)));
    }

    @Test
    void change_just_before_the_count_orders_another_one() {
        orders.of(List.of(SHOW_ID));
        clock.advance(OrderCounts.DELAY.minusMillis(999));

        orders.of(List.of(SHOW_ID));

        assertEquals(2, queues.delayed().size());
    }

    @Test
    void later_count_is_not_overwritten_by_an_earlier_one() {
        counts.store(SHOW_ID, new SeatCount(1, SEATS), clock.instant(), SHOW.claimsKeptUntil());
        counts.store(SHOW_ID, new SeatCount(3, SEATS), clock.instant().minusMillis(1), SHOW.claimsKeptUntil());

        assertEquals(Map.of(SHOW_ID, counted(1)), counts.of(List.of(SHOW_ID)));
    }

    @Test
    void count_is_deleted_with_the_claims_of_its_show() {
        orders.of(List.of(SHOW_ID));
        clock.advance(OrderCounts.DELAY);
        deliver();
        orders.of(List.of(SHOW_ID));

        assertEquals(
                Long.toString(SHOW.claimsKeptUntil().getEpochSecond()),
                db.client()
                        .scan(r -> r.tableName(TestTables.CATALOG))
                        .items()
                        .getFirst()
                        .get("ttl")
                        .n());
    }

    @Test
    void show_that_left_the_catalog_is_not_counted() {
        ShowId gone = new ShowId("gone");

        countSeats.count(gone);

        assertEquals(Map.of(), counts.of(List.of(gone)));
    }

    @Test
    void failure_of_table_or_queue_does_not_fail_the_caller() {
        RecordingQueues broken = new RecordingQueues() {
            @Override
            public void delay(List<Correlated<Delayed>> items) {
                throw new IllegalStateException("the queue is unreachable");
            }
        };
        new OrderCounts(counts, broken, clock).of(List.of(SHOW_ID));
        db.close();
        new OrderCounts(newEnvironment(), queues, clock).of(List.of(SHOW_ID));

        assertEquals(List.of(), queues.delayed());
    }

    private void take(int seats) {
        Map<SeatNumber, SeatClaim> taken = new HashMap<>();
        SHOW.layout().seats().keySet().stream()
                .limit(seats)
                .forEach(seat -> taken.put(seat, new SeatClaim.Sold(new BookingId("bk" + "a".repeat(26)))));
        claims.answer(_ -> taken);
    }

    /** Delivers the messages whose time has come. */
    private void deliver() {
        queues.delayed().stream()
                .filter(delayed ->
                        !clock.instant().isBefore(delayed.item().deadline().at()))
                .filter(received::add)
                .forEach(delayed -> countSeats.count(((PendingDeadline.OfShow) delayed.item()).id()));
    }
}
