package io.seatline.local.rush;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * How fast the engine is without Seatline: the very transaction that a winning reserve was seen to make, for other
 * seats, another booking and another customer each time.
 */
final class Ceiling {
    private final DynamoDbClient engine;
    private final Seen seen;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * A reserve that was seen.
     *
     * @param transaction what it wrote
     * @param show its show's id
     * @param bookingId its booking's id
     * @param customer its customer
     */
    record Seen(TransactWriteItemsRequest transaction, String show, String bookingId, String customer) {}

    Ceiling(DynamoDbClient engine, Seen seen) {
        this.engine = engine;
        this.seen = seen;
    }

    Measured measure(String what, int workers, Duration length) {
        return new ClosedLoad(workers).run(what, length, _ -> () -> {
            engine.transactWriteItems(another());
            return 200;
        });
    }

    private TransactWriteItemsRequest another() {
        int number = next.incrementAndGet();
        Map<String, String> instead = new HashMap<>();
        // As long as what they replace, so that the items are of the same size.
        instead.put(seen.bookingId(), "%0" + seen.bookingId().length() + "d");
        instead.put(seen.customer(), "%0" + seen.customer().length() + "d");
        instead.put(seen.show(), "c%0" + (seen.show().length() - 1) + "d");
        instead.replaceAll((_, form) -> form.formatted(number));
        List<TransactWriteItem> items = seen.transaction().transactItems().stream()
                .map(item -> item.toBuilder()
                        .put(item.put().toBuilder()
                                .item(replaced(item.put().item(), instead))
                                .build())
                        .build())
                .toList();
        return TransactWriteItemsRequest.builder().transactItems(items).build();
    }

    private static Map<String, AttributeValue> replaced(Map<String, AttributeValue> item, Map<String, String> instead) {
        Map<String, AttributeValue> copy = new HashMap<>(item);
        copy.replaceAll((_, value) -> value.s() == null ? value : AttributeValue.fromS(replaced(value.s(), instead)));
        return copy;
    }

    private static String replaced(String text, Map<String, String> instead) {
        String replaced = text;
        for (Map.Entry<String, String> one : instead.entrySet()) {
            replaced = replaced.replace(one.getKey(), one.getValue());
        }
        return replaced;
    }
}
