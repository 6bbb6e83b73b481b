package io.seatline.local.rush;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Measures the table engine without Seatline: sends the transaction of a recorded reserve, each time for another show,
 * booking and customer.
 */
final class EngineLoad {
    private final DynamoDbClient engine;
    private final TransactWriteItemsRequest recorded;
    /** Formats of the numbers that replace ids; they keep the ids' lengths, so that items keep their size. */
    private final Map<String, String> formats;

    private final AtomicInteger next = new AtomicInteger();

    /** @param recorded what a successful reserve of the show wrote */
    EngineLoad(DynamoDbClient engine, TransactWriteItemsRequest recorded, String show) {
        this.engine = engine;
        this.recorded = recorded;
        Map<String, AttributeValue> booking = recorded.transactItems().stream()
                .filter(item -> item.put() != null)
                .map(item -> item.put().item())
                .filter(item -> item.containsKey("customer_id"))
                .findFirst()
                .orElseThrow();
        String bookingId = booking.get("booking_id").s();
        String customer = booking.get("customer_id").s();
        formats = Map.of(
                bookingId, "%0" + bookingId.length() + "d",
                customer, "%0" + customer.length() + "d",
                show, "c%0" + (show.length() - 1) + "d");
    }

    LoadResult run(String kind, int workers, Duration length) {
        return Load.closed(kind, workers, length, _ -> () -> {
            engine.transactWriteItems(nextTransaction());
            return 200;
        });
    }

    private TransactWriteItemsRequest nextTransaction() {
        Map<String, String> ids = new HashMap<>(formats);
        int number = next.incrementAndGet();
        ids.replaceAll((_, format) -> format.formatted(number));
        return TransactWriteItemsRequest.builder()
                .transactItems(recorded.transactItems().stream()
                        .map(item -> item.put() == null ? replaced(item.update(), ids) : replaced(item.put(), ids))
                        .toList())
                .build();
    }

    private static TransactWriteItem replaced(Put put, Map<String, String> ids) {
        Put copy = put.toBuilder().item(replaced(put.item(), ids)).build();
        return TransactWriteItem.builder().put(copy).build();
    }

    private static TransactWriteItem replaced(Update update, Map<String, String> ids) {
        Map<String, String> names = new HashMap<>(update.expressionAttributeNames());
        names.replaceAll((_, name) -> ids.getOrDefault(name, name));
        Update copy = update.toBuilder()
                .key(replaced(update.key(), ids))
                .expressionAttributeNames(names)
                .expressionAttributeValues(replaced(update.expressionAttributeValues(), ids))
                .build();
        return TransactWriteItem.builder().update(copy).build();
    }

    private static Map<String, AttributeValue> replaced(Map<String, AttributeValue> item, Map<String, String> ids) {
        Map<String, AttributeValue> copy = new HashMap<>(item);
        ids.forEach((from, to) -> copy.replaceAll((_, value) ->
                value.s() == null ? value : AttributeValue.fromS(value.s().replace(from, to))));
        return copy;
    }
}
