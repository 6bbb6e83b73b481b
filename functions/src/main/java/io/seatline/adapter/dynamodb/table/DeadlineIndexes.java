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

/** The deadline attributes and the index {@code deadline}, which the tables Bookings and Waitlist both have. */
public final class DeadlineIndexes {
    public static final String DEADLINE_SHARD = "deadline_shard";
    public static final String DEADLINE_AT = "deadline_at";
    public static final String DEADLINE_KIND = "deadline_kind";
    public static final String DEADLINE_SINCE = "deadline_since";

    private static final String INDEX = "deadline";
    private static final String BY_TIME = "deadline_shard = :shard AND deadline_at <= :by";

    private DeadlineIndexes() {}

    /**
     * Passes pages of deadlines up to a time to a consumer.
     *
     * @param by the latest deadline to return
     * @param item builds the pending deadline from an item of the index and its deadline
     */
    public static void forEachDeadline(
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
                        .map(found -> item.apply(found, deadlineOf(found)))
                        .toList()));
    }

    /** The index does not contain {@code deadline_since}; the receiver of a deadline reads the item itself. */
    private static Deadline deadlineOf(Map<String, AttributeValue> item) {
        return deadline(
                        item.get(DEADLINE_KIND).s(),
                        Long.parseLong(item.get(DEADLINE_AT).n()),
                        null)
                .orElseThrow();
    }

    static Optional<Deadline> deadline(String kind, Long at, Long since) {
        return kind == null
                ? Optional.empty()
                : Optional.of(new Deadline(
                        Deadline.Kind.valueOf(kind),
                        Instant.ofEpochMilli(at),
                        Instant.ofEpochMilli(since == null ? at : since)));
    }
}
