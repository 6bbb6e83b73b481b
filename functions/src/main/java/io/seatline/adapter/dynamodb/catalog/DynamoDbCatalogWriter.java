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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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
     * The most actions for a show; DynamoDB allows 100 actions in a transaction. {@link #SHOWS_AT_ONCE} is derived from both
     * numbers.
     */
    private static final int ACTIONS_PER_SHOW = 5;

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
    public List<String> loadedCityIds() {
        return reads.prefixed(CatalogItems.CITY, CatalogTable.CITIES, CatalogTable.CITY_PREFIX).stream()
                .map(City::id)
                .toList();
    }

    @Override
    public List<String> listedMovies(String cityId, Instant now) {
        return reads.prefixed(CatalogItems.CITY_MOVIE, CatalogTable.city(cityId), CatalogTable.MOVIE_PREFIX).stream()
                .filter(listed -> listed.until().isAfter(now.minus(LONGEST_SHOW)))
                .map(CatalogItems.CityMovie::movieId)
                .toList();
    }

    @Override
    public List<ScheduledShow> listedShows(String cityId, String movieId, Instant now) {
        List<ShowId> ids = listings(cityId, movieId, now).stream()
                .map(listing -> listing.show().id())
                .toList();
        return reads.all(CatalogItems.SHOW, ids, CatalogReads::showKey);
    }

    private List<CatalogItems.Listing> listings(String cityId, String movieId, Instant now) {
        return reads.between(
                CatalogItems.LISTING,
                CatalogTable.programme(cityId, movieId),
                now.minus(LONGEST_SHOW),
                CatalogSearch.END_OF_TIME);
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
    public void writeShows(List<ShowChange> shows) {
        List<ShowId> ofActions = new ArrayList<>();
        List<TransactWriteItem> actions = new ArrayList<>();
        for (ShowChange show : shows) {
            actions.addAll(actions(show));
            ofActions.addAll(Collections.nCopies(
                    actions.size() - ofActions.size(), show.after().id()));
        }
        try {
            client.transactWriteItems(r -> r.transactItems(actions));
        } catch (TransactionCanceledException e) {
            throw changed(ofActions, e.cancellationReasons())
                    .<RuntimeException>map(show -> new ShowChangedException(show, e))
                    .orElse(e);
        }
    }

    /** Returns the first show that fails its condition; the reasons have the order of the actions. */
    private static Optional<ShowId> changed(List<ShowId> ofActions, List<CancellationReason> reasons) {
        return IntStream.range(0, reasons.size())
                .filter(action -> CONDITION_FAILED.equals(reasons.get(action).code()))
                .mapToObj(ofActions::get)
                .findFirst();
    }

    private List<TransactWriteItem> actions(ShowChange change) {
        ScheduledShow show = change.after();
        List<TransactWriteItem> actions = new ArrayList<>(ACTIONS_PER_SHOW);
        Put.Builder put = Put.builder().tableName(table).item(CatalogItems.SHOW.itemToMap(show, true));
        if (change.before().isPresent()) {
            put.conditionExpression(CatalogTable.IS_AS_COMPARED)
                    .expressionAttributeNames(Map.of("#version", CatalogTable.VERSION))
                    .expressionAttributeValues(
                            Map.of(":version", number(change.before().get().version())));
        } else {
            put.conditionExpression(CatalogTable.IS_NEW);
        }
        actions.add(TransactWriteItem.builder().put(put.build()).build());
        actions.add(put(CatalogItems.LISTING, CatalogItems.Listing.of(show)));
        actions.add(put(CatalogItems.CINEMA_LISTING, CatalogItems.Listing.of(show)));
        actions.add(put(CatalogItems.HALL_SLOT, CatalogItems.HallSlot.of(show)));
        change.leavesCity()
                .map(city -> Map.of(
                        CatalogTable.PK, text(CatalogTable.programme(city, show.movieId())),
                        CatalogTable.SK, text(CatalogTable.start(show.startsAt(), show.id()))))
                .map(key -> TransactWriteItem.builder()
                        .delete(d -> d.tableName(table).key(key))
                        .build())
                .ifPresent(actions::add);
        return actions;
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
        updateListing(cityId, movieId, CatalogTable.EXTENDS_LISTING, values);
    }

    /** Lists a movie in a city if a condition holds; otherwise leaves the listing as it is. */
    private void updateListing(String cityId, String movieId, String condition, Map<String, AttributeValue> values) {
        try {
            client.updateItem(r -> r.tableName(table)
                    .key(listingKey(cityId, movieId))
                    .updateExpression(CatalogTable.LIST_MOVIE)
                    .conditionExpression(condition)
                    .expressionAttributeNames(Map.of("#ttl", CatalogTable.TTL))
                    .expressionAttributeValues(values));
        } catch (ConditionalCheckFailedException _) {
            // The movie is already listed that long, or another import lists it.
        }
    }

    private static Map<String, AttributeValue> listingKey(String cityId, String movieId) {
        return Map.of(
                CatalogTable.PK, text(CatalogTable.city(cityId)),
                CatalogTable.SK, text(CatalogTable.movie(movieId)));
    }

    @Override
    public void relistMovie(String cityId, String movieId, Instant now) {
        Optional<Instant> listed = reads.get(CatalogItems.CITY_MOVIE, CatalogReads.cityMovieKey(cityId, movieId))
                .map(CatalogItems.CityMovie::until);
        Optional<CatalogItems.Listing> last = last(cityId, movieId, now);
        if (listed.isPresent() && last.isEmpty()) {
            unlist(cityId, movieId, listed.get());
        } else if (listed.isPresent() && last.get().salesEndAt().isBefore(listed.get())) {
            Map<String, AttributeValue> values = Map.of(
                    ":movie", text(movieId),
                    ":was", time(listed.get()),
                    ":until", time(last.get().salesEndAt()),
                    ":ttl", number(last.get().ttl()));
            updateListing(cityId, movieId, CatalogTable.IS_LISTED_UNTIL, values);
        }
        // Another import may have written a show since, and found its movie listed.
        last(cityId, movieId, now)
                .ifPresent(show -> listMovie(cityId, movieId, show.salesEndAt(), Instant.ofEpochSecond(show.ttl())));
    }

    private Optional<CatalogItems.Listing> last(String cityId, String movieId, Instant now) {
        return listings(cityId, movieId, now).stream().max(Comparator.comparing(CatalogItems.Listing::salesEndAt));
    }

    private void unlist(String cityId, String movieId, Instant was) {
        try {
            client.deleteItem(r -> r.tableName(table)
                    .key(listingKey(cityId, movieId))
                    .conditionExpression(CatalogTable.IS_LISTED_UNTIL)
                    .expressionAttributeValues(Map.of(":was", time(was))));
        } catch (ConditionalCheckFailedException _) {
            // Another import lists the movie.
        }
    }

    @Override
    public void writeCity(City city) {
        reads.table(CatalogItems.CITY).putItem(city);
    }
}
