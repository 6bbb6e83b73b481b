package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.Attributes.time;

import io.seatline.domain.Deadline;
import io.seatline.usecase.port.PendingDeadline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** What is due, and the index {@code due}: the tables of bookings and of tickets have them alike. */
public final class DeadlineIndexes {
    public static final String DUE_SHARD = "due_shard";
    public static final String DUE_AT = "due_at";
    public static final String DUE_KIND = "due_kind";
    public static final String DUE_SINCE = "due_since";

    private static final String INDEX = "due";
    private static final String BY_TIME = "due_shard = :shard AND due_at <= :by";

    private DeadlineIndexes() {}

    /** Pages of what is due; {@code item} makes the thing that is due of the index's item and its due time. */
    public static void forEachDue(
            DynamoDbClient client,
            String table,
            int shard,
            Instant by,
            BiFunction<Map<String, AttributeValue>, Deadline, PendingDeadline> item,
            Consumer<List<PendingDeadline>> page) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .indexName(INDEX)
                .keyConditionExpression(BY_TIME)
                .expressionAttributeValues(Map.of(":shard", text(Integer.toString(shard)), ":by", time(by)))
                .build();
        client.queryPaginator(query)
                .forEach(answer -> page.accept(answer.items().stream()
                        .map(found -> item.apply(found, dueOf(found)))
                        .toList()));
    }

    /** The index has no more of it: who does what is due reads the item itself. */
    private static Deadline dueOf(Map<String, AttributeValue> item) {
        return due(item.get(DUE_KIND).s(), Long.parseLong(item.get(DUE_AT).n()), null)
                .orElseThrow();
    }

    static Optional<Deadline> due(String kind, Long at, Long since) {
        return kind == null
                ? Optional.empty()
                : Optional.of(new Deadline(
                        Deadline.Kind.valueOf(kind),
                        Instant.ofEpochMilli(at),
                        Instant.ofEpochMilli(since == null ? at : since)));
    }
}
