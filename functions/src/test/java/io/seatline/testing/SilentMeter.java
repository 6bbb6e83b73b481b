package io.seatline.testing;

import io.seatline.usecase.Meter;
import java.time.Duration;

/** A meter that nobody reads. */
public final class SilentMeter implements Meter {
    @Override
    public void count(String metric, int value) {}

    @Override
    public void time(String metric, Duration value) {}

    @Override
    public void flush() {}
}
