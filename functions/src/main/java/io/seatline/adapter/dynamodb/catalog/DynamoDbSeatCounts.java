package io.seatline.adapter.dynamodb.catalog;

import static io.seatline.adapter.dynamodb.table.Attributes.number;
import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.Attributes.time;
import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.Cache;
import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SeatCount;
import io.seatline.usecase.availability.ListingStatus;
import io.seatline.usecase.availability.SeatCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Keeps the counts of seats in the table Catalog. An environment reads a count at most once in {@link #FRESH_FOR}. */
public final class DynamoDbSeatCounts implements SeatCounts {
    /** Maximum age of a count in this environment. */
    static final Duration FRESH_FOR = Duration.ofSeconds(3);

    /** How long an order is kept if no count follows, for example because the show is not in the catalog. */
    private static final Duration ORDER_KEPT = Duration.ofDays(1);

    /** More orders than an environment makes until they are carried out. */
    private static final int MAX_ORDERS = 5_000;

    private static final int MAX_COUNTS = 20_000;

    private final DynamoDbClient client;
    private final String table;
    private final CatalogReads reads;
    /** When each show is counted next, as far as this environment knows. It saves most writes that would fail. */
    private final Cache<ShowId, Instant> ordered;

    private final Cache<ShowId, Optional<ListingStatus>> statuses;

    public DynamoDbSeatCounts(DynamoDbClient client, String table, InstantSource clock) {
        this.client = client;
        this.table = table;
        this.reads = CatalogReads.recent(client, table);
        this.ordered = CatalogCaches.keeping(FRESH_FOR.multipliedBy(2), clock)
                .maximumSize(MAX_ORDERS)
                .build();
        this.statuses =
                CatalogCaches.keeping(FRESH_FOR, clock).maximumSize(MAX_COUNTS).build();
    }

    @Override
    public boolean order(ShowId show, Instant at, Instant soon) {
        Instant known = ordered.getIfPresent(show);
        if (known != null && !known.isBefore(soon)) {
            return false;
        }
        boolean isNew = update(
                show,
                CatalogTable.ORDER_COUNT,
                CatalogTable.NO_COUNT_ORDERED,
                Map.of(
                        ":at", time(at),
                        ":soon", time(soon),
                        ":ttl", number(at.plus(ORDER_KEPT).getEpochSecond())));
        // Another environment's order is for soon or later.
        ordered.put(show, isNew ? at : soon);
        return isNew;
    }

    @Override
    public void store(ShowId show, SeatCount count, Instant at, Instant keptUntil) {
        update(
                show,
                CatalogTable.STORE_COUNT,
                CatalogTable.IS_NEWEST_COUNT,
                Map.of(
                        ":free", number(count.free()),
                        ":all", number(count.seats()),
                        ":at", time(at),
                        ":ttl", number(keptUntil.getEpochSecond())));
    }

    private boolean update(ShowId show, String update, String condition, Map<String, AttributeValue> values) {
        try {
            client.updateItem(r -> r.tableName(table)
                    .key(Map.of(
                            CatalogTable.PK, text(CatalogTable.show(show)),
                            CatalogTable.SK, text(CatalogTable.AVAILABILITY)))
                    .updateExpression(update)
                    .conditionExpression(condition)
                    .expressionAttributeNames(Map.of("#ttl", CatalogTable.TTL))
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException _) {
            return false;
        }
    }

    @Override
    public Map<ShowId, ListingStatus> of(Collection<ShowId> shows) {
        Map<ShowId, ListingStatus> found = new HashMap<>();
        statuses.getAll(shows, this::read).forEach((show, status) -> status.ifPresent(s -> found.put(show, s)));
        return found;
    }

    /** Reads the statuses, and remembers which shows have none. */
    private Map<ShowId, Optional<ListingStatus>> read(Set<? extends ShowId> shows) {
        Map<ShowId, Optional<ListingStatus>> found =
                new HashMap<>(shows.stream().collect(toMap(show -> show, _ -> Optional.empty())));
        reads.all(CatalogItems.STATUS, Set.<ShowId>copyOf(shows), CatalogReads::availabilityKey)
                .forEach(item -> found.put(item.show(), Optional.of(item.status())));
        return found;
    }
}
