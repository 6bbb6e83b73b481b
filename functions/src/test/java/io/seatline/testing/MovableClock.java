package io.seatline.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class MovableClock implements InstantSource {
    private volatile Instant now;

    public MovableClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Advances the clock. */
    public void advance(Duration time) {
        now = now.plus(time);
    }

    /** Sets the clock to a time, which may be earlier. */
    public void moveTo(Instant time) {
        now = time;
    }
}
