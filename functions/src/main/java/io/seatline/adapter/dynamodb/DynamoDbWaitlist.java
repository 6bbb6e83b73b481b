package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.table.Attributes.correlationId;
import static io.seatline.adapter.dynamodb.table.Attributes.number;
import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.KIND_SIZE_PLACE;

import io.seatline.adapter.dynamodb.table.CustomerEntriesItem;
import io.seatline.adapter.dynamodb.table.DeadlineIndexes;
import io.seatline.adapter.dynamodb.table.SalesItem;
import io.seatline.adapter.dynamodb.table.WaitlistEntryItem;
import io.seatline.adapter.dynamodb.table.WaitlistStateItem;
import io.seatline.adapter.dynamodb.table.WaitlistTable;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.usecase.correlation.Correlation;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Waitlist;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Reads the table Waitlist. */
public final class DynamoDbWaitlist implements Waitlist {
    /** Sorts before every kind and size. */
    private static final String FIRST = "A";

    /** Sorts after every place of a kind and size. */
    private static final String LAST_PLACE = "~";

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbWaitlist(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Optional<WaitlistEntry> entry(WaitlistEntryId id) {
        return entry(id, true);
    }

    @Override
    public Optional<WaitlistEntry> recentEntry(WaitlistEntryId id) {
        return entry(id, false);
    }

    private Optional<WaitlistEntry> entry(WaitlistEntryId id, boolean consistent) {
        return item(WaitlistTable.entryKey(id), consistent).map(item -> {
            Correlation.bind(correlationId(item));
            return WaitlistEntryItem.SCHEMA.mapToItem(item);
        });
    }

    @Override
    public Optional<WaitlistEntryId> entryOf(ShowId show, CustomerId customer) {
        return item(WaitlistTable.customerKey(show, customer), true)
                .flatMap(item ->
                        WaitlistEntryId.parse(item.get(WaitlistTable.ENTRY_ID).s()));
    }

    @Override
    public CustomerEntries entriesOf(CustomerId customer) {
        return item(WaitlistTable.entriesKey(customer), true)
                .map(item -> CustomerEntriesItem.read(customer, item))
                .orElseGet(() -> CustomerEntries.none(customer));
    }

    @Override
    public WaitlistState state(ShowId show) {
        return item(WaitlistTable.stateKey(show), true)
                .map(item -> WaitlistStateItem.read(show, item))
                .orElseGet(() -> WaitlistState.empty(show));
    }

    @Override
    public SalesChange salesChange(ShowId show) {
        return item(WaitlistTable.salesKey(show), true).map(SalesItem::read).orElseGet(() -> SalesChange.none(show));
    }

    @Override
    public List<WaitlistEntry> unfinishedEntries(ShowId show) {
        return client
                .queryPaginator(r -> r.tableName(table)
                        .keyConditionExpression(WaitlistTable.OF_SHOW)
                        .filterExpression(WaitlistTable.IS_UNFINISHED)
                        .expressionAttributeNames(Map.of("#item", WaitlistTable.ITEM, "#state", WaitlistTable.STATE))
                        .expressionAttributeValues(Map.of(
                                ":show", text(show.value()),
                                ":entries", text(WaitlistTable.ENTRY_PREFIX),
                                ":joining", text(WaitlistEntryState.JOINING.name()),
                                ":waiting", text(WaitlistEntryState.WAITING.name()),
                                ":left", text(WaitlistEntryState.LEFT.name())))
                        .consistentRead(true))
                .items()
                .stream()
                .map(WaitlistEntryItem.SCHEMA::mapToItem)
                .toList();
    }

    private Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key, boolean consistent) {
        var answer = client.getItem(r -> r.tableName(table).key(key).consistentRead(consistent));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }

    @Override
    public List<Waiting> heads(ShowId show) {
        List<Waiting> heads = new ArrayList<>();
        Optional<Waiting> head = firstAfter(show, FIRST);
        while (head.isPresent()) {
            heads.add(head.get());
            head = firstAfter(show, WaitlistTable.kindAndSize(head.get().party()) + LAST_PLACE);
        }
        return heads;
    }

    @Override
    public Optional<Waiting> head(ShowId show, Party party) {
        return firstOf(show, WaitlistTable.OF_KIND_AND_SIZE, ":kind_size", WaitlistTable.kindAndSize(party));
    }

    private Optional<Waiting> firstAfter(ShowId show, String after) {
        return firstOf(show, WaitlistTable.LATER_THAN, ":after", after);
    }

    private Optional<Waiting> firstOf(ShowId show, String condition, String name, String value) {
        return client
                .query(r -> r.tableName(table)
                        .indexName(WaitlistTable.BY_KIND)
                        .keyConditionExpression(condition)
                        .expressionAttributeValues(Map.of(":show", text(show.value()), name, text(value)))
                        .consistentRead(true)
                        .limit(1))
                .items()
                .stream()
                .findFirst()
                .map(DynamoDbWaitlist::waiting);
    }

    private static Waiting waiting(Map<String, AttributeValue> item) {
        String kindSizePlace = item.get(KIND_SIZE_PLACE).s();
        return new Waiting(entryId(item), WaitlistTable.partyOf(kindSizePlace), WaitlistTable.placeOf(kindSizePlace));
    }

    private static WaitlistEntryId entryId(Map<String, AttributeValue> item) {
        return WaitlistTable.entryId(
                item.get(WaitlistTable.SHOW_ID).s(),
                item.get(WaitlistTable.ITEM).s());
    }

    @Override
    public int waitingBetween(ShowId show, long from, long before) {
        if (from >= before) {
            return 0;
        }
        return client.query(r -> r.tableName(table)
                        .indexName(WaitlistTable.BY_PLACE)
                        .keyConditionExpression(WaitlistTable.BETWEEN)
                        .expressionAttributeValues(
                                Map.of(":show", text(show.value()), ":from", number(from), ":to", number(before - 1)))
                        .select(Select.COUNT))
                .count();
    }

    @Override
    public Page waitingAfter(ShowId show, long place, int limit) {
        // One key more than the page holds tells whether another page follows.
        List<Map<String, AttributeValue>> found = client.query(r -> r.tableName(table)
                        .indexName(WaitlistTable.BY_PLACE)
                        .keyConditionExpression(WaitlistTable.AFTER)
                        .expressionAttributeValues(Map.of(":show", text(show.value()), ":after", number(place)))
                        .limit(limit + 1))
                .items();
        List<Map<String, AttributeValue>> onPage = found.stream().limit(limit).toList();
        Optional<Long> next = found.size() > limit
                ? Optional.of(Long.valueOf(
                        onPage.getLast().get(WaitlistTable.WAITING_PLACE).n()))
                : Optional.empty();
        return new Page(onPage.isEmpty() ? List.of() : waiting(onPage), next);
    }

    /** Reads entries that the index named. The copies that are read may be older or newer than the index. */
    private List<WaitlistEntry> waiting(List<Map<String, AttributeValue>> found) {
        KeysAndAttributes wanted = KeysAndAttributes.builder()
                .keys(found.stream()
                        .map(item -> WaitlistTable.entryKey(entryId(item)))
                        .toList())
                .build();
        return client.batchGetItemPaginator(r -> r.requestItems(Map.of(table, wanted))).stream()
                .flatMap(page -> page.responses().getOrDefault(table, List.of()).stream())
                .map(WaitlistEntryItem.SCHEMA::mapToItem)
                .filter(entry -> entry.state() == WaitlistEntryState.WAITING)
                .sorted(Comparator.comparing(entry -> entry.place().orElseThrow()))
                .toList();
    }

    @Override
    public void forEachDeadline(int shard, Instant by, Consumer<List<PendingDeadline>> page) {
        DeadlineIndexes.forEachDeadline(client, table, shard, by, DynamoDbWaitlist::deadlineItem, page);
    }

    private static PendingDeadline deadlineItem(Map<String, AttributeValue> item, Deadline deadline) {
        return item.get(WaitlistTable.ITEM).s().equals(WaitlistTable.SALES_ITEM)
                ? new PendingDeadline.OfShow(
                        new ShowId(item.get(WaitlistTable.SHOW_ID).s()), deadline)
                : new PendingDeadline.OfEntry(entryId(item), deadline);
    }
}
