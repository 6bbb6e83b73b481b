package io.seatline.domain.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a show's seats are on sale.
 *
 * @param opensAt when sales open; empty if they are open from the start
 * @param closeMinutes how many minutes after the show's start sales close, 0 to {@link #MAX_CLOSE_MINUTES}
 */
public record SalesWindow(Optional<Instant> opensAt, int closeMinutes) {
    /** The longest time after a show's start for which its seats can be on sale. */
    public static final int MAX_CLOSE_MINUTES = 240;

    /** On sale until the show starts. */
    public static final SalesWindow UNTIL_START = new SalesWindow(Optional.empty(), 0);

    public SalesWindow {
        if (closeMinutes < 0 || closeMinutes > MAX_CLOSE_MINUTES) {
            throw new IllegalArgumentException(
                    "sales close 0 to " + MAX_CLOSE_MINUTES + " minutes after the start, not " + closeMinutes);
        }
    }

    /** When the sales of a show that starts at this time close. */
    public Instant closesAt(Instant start) {
        return start.plus(Duration.ofMinutes(closeMinutes));
    }

    /** Whether the seats of a show that starts at this time are on sale now, given its manager's decision. */
    public Sales salesAt(Instant start, SalesControl control, Instant now) {
        if (control == SalesControl.CANCELLED) {
            return Sales.CANCELLED;
        }
        if (!now.isBefore(closesAt(start))) {
            return Sales.ENDED;
        }
        if (control == SalesControl.CLOSED) {
            return Sales.CLOSED;
        }
        return opensAt.filter(now::isBefore).isPresent() ? Sales.NOT_OPEN : Sales.OPEN;
    }
}
