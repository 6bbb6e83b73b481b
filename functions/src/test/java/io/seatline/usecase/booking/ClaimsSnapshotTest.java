package io.seatline.usecase.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.testing.ClaimsLedger;
import io.seatline.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClaimsSnapshotTest {
    private static final ShowId SHOW = new ShowId("sh7f3k");
    private static final ShowId OTHER_SHOW = new ShowId("sh8");
    private static final Map<SeatNumber, SeatClaim> SOLD_SEAT =
            Map.of(new SeatNumber("F12"), new SeatClaim.Sold(new BookingId("bk" + "a".repeat(26))));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final ClaimsLedger ledger = new ClaimsLedger();
    private final ClaimsSnapshot snapshot = new ClaimsSnapshot(ledger.ledger(), clock);

    @Test
    void snapshot_returns_the_claims_of_the_ledger() {
        ledger.answer(show -> show.equals(SHOW) ? SOLD_SEAT : Map.of());

        assertEquals(SOLD_SEAT, snapshot.of(SHOW));
        assertEquals(Map.of(), snapshot.of(OTHER_SHOW));
    }

    @Test
    void show_is_read_at_most_twice_a_second() {
        snapshot.of(SHOW);
        clock.advance(Duration.ofMillis(499));
        snapshot.of(SHOW);
        assertEquals(1, ledger.reads());

        clock.advance(Duration.ofMillis(1));
        ledger.answer(_ -> SOLD_SEAT);
        assertEquals(SOLD_SEAT, snapshot.of(SHOW));
        assertEquals(2, ledger.reads());
    }

    @Test
    void returned_claim_is_known_at_once_for_half_a_second() {
        SeatNumber seat = new SeatNumber("F12");
        assertEquals(Optional.empty(), snapshot.claims(SHOW).apply(seat));

        snapshot.record(SHOW, SOLD_SEAT);
        assertEquals(Optional.of(SOLD_SEAT.get(seat)), snapshot.claims(SHOW).apply(seat));
        assertEquals(Optional.empty(), snapshot.claims(OTHER_SHOW).apply(seat));
        clock.advance(Duration.ofMillis(499));
        assertEquals(Optional.of(SOLD_SEAT.get(seat)), snapshot.claims(SHOW).apply(seat));

        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.empty(), snapshot.claims(SHOW).apply(seat));
        assertEquals(0, ledger.reads());
    }

    @Test
    void released_claim_is_known_for_a_tenth_of_a_second() {
        SeatNumber seat = new SeatNumber("F12");
        Map<SeatNumber, SeatClaim> released =
                Map.of(seat, new SeatClaim.Released(new BookingId("bk" + "a".repeat(26))));
        ledger.answer(_ -> released);
        snapshot.of(SHOW);
        assertEquals(Optional.empty(), snapshot.claims(SHOW).apply(seat));

        snapshot.record(SHOW, SOLD_SEAT);
        snapshot.record(SHOW, released);
        assertEquals(Optional.of(released.get(seat)), snapshot.claims(SHOW).apply(seat));
        clock.advance(Duration.ofMillis(100));
        assertEquals(Optional.empty(), snapshot.claims(SHOW).apply(seat));
    }

    @Test
    void concurrent_callers_share_one_read() throws Exception {
        CountDownLatch readStarted = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        ledger.answer(_ -> {
            readStarted.countDown();
            await(answer);
            return SOLD_SEAT;
        });
        List<Future<Map<SeatNumber, SeatClaim>>> viewers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                viewers.add(threads.submit(() -> snapshot.of(SHOW)));
            }
            await(readStarted);
            answer.countDown();
        }
        for (Future<Map<SeatNumber, SeatClaim>> viewer : viewers) {
            assertEquals(SOLD_SEAT, viewer.get());
        }
        assertEquals(1, ledger.reads());
    }

    @Test
    void if_fresh_never_reads() {
        assertEquals(Optional.empty(), snapshot.ifFresh(SHOW));
        assertEquals(0, ledger.reads());

        ledger.answer(_ -> SOLD_SEAT);
        snapshot.of(SHOW);
        assertEquals(Optional.of(SOLD_SEAT), snapshot.ifFresh(SHOW));

        clock.advance(ClaimsSnapshot.FRESH_FOR);
        assertEquals(Optional.empty(), snapshot.ifFresh(SHOW));
        assertEquals(1, ledger.reads());
    }

    @Test
    void if_fresh_does_not_wait_for_a_running_read() throws Exception {
        CountDownLatch readStarted = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        ledger.answer(_ -> {
            readStarted.countDown();
            await(answer);
            return SOLD_SEAT;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reader = threads.submit(() -> snapshot.of(SHOW));
            await(readStarted);
            assertEquals(Optional.empty(), snapshot.ifFresh(SHOW));
            answer.countDown();
            reader.get();
        }
    }

    @Test
    void forgotten_show_is_read_again() {
        snapshot.of(SHOW);
        snapshot.invalidate(SHOW);
        assertEquals(Optional.empty(), snapshot.ifFresh(SHOW));

        ledger.answer(_ -> SOLD_SEAT);
        assertEquals(SOLD_SEAT, snapshot.of(SHOW));
    }

    @Test
    void read_that_began_before_forgetting_is_not_kept() throws Exception {
        CountDownLatch readStarted = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        ledger.answer(_ -> {
            readStarted.countDown();
            await(answer);
            return Map.of();
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Map<SeatNumber, SeatClaim>> early = threads.submit(() -> snapshot.of(SHOW));
            await(readStarted);
            snapshot.invalidate(SHOW);
            ledger.answer(_ -> SOLD_SEAT);
            assertEquals(SOLD_SEAT, snapshot.of(SHOW));
            answer.countDown();
            assertEquals(Map.of(), early.get());
        }
        assertEquals(Optional.of(SOLD_SEAT), snapshot.ifFresh(SHOW));
    }

    @Test
    void failure_is_passed_on_and_not_kept() {
        ledger.answer(_ -> {
            throw new IllegalStateException("the database is unreachable");
        });
        assertThrows(IllegalStateException.class, () -> snapshot.of(SHOW));
        assertEquals(Optional.empty(), snapshot.ifFresh(SHOW));

        ledger.answer(_ -> SOLD_SEAT);
        assertEquals(SOLD_SEAT, snapshot.of(SHOW));
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the latch was not released in time");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
