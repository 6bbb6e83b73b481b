package io.seatline.usecase.catalog;

import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.seating.SeatCategory;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * A show as stored in the catalog. It refers to its movie, its cinema and its hall's layout, which are stored before
 * it.
 *
 * @param hallId the hall's id within the cinema
 * @param hallName the hall's name as printed on the ticket
 * @param endsAt its start plus the movie's duration
 * @param version counts the imports that changed the show, starting at 1
 */
@RecordBuilder
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
        Map<SeatCategory, Vnd> prices,
        SalesWindow salesWindow,
        long version) {

    /** How long the show's items are kept after it ends. */
    private static final Duration KEPT = Duration.ofDays(7);

    public ScheduledShow {
        prices = Map.copyOf(prices);
    }

    /** The lowest price of a seat for everybody. An accessible place counts only in a hall that has no other. */
    public Vnd priceFrom() {
        Comparator<Map.Entry<SeatCategory, Vnd>> forEverybodyFirst =
                Comparator.comparing(price -> price.getKey() == SeatCategory.ACCESSIBLE);
        return prices.entrySet().stream()
                .min(forEverybodyFirst.thenComparingLong(
                        price -> price.getValue().amount()))
                .orElseThrow()
                .getValue();
    }

    /** When its sales end. */
    public Instant salesEndAt() {
        return salesWindow.closesAt(startsAt);
    }

    /** When DynamoDB may delete the show's items. */
    public Instant keptUntil() {
        return endsAt.plus(KEPT);
    }

    /** Whether the show overlaps this time. A show may start at the time another ends. */
    public boolean overlaps(Instant start, Instant end) {
        return startsAt.isBefore(end) && start.isBefore(endsAt);
    }
}
