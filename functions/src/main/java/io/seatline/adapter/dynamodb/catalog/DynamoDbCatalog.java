package io.seatline.adapter.dynamodb.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.seating.HallLayout;
import io.seatline.usecase.catalog.Movie;
import io.seatline.usecase.catalog.ScheduledShow;
import io.seatline.usecase.port.Catalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Reads the shows of the table Catalog. Shows are cached in the environment for a minute. Layouts never change and are cached while
 * there is room. A show that is not found is read again each time.
 */
public final class DynamoDbCatalog implements Catalog {
    /** How long a show is cached. */
    public static final Duration SHOWS_KEPT = Duration.ofMinutes(1);

    private static final int MAX_SHOWS = 2_000;
    private static final int MAX_LAYOUTS = 500;

    private final CatalogReads reads;
    private final Cache<ShowId, Show> shows;
    private final Cache<String, HallLayout> layouts = Caffeine.newBuilder()
            .maximumSize(MAX_LAYOUTS)
            .executor(Runnable::run)
            .build();

    public DynamoDbCatalog(DynamoDbClient client, String table, InstantSource clock) {
        this.reads = CatalogReads.consistent(client, table);
        this.shows = Caffeine.newBuilder()
                .expireAfterWrite(SHOWS_KEPT)
                .maximumSize(MAX_SHOWS)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Optional<Show> show(ShowId id) {
        // Caffeine does not cache a null result.
        return Optional.ofNullable(shows.get(id, key -> reads.get(CatalogItems.SHOW, CatalogReads.showKey(key))
                .map(this::resolve)
                .orElse(null)));
    }

    private Show resolve(ScheduledShow show) {
        Movie movie = required(reads.get(CatalogItems.MOVIE, CatalogReads.movieKey(show.movieId())), show);
        Show.Cinema cinema = required(reads.get(CatalogItems.CINEMA, CatalogReads.cinemaKey(show.cinemaId())), show);
        HallLayout layout = layouts.get(
                show.layoutId(), id -> required(reads.get(CatalogItems.LAYOUT, CatalogReads.layoutKey(id)), show));
        return ShowBuilder.builder()
                .id(show.id())
                .movie(movie.ofShow())
                .cinema(cinema)
                .hall(show.hallName())
                .layout(layout)
                .startsAt(show.startsAt())
                .endsAt(show.endsAt())
                .format(show.format())
                .prices(show.prices())
                .salesWindow(SalesWindow.UNTIL_START)
                .seatRules(SeatRules.NONE)
                .version(Show.FIRST_VERSION)
                .build();
    }

    private static <T> T required(Optional<T> found, ScheduledShow show) {
        return found.orElseThrow(() -> new IllegalStateException(
                "show " + show.id() + " refers to a movie, cinema or layout that is not in the catalog; import it"));
    }
}
