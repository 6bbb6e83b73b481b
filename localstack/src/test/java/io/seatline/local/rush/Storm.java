package io.seatline.local.rush;

import io.seatline.local.Seatline;
import io.seatline.local.rush.Connection.Answer;
import io.seatline.local.rush.Connection.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Within a minute, customers hold every seat of enough shows and walk away; others join the waitlist of each show that is
 * gone. In the minute after, all the holds run out, each at its own second, and the seats go to those who wait.
 */
final class Storm {
    /** Over which time the holds are made, and so run out. */
    private static final Duration SPREAD = Duration.ofMinutes(1);

    /** The last hold has run out, and its seats are offered, before the first offer runs out. */
    static final Duration HOLD = SPREAD.plusSeconds(15);

    private static final int PARTY = 3;
    private static final int WAITING_A_SHOW = 20;

    private final Seatline seatline;
    private final Film film;
    private final int holds;
    private final List<String> tokens;
    private final Timings timings = new Timings();

    /** @param tokens a hold's and a waiting party's customers each */
    Storm(Seatline seatline, Film film, int holds, List<String> tokens) {
        this.seatline = seatline;
        this.film = film;
        this.holds = holds;
        this.tokens = tokens;
    }

    /** A film with as many shows as the holds need. */
    static Film film(int holds, int seats) {
        int holdsAShow = seats / PARTY;
        return new Film((holds + holdsAShow - 1) / holdsAShow, holdsAShow * PARTY);
    }

    static int customers(Film film) {
        return film.seats() / PARTY + WAITING_A_SHOW;
    }

    /**
     * Makes the holds and lets the others join, then waits until the last hold has run out.
     *
     * @param held counts the holds
     */
    List<Measured> rage(AtomicInteger held) {
        long start = System.nanoTime();
        List<Future<?>> made = new ArrayList<>();
        AtomicIntegerArray left = new AtomicIntegerArray(film.shows());
        try (Connections connections = new Connections(seatline.base(), timings);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < holds; number++) {
                left.incrementAndGet(number / holdsAShow());
            }
            for (int number = 0; number < holds; number++) {
                long meant = start + SPREAD.toNanos() * number / holds;
                sleepUntil(meant);
                int which = number;
                made.add(threads.submit(() -> {
                    hold(connections, which, meant);
                    held.incrementAndGet();
                    if (left.decrementAndGet(which / holdsAShow()) == 0) {
                        joinAll(connections, which / holdsAShow());
                    }
                }));
            }
        }
        // All are done; where one failed, this throws what it failed with.
        made.forEach(Future::resultNow);
        sleepUntil(start + SPREAD.plus(HOLD).toNanos() + TimeUnit.SECONDS.toNanos(3));
        return timings.all((System.nanoTime() - start) / 1e9);
    }

    private int holdsAShow() {
        return film.seats() / PARTY;
    }

    private void hold(Connections connections, int number, long meant) {
        String show = Film.show(number / holdsAShow());
        int first = number % holdsAShow() * PARTY;
        String seats = film.seatNumbers().subList(first, first + PARTY).stream()
                .map(seat -> '"' + show + '.' + seat + '"')
                .collect(Collectors.joining(","));
        String token = tokens.get(number % holdsAShow());
        Answer answer = connections.send(
                "reserve", meant, Request.of("POST", "/api/v1/reserve", token, "{\"show_seats\":[" + seats + "]}"));
        if (answer.status() != 201) {
            throw new IllegalStateException("a hold was refused: " + answer.json());
        }
    }

    private void joinAll(Connections connections, int show) {
        for (int party = 0; party < WAITING_A_SHOW; party++) {
            String token = tokens.get(holdsAShow() + party);
            String path = "/api/v1/shows/" + Film.show(show) + "/waitlist";
            connections.send(
                    "join the line", System.nanoTime(), Request.of("POST", path, token, "{\"seats\":" + PARTY + "}"));
        }
    }

    private static void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
