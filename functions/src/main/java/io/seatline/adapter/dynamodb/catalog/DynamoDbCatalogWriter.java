package io.seatline.adapter.dynamodb.catalog;

import static io.seatline.adapter.dynamodb.table.Attributes.number;
import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.Attributes.time;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.HallLayout;
import io.seatline.usecase.catalog.CatalogWriter;
import io.seatline.usecase.catalog.City;
import io.seatline.usecase.catalog.Movie;
import io.seatline.usecase.catalog.ScheduledShow;
import io.seatline.usecase.search.CatalogSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Writes the table Catalog. */
public final class DynamoDbCatalogWriter implements CatalogWriter {
    /** An upper limit on the length of a show. */
    private static final Duration LONGEST_SHOW = Duration.ofDays(1);

    /**
     * Actions for each show; DynamoDB allows 100 actions in a transaction. {@link #SHOWS_AT_ONCE} is derived from both
     * numbers.
     */
    private static final int ACTIONS_PER_SHOW = 4;

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    private final DynamoDbClient client;
    private final String table;
    private final CatalogReads reads;

    public DynamoDbCatalogWriter(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
        this.reads = CatalogReads.consistent(client, table);
    }

    @Override
    public Map<ShowId, ScheduledShow> loadedShows(Collection<ShowId> ids) {
        return CatalogReads.by(ScheduledShow::id, reads.all(CatalogItems.SHOW, ids, CatalogReads::showKey));
    }

    @Override
    public Set<String> loadedLayouts(Collection<String> ids) {
        return CatalogReads.by(HallLayout::id, reads.all(CatalogItems.LAYOUT, ids, CatalogReads::layoutKey))
                .keySet();
    }

    @Override
    public Map<String, Movie> loadedMovies(Collection<String> ids) {
        return CatalogReads.by(Movie::id, reads.all(CatalogItems.MOVIE, ids, CatalogReads::movieKey));
    }

    @Override
    public Map<String, Show.Cinema> loadedCinemas(Collection<String> ids) {
        return CatalogReads.by(Show.Cinema::id, reads.all(CatalogItems.CINEMA, ids, CatalogReads::cinemaKey));
    }

    @Override
    public Map<String, City> loadedCities(Collection<String> ids) {
        return CatalogReads.by(City::id, reads.all(CatalogItems.CITY, ids, CatalogReads::cityKey));
    }

    @Override
    public List<HallTime> hallTimes(String cinemaId, String hallId, Instant after) {
        return reads
                .between(
                        CatalogItems.HALL_SLOT,
                        CatalogTable.hall(cinemaId, hallId),
                        after.minus(LONGEST_SHOW),
                        CatalogSearch.END_OF_TIME)
                .stream()
                .map(CatalogItems.HallSlot::time)
                .filter(time -> time.endsAt().isAfter(after))
                .toList();
    }

    @Override
    public void writeLayout(HallLayout layout) {
        reads.table(CatalogItems.LAYOUT).putItem(layout);
    }

    @Override
    public void writeMovie(Movie movie) {
        reads.table(CatalogItems.MOVIE).putItem(movie);
    }

    @Override
    public void writeCinema(Show.Cinema cinema) {
        reads.table(CatalogItems.CINEMA).putItem(cinema);
    }

    @Override
    public void writeShows(List<ScheduledShow> shows) {
        try {
            client.transactWriteItems(
                    r -> r.transactItems(shows.stream().flatMap(this::actions).toList()));
        } catch (TransactionCanceledException e) {
            throw moved(shows, e.cancellationReasons())
                    .<RuntimeException>map(show -> new ShowMovedException(show, e))
                    .orElse(e);
        }
    }

    /** Returns the first show that fails its condition; the reasons have the order of the actions. */
    private static Optional<ShowId> moved(List<ScheduledShow> shows, List<CancellationReason> reasons) {
        return IntStream.range(0, reasons.size())
                .filter(action -> CONDITION_FAILED.equals(reasons.get(action).code()))
                .mapToObj(action -> shows.get(action / ACTIONS_PER_SHOW).id())
                .findFirst();
    }

    private Stream<TransactWriteItem> actions(ScheduledShow show) {
        Put showPut = Put.builder()
                .tableName(table)
                .item(CatalogItems.SHOW.itemToMap(show, true))
                .conditionExpression(CatalogTable.IS_NEW_OR_UNMOVED)
                .expressionAttributeValues(Map.of(
                        ":movie", text(show.movieId()),
                        ":cinema", text(show.cinemaId()),
                        ":city", text(show.cityId()),
                        ":hall", text(show.hallId()),
                        ":layout", text(show.layoutId()),
                        ":start", time(show.startsAt())))
                .build();
        return Stream.of(
                TransactWriteItem.builder().put(showPut).build(),
                put(CatalogItems.LISTING, CatalogItems.Listing.of(show)),
                put(CatalogItems.CINEMA_LISTING, CatalogItems.Listing.of(show)),
                put(CatalogItems.HALL_SLOT, CatalogItems.HallSlot.of(show)));
    }

    private <T> TransactWriteItem put(TableSchema<T> schema, T item) {
        return TransactWriteItem.builder()
                .put(p -> p.tableName(table).item(schema.itemToMap(item, true)))
                .build();
    }

    @Override
    public void listMovie(String cityId, String movieId, Instant until, Instant keptUntil) {
        Map<String, AttributeValue> values =
                Map.of(":movie", text(movieId), ":until", time(until), ":ttl", number(keptUntil.getEpochSecond()));
        try {
            client.updateItem(r -> r.tableName(table)
                    .key(Map.of(
                            CatalogTable.PK, text(CatalogTable.city(cityId)),
                            CatalogTable.SK, text(CatalogTable.movie(movieId))))
                    .updateExpression(CatalogTable.LIST_MOVIE)
                    .conditionExpression(CatalogTable.EXTENDS_LISTING)
                    .expressionAttributeNames(Map.of("#ttl", CatalogTable.TTL))
                    .expressionAttributeValues(values));
        } catch (ConditionalCheckFailedException _) {
            // The movie is already listed that long.
        }
    }

    @Override
    public void writeCity(City city) {
        reads.table(CatalogItems.CITY).putItem(city);
    }
}
