package io.seatline.domain.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * When a show's seats are on sale.
 *
 * @param opensAt when sales open; empty if they are open from the start
 * @param closeMinutes how many minutes after the show's start sales close, at least 0
 */
public record SalesWindow(Optional<Instant> opensAt, int closeMinutes) {
    /** On sale until the show starts. */
    public static final SalesWindow UNTIL_START = new SalesWindow(Optional.empty(), 0);

    public SalesWindow {
        if (closeMinutes < 0) {
            throw new IllegalArgumentException("sales cannot close " + -closeMinutes + " minutes before the start");
        }
    }
}
