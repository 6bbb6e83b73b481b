package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import io.seatline.local.testing.SeatlineExtension.SoldOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * The length of a waitlist does not slow down positions or offers. {@code -Dwaiters=10000} makes it as long as a
 * premiere's.
 */
class LongWaitlistTest {
    private static final int ENTRIES = Integer.getInteger("waiters", 300);
    private static final int REQUESTS = 2000;
    private static final int CLIENTS = 8;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private record Waiter(Customer customer, String entry) {}

    @Test
    void positions_are_exact_and_the_length_does_not_slow_an_offer() throws Exception {
        try (SeatlineExtension seatline = SeatlineExtension.start()) {
            SoldOut soldOut = seatline.soldOut(List.of(List.of("C5"), List.of("C6")));
            Waiter first = join(seatline, soldOut.show(), 1);
            seatline.settle();
            long aloneMillis = timeToOffer(soldOut, 0, first);

            long began = System.nanoTime();
            List<Waiter> waiters = inParallel(ENTRIES, _ -> join(seatline, soldOut.show(), 1));
            seatline.running().cloud().settle(TIMEOUT);
            Duration joining = Duration.ofNanos(System.nanoTime() - began);

            long[] millis = new long[REQUESTS];
            Random random = new Random(5);
            int[] chosen = random.ints(REQUESTS, 0, ENTRIES).toArray();
            entries(waiters.subList(0, Math.min(200, ENTRIES)));
            inParallel(REQUESTS, i -> {
                Waiter waiter = waiters.get(chosen[i]);
                long start = System.nanoTime();
                Answer answer = waiter.customer().entry(waiter.entry());
                millis[i] = System.nanoTime() - start;
                assertEquals("WAITING", answer.state(), answer::text);
                return answer;
            });
            Arrays.sort(millis);
            List<Integer> positions = entries(waiters).stream()
                    .map(answer -> answer.body().path("position").asInt())
                    .sorted()
                    .toList();
            for (int i = 0; i < ENTRIES; i++) {
                assertEquals(i + 1, positions.get(i), "positions are consecutive");
            }
            Waiter next = waiters.stream()
                    .filter(waiter -> position(waiter) == 1)
                    .findFirst()
                    .orElseThrow();
            long behindManyMillis = timeToOffer(soldOut, 1, next);

            System.out.printf(
                    "MEASURED %d entries joined in %d ms; position answers over HTTP with %d clients: p50 %.1f ms, p99 %.1f ms,"
                            + " worst %.1f ms; a cancelled seat was offered after %d ms to the only entry, after %d ms with"
                            + " %d entries%n",
                    ENTRIES,
                    joining.toMillis(),
                    CLIENTS,
                    millis[REQUESTS / 2] / 1e6,
                    millis[REQUESTS * 99 / 100] / 1e6,
                    millis[REQUESTS - 1] / 1e6,
                    aloneMillis,
                    behindManyMillis,
                    ENTRIES);
        }
    }

    private static int position(Waiter waiter) {
        return waiter.customer().entry(waiter.entry()).body().path("position").asInt();
    }

    private static Waiter join(SeatlineExtension seatline, String show, int seats) {
        Customer customer = seatline.customer();
        Answer joined = customer.join(show, seats);
        assertEquals(202, joined.status(), joined::text);
        return new Waiter(customer, joined.entry());
    }

    private static List<Answer> entries(List<Waiter> waiters) throws Exception {
        return inParallel(
                waiters.size(),
                i -> waiters.get(i).customer().entry(waiters.get(i).entry()));
    }

    /** Measures the time from a hold's cancellation to the offer of its seat, in milliseconds. */
    private static long timeToOffer(SoldOut soldOut, int hold, Waiter waiter) {
        long start = System.nanoTime();
        soldOut.cancel(hold);
        SeatlineExtension.await(
                "the offer",
                () -> waiter.customer().entry(waiter.entry()).state().equals("OFFERED"));
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static <T> List<T> inParallel(int count, IntFunction<T> work) throws Exception {
        List<Future<T>> futures = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(clients.submit(() -> work.apply(number)));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
