package io.seatline.domain.booking;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.CinemaPolicies;
import io.seatline.domain.catalog.Show;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The facts of a show that a booking keeps, as they were when the seats were held. The catalog's
 * show may change or be deleted later.
 *
 * @param title the movie's title
 * @param cinema the cinema's name
 * @param timeZone the cinema's IANA time zone
 * @param rating the movie's age rating; empty in bookings made before it was kept
 * @param refunds the terms on which the customer may return seats; empty if they may not
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
        String format,
        Optional<String> rating,
        Optional<CinemaPolicies.Refunds> refunds) {

    /** The facts of a show as they are now. */
    public static BookedShow of(Show show) {
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
                .rating(Optional.of(show.movie().rating()))
                .refunds(show.cinema().policies().refunds())
                .build();
    }

    /** Until when the customer may return seats; empty if they may not. */
    public Optional<Instant> refundableUntil() {
        return refunds.map(terms -> startsAt.minus(Duration.ofMinutes(terms.untilMinutes())));
    }
}
