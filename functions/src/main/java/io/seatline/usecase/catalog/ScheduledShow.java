package io.seatline.usecase.catalog;

import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.seating.SeatCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * A show as it is loaded: it names its movie, its cinema and its hall's layout, which are loaded before it.
 *
 * @param hallId the hall's id within the cinema
 * @param hallName the hall's name as printed on the entry
 * @param endsAt its start and the movie's duration
 */
public record ScheduledShow(
        ShowId id,
        String movieId,
        String cinemaId,
        String cityId,
        String hallId,
        String hallName,
        String layoutId,
        Instant startsAt,
        Instant endsAt,
        String format,
        Map<SeatCategory, Vnd> prices) {

    /** How long after its end what is loaded of it is kept. */
    private static final Duration KEPT = Duration.ofDays(7);

    public ScheduledShow {
        prices = Map.copyOf(prices);
    }

    /** The lowest of its prices. */
    public Vnd priceFrom() {
        return prices.values().stream()
                .min(Comparator.comparingLong(Vnd::amount))
                .orElseThrow();
    }

    /** When what is loaded of it may be collected as garbage. */
    public Instant keptUntil() {
        return endsAt.plus(KEPT);
    }

    /** Whether both take the hall at the same time. One may begin when the other ends. */
    public boolean overlaps(Instant start, Instant end) {
        return startsAt.isBefore(end) && start.isBefore(endsAt);
    }
}
