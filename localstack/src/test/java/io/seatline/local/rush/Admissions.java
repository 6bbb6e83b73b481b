package io.seatline.local.rush;

import io.seatline.adapter.ticket.CoseTickets;
import io.seatline.adapter.ticket.TicketKeys;
import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.local.app.CloudOptions;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.clock.MovableClock;
import io.seatline.local.rush.LoadClient.Response;
import io.seatline.usecase.ticket.TicketTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures admissions by the open model: a hundred doors scan a ticket of two seats each second, at random times. */
final class Admissions {
    private static final int RATE = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final int SEATS = 300;
    private static final int PARTY = 2;
    private static final int TICKETS =
            RATE * Math.toIntExact(WARM_UP.plus(LENGTH).toSeconds()) * 5 / 4;
    private static final int PER_SHOW = SEATS / PARTY;

    /** A hall has six shows, of which the first is the first of all. */
    private static final int SHOWS_PER_HALL = 6;

    private static final HotMovie MOVIE = new HotMovie((TICKETS / PER_SHOW + 1) * SHOWS_PER_HALL, SEATS);
    private static final Duration FIRST_SHOW = Duration.ofHours(10);
    private static final Duration BEFORE_THE_SHOW = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RushOptions options;
    private final Progress progress;
    private final MovableClock clock = MovableClock.runningWith(InstantSource.system());
    private String keys = "";

    Admissions(RushOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    LoadResult run() throws InterruptedException {
        Instant start = clock.instant().plus(FIRST_SHOW).truncatedTo(ChronoUnit.HOURS);
        try (Seatline seatline = Seatline.start(Settings.forTests().withClock(clock), this::readKeys);
                LoadClient client = new LoadClient(seatline.base())) {
            MOVIE.openSales(seatline);
            TicketTokens tickets = new CoseTickets(new TicketKeys(() -> keys, () -> keys));
            String manager = seatline.tokens().token("boss", "manager");
            List<String> scans = progress.counting("selling tickets", TICKETS, done -> IntStream.range(0, TICKETS)
                    .parallel()
                    .mapToObj(number -> {
                        done.incrementAndGet();
                        return scan(number, tickets, client, manager);
                    })
                    .toList());
            seatline.cloud().settle(PATIENCE);
            clock.advance(Duration.between(clock.instant(), start.minus(BEFORE_THE_SHOW)));
            seatline.cloud().settle(PATIENCE);
            String usher = seatline.tokens().token("usher", "door");
            AtomicInteger next = new AtomicInteger();
            Supplier<String> ticket = () -> scans.get(next.getAndIncrement());
            progress.during("warming up", WARM_UP, () -> admit(client, usher, ticket, WARM_UP));
            return progress.during("admissions", LENGTH, () -> admit(client, usher, ticket, LENGTH));
        }
    }

    private CloudOptions readKeys(CloudOptions cloud) {
        keys = cloud.environment().get("TICKET_KEYS");
        return cloud;
    }

    /** Sells seats and returns the scan of their ticket. */
    private static String scan(int number, TicketTokens tickets, LoadClient client, String manager) {
        String show = HotMovie.show(number / PER_SHOW * SHOWS_PER_HALL);
        int first = number % PER_SHOW * PARTY;
        List<String> seats = MOVIE.seatNumbers().subList(first, first + PARTY);
        String body = seats.stream()
                .map(seat -> '"' + show + '.' + seat + '"')
                .collect(Collectors.joining(",", "{\"show_seats\":[", "]}"));
        Response sale = client.post("/api/v1/manage/shows/" + show + "/sales", manager, body);
        if (sale.status() != 201) {
            throw new IllegalStateException("a sale was answered with " + sale.status());
        }
        BookingId booking = new BookingId(sale.json().path("booking_id").asText());
        String token = tickets.sign(new Ticket(
                new ShowId(show), booking, seats.stream().map(SeatNumber::new).toList(), 0));
        return "{\"scan_id\":\"s%d\",\"show_id\":\"%s\",\"token\":\"%s\"}".formatted(number, show, token);
    }

    private LoadResult admit(LoadClient client, String usher, Supplier<String> ticket, Duration length) {
        String kind = "admission of 2 seats";
        Random random = new Random(options.seed());
        List<Long> offsets = new ArrayList<>();
        for (double at = 0; at < length.toNanos(); at -= Math.log(1 - random.nextDouble()) / RATE * 1e9) {
            offsets.add((long) at);
        }
        Timings timings = new Timings();
        Load.open(offsets, new AtomicInteger(), (_, scheduled) -> {
            Response response = client.post("/api/v1/door/admissions", usher, ticket.get());
            timings.record(kind, scheduled, response.status());
            if (!response.json().path("result").asText().equals("ADMITTED")) {
                throw new IllegalStateException("a ticket was not admitted: " + response.json());
            }
        });
        return timings.result(kind, length.toMillis() / 1e3);
    }
}
