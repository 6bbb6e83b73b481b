package io.seatline.local.rush;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.rush.LoadClient.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A customer of the premiere: gets the seat map, picks seats, holds them, and pays or leaves. If the seats are gone, the
 * customer gets the map again, and finally joins the waitlist. A request is scheduled for the end of the customer's thinking
 * time; a late answer to the previous request counts as waiting time.
 */
final class SimulatedCustomer {
    /** The kinds of requests that the report counts. */
    static final String SEAT_MAP = "seat map";

    static final String RESERVE = "reserve";
    static final String PAY_PAGE = "MoMo's page";
    static final String PAY_OFFER = "pay an offer";
    static final String JOIN = "join the waitlist";
    static final String POSITION = "waitlist entry";
    static final String LEAVE = "leave the waitlist";

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(3);
    private static final int TRIES = 3;

    /** The share of customers who try for the best seats only; the others take any. */
    private static final double PICKY = 0.3;

    /** The longest thinking time between two requests. */
    private static final Duration THINK = Duration.ofSeconds(2);

    private final LoadClient client;
    private final Timings timings;
    private final RandomGenerator random;
    private final String token;
    private final String show;
    private final int party;
    private final boolean pays;
    private final long until;
    private long now;

    /** @param scheduled the arrival ({@link System#nanoTime}) */
    SimulatedCustomer(Scenario scenario, RandomGenerator random, String token, long scheduled) {
        this.client = scenario.client();
        this.timings = scenario.timings();
        this.random = random;
        this.token = token;
        show = HotMovie.show(random.nextInt(scenario.shows()));
        until = scenario.until() + random.nextLong(scenario.patience().toNanos());
        now = scheduled;
        party = 1 + random.nextInt(4);
        pays = random.nextDouble() < scenario.payRatio();
    }

    /**
     * The settings that all customers share.
     *
     * @param payRatio the share of holds that are paid, 0 to 1
     * @param until the time when the first customers leave the waitlist ({@link System#nanoTime})
     * @param patience the longest additional time that a customer waits for an offer
     */
    record Scenario(LoadClient client, Timings timings, int shows, double payRatio, long until, Duration patience) {}

    void visit() {
        boolean picky = random.nextDouble() < PICKY;
        for (int i = 0; i < TRIES; i++) {
            List<String> free = freeSeats();
            if (free.size() < party) {
                break;
            }
            think();
            if (!picky) {
                Collections.shuffle(free, random);
            }
            List<String> seats = free.subList(0, party);
            Response response = send(RESERVE, () -> client.reserve(token, show, seats));
            if (response.status() == 201) {
                if (pays) {
                    think();
                    approve(response.json());
                }
                return;
            }
        }
        waitForOffer();
    }

    private List<String> freeSeats() {
        List<String> free = new ArrayList<>();
        for (JsonNode row : send(SEAT_MAP, () -> client.seatMap(show)).json().path("rows")) {
            for (JsonNode seat : row.path("seats")) {
                if (seat.path("status").asText().equals("AVAILABLE")) {
                    free.add(seat.path("id").asText().substring(show.length() + 1));
                }
            }
        }
        return free;
    }

    private void waitForOffer() {
        Response joined = send(JOIN, () -> client.joinWaitlist(token, show, party));
        if (joined.status() != 202) {
            return;
        }
        String entry = "/api/v1/waitlist/" + joined.json().path("entry_id").asText();
        while (now < until) {
            pause(POLL_INTERVAL);
            JsonNode state = send(POSITION, () -> client.get(entry, token)).json();
            if (state.path("status").asText().equals("OFFERED")) {
                think();
                takeOffer(state.path("booking_id").asText());
                return;
            }
        }
        send(LEAVE, () -> client.delete(entry, token));
    }

    private void takeOffer(String booking) {
        if (pays) {
            Response payment =
                    send(PAY_OFFER, () -> client.post("/api/v1/bookings/" + booking + "/payment", token, ""));
            if (payment.status() == 200) {
                approve(payment.json());
            }
        }
    }

    private void approve(JsonNode booking) {
        URI payUrl = URI.create(booking.path("payment").path("pay_url").asText());
        send(PAY_PAGE, () -> client.post(payUrl.getPath() + "/approve", token, ""));
    }

    private Response send(String kind, Supplier<Response> request) {
        Response response = request.get();
        timings.record(kind, now, response.status());
        now = Math.max(now, System.nanoTime());
        return response;
    }

    private void think() {
        pause(Duration.ofMillis(random.nextLong(THINK.toMillis() + 1)));
    }

    private void pause(Duration time) {
        now += time.toNanos();
        Load.sleepUntil(now);
    }
}
