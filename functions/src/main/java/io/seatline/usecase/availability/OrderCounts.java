package io.seatline.usecase.availability;

import io.seatline.domain.Deadline;
import io.seatline.domain.ShowId;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Queues.Delayed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders a count of the shows whose claims have changed. All changes until the count share one order, so a show is
 * counted about once per {@link #DELAY}, regardless of how many seats it sells.
 *
 * <p>An order that fails is logged and not repeated, because a listing must not delay bookings. The next change of the
 * show's bookings orders a count again; an unpaid booking changes within minutes.
 */
public final class OrderCounts {
    /** How long a count waits for further changes. With the caches of listings, an answer is at most 15 s old. */
    static final Duration DELAY = Duration.ofSeconds(4);

    /** Upper limit on the difference between the clocks of two environments. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(OrderCounts.class);

    private final SeatCounts counts;
    private final Queues queues;
    private final InstantSource clock;

    public OrderCounts(SeatCounts counts, Queues queues, InstantSource clock) {
        this.counts = counts;
        this.queues = queues;
        this.clock = clock;
    }

    /** Orders a count of these different shows, whose claims have changed. Never throws. */
    public void of(Collection<ShowId> shows) {
        shows.forEach(this::order);
    }

    private void order(ShowId show) {
        try {
            Instant now = clock.instant();
            Deadline deadline = new Deadline(Deadline.Kind.COUNT, now.plus(DELAY));
            if (counts.order(show, deadline.at(), now.plus(CLOCKS_DIFFER))) {
                queues.delay(new Delayed(new PendingDeadline.OfShow(show, deadline), DELAY));
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot order a count of the seats of show {}; its listings may be out of date", show, e);
        }
    }
}
