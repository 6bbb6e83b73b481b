package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.adapter.ticket.CoseTickets;
import io.seatline.adapter.ticket.TicketKeys;
import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets at the door, over HTTP. */
class DoorTest {
    private static final int SCANNERS = 50;

    private static final AtomicReference<String> KEYS = new AtomicReference<>("");

    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension().withCloud(options -> {
        KEYS.set(options.environment().get("TICKET_KEYS"));
        return options;
    });

    private final Customer usher = seatline.customer("usher", "door");

    /** One transaction decides: whoever comes later finds the admission. */
    @ParameterizedTest
    @ValueSource(strings = {"B1", "C1 C2 C3"})
    void one_of_fifty_scanners_of_a_ticket_admits_and_the_others_say_that_it_did(String seats) throws Exception {
        Sold sold = sold(seats.split(" ", -1));

        List<Answer> answers = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(SCANNERS);
        try (ExecutorService scanners = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> running = new ArrayList<>();
            for (int i = 0; i < SCANNERS; i++) {
                String scan = sold.booking() + "-" + i;
                running.add(scanners.submit(() -> {
                    start.await();
                    return scan(sold, scan, "");
                }));
            }
            for (Future<Answer> one : running) {
                answers.add(one.get());
            }
        }

        List<String> results = answers.stream().map(DoorTest::result).toList();
        assertEquals(1, count(results, "ADMITTED"), results::toString);
        assertEquals(SCANNERS - 1, count(results, "ALREADY_ADMITTED"), results::toString);
        Set<JsonNode> inside = new HashSet<>();
        answers.forEach(answer -> inside.add(answer.body().path("seats")));
        assertEquals(1, inside.size(), "all answers name the same admission");
        assertEquals(seats.split(" ", -1).length, inside.iterator().next().size());
    }

    @Test
    void door_loads_the_tickets_and_the_manager_sees_who_came() {
        Sold sold = sold("B1", "B2");
        Customer manager = seatline.customer("boss", "manager");

        assertEquals("200 ADMITTED", result(scan(sold, "s1", ",\"show_seats\":[\"" + sold.show() + ".B1\"]")));
        JsonNode seats = tickets(sold.show()).path("tickets").path(0).path("seats");
        assertEquals("usher", seats.path(0).path("door").asText());
        assertTrue(seats.path(1).path("admitted_at").isNull());
        JsonNode listed = usher.get("/api/v1/door/shows?cinema_id=opera").body().path("shows");
        assertEquals(
                List.of("1"),
                listed.valueStream()
                        .filter(show -> show.path("show_id").asText().equals(sold.show()))
                        .map(show -> show.path("admitted").asText())
                        .toList());
        seatline.clock().advance(Duration.ofHours(3));
        seatline.settle();
        JsonNode numbers = manager.get("/api/v1/manage/shows/" + sold.show()).body();
        assertEquals(1, numbers.path("admitted").asInt());
        assertEquals(1, numbers.path("no_shows").asInt());
    }

    /** A paid booking of a show whose doors are open. */
    private record Sold(String show, String booking, String token) {}

    private Sold sold(String... seats) {
        String show = seatline.show();
        Answer hold = seatline.customer().reserve(show, seats);
        seatline.approve(hold.payUrl());
        seatline.settle();
        seatline.clock()
                .advance(Duration.between(
                        seatline.clock().instant(), seatline.startOf(show).minus(Duration.ofMinutes(30))));
        seatline.settle();
        Ticket ticket = new Ticket(
                new ShowId(show),
                new BookingId(hold.bookingId()),
                Stream.of(seats).map(SeatNumber::new).toList(),
                0);
        return new Sold(show, hold.bookingId(), new CoseTickets(new TicketKeys(KEYS::get, KEYS::get)).sign(ticket));
    }

    private JsonNode tickets(String show) {
        return usher.get("/api/v1/door/shows/" + show + "/tickets").body();
    }

    private Answer scan(Sold sold, String scan, String fields) {
        return usher.post(
                "/api/v1/door/admissions",
                "{\"scan_id\":\"" + scan + "\",\"show_id\":\"" + sold.show() + "\",\"token\":\"" + sold.token() + "\""
                        + fields + "}");
    }

    private static String result(Answer answer) {
        return answer.status() + " " + answer.body().path("result").asText();
    }

    private static long count(List<String> results, String result) {
        return results.stream().filter(("200 " + result)::equals).count();
    }
}
