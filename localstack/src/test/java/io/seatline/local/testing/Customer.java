package io.seatline.local.e2e;

import io.seatline.local.e2e.Api.Answer;
import java.util.ArrayList;
import java.util.List;

/** A customer with a token. */
final class Customer {
    private final Api api;
    private final String token;

    Customer(Api api, String token) {
        this.api = api;
        this.token = token;
    }

    Answer reserve(String show, String... seats) {
        return api.post("/api/v1/reserve", Api.seats(show, seats), auth());
    }

    Answer reserveUnder(String key, String show, String... seats) {
        return api.post("/api/v1/reserve", Api.seats(show, seats), auth("idempotency-key", key));
    }

    Answer reserveRaw(String body) {
        return api.post("/api/v1/reserve", body, auth());
    }

    Answer booking(String id) {
        return api.get("/api/v1/bookings/" + id, auth());
    }

    Answer bookings() {
        return api.get("/api/v1/bookings", auth());
    }

    Answer cancel(String id) {
        return api.delete("/api/v1/bookings/" + id, auth());
    }

    Answer payAgain(String id) {
        return api.post("/api/v1/bookings/" + id + "/payment", "", auth());
    }

    Answer join(String show, int seats) {
        return join(show, seats, false);
    }

    Answer join(String show, int seats, boolean accessible) {
        return api.post(
                "/api/v1/shows/" + show + "/waitlist",
                "{\"seats\":" + seats + ",\"accessible\":" + accessible + "}",
                auth());
    }

    Answer ticket(String ticket) {
        return api.get("/api/v1/waitlist/" + ticket, auth());
    }

    Answer leave(String ticket) {
        return api.delete("/api/v1/waitlist/" + ticket, auth());
    }

    Answer get(String path) {
        return api.get(path, auth());
    }

    Answer post(String path, String body) {
        return api.post(path, body, auth());
    }

    private String[] auth(String... more) {
        List<String> headers = new ArrayList<>(List.of("authorization", "Bearer " + token));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }
}
