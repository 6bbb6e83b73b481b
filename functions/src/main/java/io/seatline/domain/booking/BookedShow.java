package io.seatline.domain.booking;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Show;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * The facts of a show that a booking keeps, as they were when the seats were held. The catalog's
 * show may change or be deleted later.
 *
 * @param title the movie's title
 * @param cinema the cinema's name
 * @param timeZone the cinema's IANA time zone
 */
@RecordBuilder
public record BookedShow(
        ShowId id,
        String title,
        String cinema,
        String address,
        String hall,
        Instant startsAt,
        Instant endsAt,
        String timeZone,
        String format) {

    static BookedShow of(Show show) {
        return BookedShowBuilder.builder()
                .id(show.id())
                .title(show.movie().title())
                .cinema(show.cinema().name())
                .address(show.cinema().address())
                .hall(show.hall())
                .startsAt(show.startsAt())
                .endsAt(show.endsAt())
                .timeZone(show.cinema().zone())
                .format(show.format())
                .build();
    }
}
