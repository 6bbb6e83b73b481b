package io.seatline.usecase;

import java.time.Duration;

/** Pauses the caller. A test can do the awaited work instead. */
@FunctionalInterface
public interface Sleeper {

    /** Returns after this time. */
    void sleep(Duration time);

    /** Lets the current thread sleep. */
    static void sleepThread(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
