package io.seatline.usecase.search;

import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SalesWindow;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * A show in a programme.
 *
 * @param hall the hall's name
 * @param priceFrom the lowest price of a seat for everybody
 */
@RecordBuilder
public record ListedShow(
        ShowId id,
        String movieId,
        String cinemaId,
        String hall,
        Instant startsAt,
        Instant endsAt,
        String format,
        Vnd priceFrom,
        SalesWindow salesWindow) {
    /** Whether the seats are on sale at this time, given the manager's decision. */
    public Sales salesAt(SalesControl control, Instant now) {
        return salesWindow.salesAt(startsAt, control, now);
    }
}
