package io.seatline.adapter.dynamodb.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.seating.HallLayout;
import io.seatline.usecase.catalog.Movie;
import io.seatline.usecase.catalog.ScheduledShow;
import io.seatline.usecase.port.Catalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Reads the shows of the table Catalog. Shows are cached in the environment for seconds. Layouts never change and are cached while
 * there is room. A show that is not found is read again each time.
 */
public final class DynamoDbCatalog implements Catalog {
    /**
     * How long a show is cached. A seat map is cached for another second, so that an import is visible after five
     * seconds.
     */
    public static final Duration SHOWS_KEPT = Duration.ofSeconds(4);

    private static final int MAX_SHOWS = 2_000;
    private static final int MAX_LAYOUTS = 500;

    private final CatalogReads reads;
    private final Cache<ShowId, Show> shows;
    private final Cache<ShowId, Parts> parts =
            Caffeine.newBuilder().maximumSize(MAX_SHOWS).executor(Runnable::run).build();
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
        return Optional.ofNullable(shows.get(id, key -> read(key).orElse(null)));
    }

    /** The keys of a show's movie, cinema and status, which never change, so that one request can read all again. */
    private record Parts(Key movie, Key cinema, Key status) {}

    private Optional<Show> read(ShowId id) {
        Key key = CatalogReads.showKey(id);
        Parts known = parts.getIfPresent(id);
        if (known != null) {
            CatalogReads.Batch batch = reads.batch(List.of(key, known.movie(), known.cinema(), known.status()));
            return batch.find(CatalogItems.SHOW, key).map(show -> resolve(show, known, batch));
        }
        return reads.get(CatalogItems.SHOW, key).map(show -> {
            Parts found = new Parts(
                    CatalogReads.movieKey(show.movieId()),
                    CatalogReads.cinemaKey(show.cinemaId()),
                    CatalogReads.availabilityKey(id));
            parts.put(id, found);
            return resolve(show, found, reads.batch(List.of(found.movie(), found.cinema(), found.status())));
        });
    }

    private Show resolve(ScheduledShow show, Parts keys, CatalogReads.Batch batch) {
        Movie movie = required(batch.find(CatalogItems.MOVIE, keys.movie()), show);
        Show.Cinema cinema = required(batch.find(CatalogItems.CINEMA, keys.cinema()), show);
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
                .salesWindow(show.salesWindow())
                .seatRules(cinema.policies().seatRules())
                .control(batch.find(CatalogItems.STATUS, keys.status())
                        .map(item -> item.status().control())
                        .orElse(SalesControl.OPEN))
                .version(show.version())
                .build();
    }

    private static <T> T required(Optional<T> found, ScheduledShow show) {
        return found.orElseThrow(() -> new IllegalStateException(
                "show " + show.id() + " refers to a movie, cinema or layout that is not in the catalog; import it"));
    }
}
