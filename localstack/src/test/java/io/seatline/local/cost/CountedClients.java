package io.seatline.local.cost;

import io.seatline.local.app.LocalClients;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Wraps the clients of one function and counts its calls. A call without a price makes the count fail. */
final class CountedClients {
    private static final Set<String> READS = Set.of("getItem", "batchGetItem", "query");
    private static final Set<String> WRITES = Set.of("putItem", "updateItem", "deleteItem", "transactWriteItems");

    private final String function;
    private final Instruments instruments;

    private CountedClients(String function, Instruments instruments) {
        this.function = function;
        this.instruments = instruments;
    }

    static LocalClients of(LocalClients raw, String function, Instruments instruments) {
        CountedClients counted = new CountedClients(function, instruments);
        return new LocalClients(
                raw.clock(),
                counted.dynamoDb(raw),
                raw.meteredDynamoDb(),
                counted.sqs(raw.sqs()),
                counted.eventBridge(raw.eventBridge()));
    }

    private DynamoDbClient dynamoDb(LocalClients raw) {
        DynamoDbClient reads = raw.meteredDynamoDb().apply(used -> count(Metric.READ_UNITS, used));
        DynamoDbClient writes = raw.meteredDynamoDb().apply(used -> count(Metric.WRITE_UNITS, used));
        return proxy(DynamoDbClient.class, reads, (action, _) -> {
            if (!READS.contains(action) && !WRITES.contains(action)) {
                instruments.fail(function + " calls DynamoDB's " + action
                        + ", which has no price in CountedClients: add it there");
            }
            count(Metric.TABLE_CALLS, action, 1);
            return READS.contains(action) ? reads : writes;
        });
    }

    private void count(Metric metric, ConsumedCapacity used) {
        count(metric, used.tableName(), used.table().capacityUnits());
        used.globalSecondaryIndexes()
                .forEach((index, units) -> count(metric, used.tableName() + "/" + index, units.capacityUnits()));
        used.localSecondaryIndexes()
                .forEach((index, units) -> count(metric, used.tableName() + "/" + index, units.capacityUnits()));
    }

    /** Counts every call, because SQS bills all calls alike. */
    private SqsClient sqs(SqsClient raw) {
        return proxy(SqsClient.class, raw, (_, request) -> {
            String url = request.getValueForField("QueueUrl", String.class).orElseThrow();
            count(Metric.QUEUE_CALLS, url.substring(url.lastIndexOf('/') + 1), 1);
            return raw;
        });
    }

    private EventBridgeClient eventBridge(EventBridgeClient raw) {
        return proxy(EventBridgeClient.class, raw, (action, request) -> {
            if (request instanceof PutEventsRequest put) {
                put.entries().forEach(entry -> count(Metric.EVENTS, entry.detailType(), 1));
            } else {
                instruments.fail(function + " calls EventBridge's " + action
                        + ", which has no price in CountedClients: add it there");
            }
            return raw;
        });
    }

    private void count(Metric metric, String resource, double value) {
        instruments.add(function, metric, resource, value);
    }

    /** Counts the calls of a client's actions. Overloads and paginators are default methods that call these actions. */
    private static <T> T proxy(Class<T> type, T raw, BiFunction<String, SdkRequest, T> count) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                if (arguments == null) {
                    return method.invoke(raw);
                }
                boolean isAction =
                        arguments[0] instanceof SdkRequest && !method.getName().endsWith("Paginator");
                return isAction
                        ? method.invoke(count.apply(method.getName(), (SdkRequest) arguments[0]), arguments)
                        : InvocationHandler.invokeDefault(proxy, method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(CountedClients.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
