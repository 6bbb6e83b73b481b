package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No seat has two owners under concurrent requests. */
class SeatRaceTest {
    private static final int CLIENTS = 50;

    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @RepeatedTest(5)
    void one_of_fifty_clients_wins_and_losers_see_the_taken_seats() throws Exception {
        String show = seatline.show();
        Set<String> wanted = Set.of(show + ".C4", show + ".C5", show + ".C6");

        List<Answer> answers =
                race(i -> seatline.customer("racer-" + show + "-" + i).reserve(show, "C4", "C5", "C6"));

        List<Answer> won = answers.stream().filter(a -> a.status() == 201).toList();
        assertEquals(1, won.size(), () -> answers.stream()
                .map(a -> a.status() + " " + a.code())
                .toList()
                .toString());
        for (Answer answer : answers) {
            if (answer.status() != 201) {
                assertEquals(403, answer.status(), answer::text);
                assertEquals("seat_unavailable", answer.code());
                assertFalse(answer.texts("unavailable").isEmpty(), answer::text);
                assertTrue(wanted.containsAll(answer.texts("unavailable")), answer::text);
            }
        }
        String owner = "HELD " + won.getFirst().bookingId();
        assertEquals(Set.of("C4=" + owner, "C5=" + owner, "C6=" + owner), claimsOf(show));
    }

    @RepeatedTest(5)
    void overlapping_requests_never_split_a_booking() throws Exception {
        String show = seatline.show();
        String[][] requests = {{"D1", "D2"}, {"D2", "D3"}, {"D3", "D4"}};

        List<Answer> answers =
                race(i -> seatline.customer("racer-" + show + "-" + i).reserve(show, requests[i % requests.length]));

        Set<String> expected = answers.stream()
                .filter(a -> a.status() == 201)
                .flatMap(a -> a.texts("show_seats").stream()
                        .map(id -> id.substring(show.length() + 1) + "=HELD " + a.bookingId()))
                .collect(Collectors.toSet());
        assertTrue(answers.stream().allMatch(a -> a.status() == 201 || a.code().equals("seat_unavailable")));
        assertFalse(expected.isEmpty());
        assertEquals(expected, claimsOf(show));
        assertEquals(
                answers.stream().filter(a -> a.status() == 201).count() * 2,
                expected.size(),
                "every winner has both seats, and no seat has two owners");
    }

    @RepeatedTest(3)
    void twenty_parallel_repeats_make_one_booking() throws Exception {
        String show = seatline.show();
        Customer alice = seatline.customer();

        List<Answer> answers = race(i -> alice.reserveUnder("one-click-" + show, show, "B1", "B2"));

        assertEquals(
                Set.of(answers.getFirst().bookingId()),
                answers.stream().map(Answer::bookingId).collect(Collectors.toSet()),
                () -> answers.stream().map(Answer::text).toList().toString());
        assertEquals(1, answers.stream().filter(a -> a.status() == 201).count());
        assertTrue(answers.stream().allMatch(a -> a.status() == 201 || a.status() == 200));
        assertEquals(1, alice.bookings().body().path("bookings").size());
    }

    private static Set<String> claimsOf(String show) {
        return seatline.claims(show).entrySet().stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static List<Answer> race(IntFunction<Answer> client) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        List<Future<Answer>> running = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                running.add(clients.submit(() -> {
                    start.await();
                    return client.apply(number);
                }));
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> one : running) {
            answers.add(one.get());
        }
        return answers;
    }
}
