package io.seatline.local.apigateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only moves when a test moves it. */
final class MovableClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-03-12T19:03:58.390Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }
}
