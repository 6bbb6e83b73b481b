package io.seatline.local.testing;

import io.seatline.local.testing.ApiClient.Answer;
import java.util.ArrayList;
import java.util.List;

/** A customer of the HTTP API with a token. */
public final class Customer {
    private final ApiClient api;
    private final String token;

    public Customer(ApiClient api, String token) {
        this.api = api;
        this.token = token;
    }

    public Answer reserve(String show, String... seats) {
        return api.post("/api/v1/reserve", ApiClient.seats(show, seats), auth());
    }

    public Answer reserveUnder(String key, String show, String... seats) {
        return api.post("/api/v1/reserve", ApiClient.seats(show, seats), auth("idempotency-key", key));
    }

    public Answer reserveRaw(String body) {
        return api.post("/api/v1/reserve", body, auth());
    }

    public Answer booking(String id) {
        return api.get("/api/v1/bookings/" + id, auth());
    }

    public Answer bookings() {
        return api.get("/api/v1/bookings", auth());
    }

    public Answer cancel(String id) {
        return api.delete("/api/v1/bookings/" + id, auth());
    }

    public Answer payAgain(String id) {
        return api.post("/api/v1/bookings/" + id + "/payment", "", auth());
    }

    public Answer checkPayment(String id) {
        return api.post("/api/v1/bookings/" + id + "/payment/check", "", auth());
    }

    public Answer join(String show, int seats) {
        return join(show, seats, false);
    }

    public Answer join(String show, int seats, boolean accessible) {
        return api.post(
                "/api/v1/shows/" + show + "/waitlist",
                "{\"seats\":" + seats + ",\"accessible\":" + accessible + "}",
                auth());
    }

    public Answer entry(String entry) {
        return api.get("/api/v1/waitlist/" + entry, auth());
    }

    public Answer leave(String entry) {
        return api.delete("/api/v1/waitlist/" + entry, auth());
    }

    public Answer get(String path) {
        return api.get(path, auth());
    }

    public Answer post(String path, String body) {
        return api.post(path, body, auth());
    }

    private String[] auth(String... more) {
        List<String> headers = new ArrayList<>(List.of("authorization", "Bearer " + token));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }
}
