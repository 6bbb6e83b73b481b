package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.Attributes.time;

import io.seatline.adapter.dynamodb.table.BookingItem;
import io.seatline.adapter.dynamodb.table.BookingsTable;
import io.seatline.adapter.dynamodb.table.SeatClaimsTable;
import io.seatline.adapter.dynamodb.table.WaitlistEntryItem;
import io.seatline.adapter.dynamodb.table.WaitlistTable;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.restore.TableScan;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Scans the tables SeatClaims, Bookings and Waitlist: a read unit for every 8 KB. */
public final class DynamoDbTableScan implements TableScan {
    /** Between the two parts of a key, neither of which contains it. */
    private static final String SEPARATOR = " ";

    private final DynamoDbClient client;
    private final TableNames tables;
    private final int itemsOfPage;

    /**
     * Creates a scan.
     *
     * @param itemsOfPage how many items a page reads, whether or not it names them
     */
    public DynamoDbTableScan(DynamoDbClient client, TableNames tables, int itemsOfPage) {
        this.client = client;
        this.tables = tables;
        this.itemsOfPage = itemsOfPage;
    }

    @Override
    public Page page(Source source, Optional<String> from, Instant now) {
        return switch (source) {
            case BOOKINGS -> bookings(from, now);
            case SEAT_CLAIMS -> shows(tables.seatClaims(), SeatClaimsTable.SHOW_ID, SeatClaimsTable.SEAT, from);
            case WAITLIST -> shows(tables.waitlist(), WaitlistTable.SHOW_ID, WaitlistTable.ITEM, from);
        };
    }

    private Page bookings(Optional<String> from, Instant now) {
        ScanRequest.Builder request = ScanRequest.builder()
                .projectionExpression(BookingsTable.BOOKING_ID)
                .filterExpression(BookingsTable.IS_BOOKING_OF_SHOW_TO_COME)
                .expressionAttributeValues(Map.of(":booking", text(BookingsTable.BOOKING_PART), ":now", time(now)));
        ScanResponse found = scan(request, tables.bookings(), BookingsTable.BOOKING_ID, BookingsTable.PART, from);
        Set<BookingId> ids = new LinkedHashSet<>();
        found.items()
                .forEach(item ->
                        ids.add(new BookingId(item.get(BookingsTable.BOOKING_ID).s())));
        return new Page(ids, Set.of(), Set.of(), next(found, BookingsTable.BOOKING_ID, BookingsTable.PART));
    }

    private Page shows(String table, String hash, String range, Optional<String> from) {
        ScanRequest.Builder request =
                ScanRequest.builder().projectionExpression("#hash").expressionAttributeNames(Map.of("#hash", hash));
        ScanResponse found = scan(request, table, hash, range, from);
        Set<ShowId> shows = new LinkedHashSet<>();
        Set<CustomerId> customers = new LinkedHashSet<>();
        for (Map<String, AttributeValue> item : found.items()) {
            String partition = item.get(hash).s();
            if (partition.startsWith(WaitlistTable.CUSTOMER_PREFIX)) {
                customers.add(new CustomerId(partition.substring(WaitlistTable.CUSTOMER_PREFIX.length())));
            } else {
                shows.add(new ShowId(partition));
            }
        }
        return new Page(Set.of(), shows, customers, next(found, hash, range));
    }

    private ScanResponse scan(
            ScanRequest.Builder request, String table, String hash, String range, Optional<String> from) {
        from.ifPresent(key -> {
            String[] parts = key.split(SEPARATOR, 2);
            request.exclusiveStartKey(Map.of(hash, text(parts[0]), range, text(parts[1])));
        });
        return client.scan(request.tableName(table).limit(itemsOfPage).build());
    }

    private static Optional<String> next(ScanResponse found, String hash, String range) {
        return found.hasLastEvaluatedKey() && !found.lastEvaluatedKey().isEmpty()
                ? Optional.of(found.lastEvaluatedKey().get(hash).s()
                        + SEPARATOR
                        + found.lastEvaluatedKey().get(range).s())
                : Optional.empty();
    }

    @Override
    public Optional<BookingDetails> stored(BookingId id) {
        List<Map<String, AttributeValue>> parts = query(QueryRequest.builder()
                        .tableName(tables.bookings())
                        .keyConditionExpression("booking_id = :id")
                        .expressionAttributeValues(Map.of(":id", text(id.value()))))
                .toList();
        return parts.stream()
                .filter(item -> item.get(BookingsTable.PART).s().equals(BookingsTable.BOOKING_PART))
                .findFirst()
                .map(item -> DynamoDbLedger.details(BookingItem.SCHEMA.mapToItem(item), parts));
    }

    @Override
    public List<WaitlistEntry> entries(ShowId show) {
        return ofShow(show, WaitlistTable.ENTRY_PREFIX)
                .map(item -> WaitlistEntryItem.SCHEMA.mapToItem(item))
                .toList();
    }

    @Override
    public Map<CustomerId, WaitlistEntryId> liveEntries(ShowId show) {
        Map<CustomerId, WaitlistEntryId> live = new HashMap<>();
        ofShow(show, WaitlistTable.CUSTOMER_PREFIX)
                .forEach(item -> live.put(
                        new CustomerId(
                                item.get(WaitlistTable.ITEM).s().substring(WaitlistTable.CUSTOMER_PREFIX.length())),
                        WaitlistEntryId.of(item.get(WaitlistTable.ENTRY_ID).s())));
        return live;
    }

    private Stream<Map<String, AttributeValue>> ofShow(ShowId show, String prefix) {
        return query(QueryRequest.builder()
                .tableName(tables.waitlist())
                .keyConditionExpression(WaitlistTable.OF_SHOW)
                .expressionAttributeNames(Map.of("#item", WaitlistTable.ITEM))
                .expressionAttributeValues(Map.of(":show", text(show.value()), ":entries", text(prefix))));
    }

    private Stream<Map<String, AttributeValue>> query(QueryRequest.Builder request) {
        return client.queryPaginator(request.consistentRead(true).build()).items().stream();
    }
}
