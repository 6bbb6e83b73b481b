package io.seatline.local.rush;

import io.seatline.local.app.CloudOptions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Counts the functions' transactions and their conflicts, and records the first reserve. */
final class TransactionCounter {
    private static final String CONFLICT = "TransactionConflict";

    private final LongAdder transactions = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final CompletableFuture<TransactWriteItemsRequest> firstReserve = new CompletableFuture<>();

    /** Returns the number of transactions, retries included. */
    long transactions() {
        return transactions.sum();
    }

    /** Returns the number of transactions that conflicted with another one. */
    long conflicts() {
        return conflicts.sum();
    }

    /** Waits for the first transaction of a reserve. */
    TransactWriteItemsRequest firstReserve() {
        return firstReserve.join();
    }

    /** Puts this counter between the functions and their tables. */
    CloudOptions countIn(CloudOptions options) {
        return options.withHandlers((handler, environment, clients) ->
                options.handlers().create(handler, environment, clients.withDynamoDb(counted(clients.dynamoDb()))));
    }

    private DynamoDbClient counted(DynamoDbClient tables) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                TransactionCounter.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                // The default methods build the request and call the proxy again with it.
                (self, method, arguments) -> arguments != null && arguments[0] instanceof Consumer
                        ? InvocationHandler.invokeDefault(self, method, arguments)
                        : call(tables, method, arguments));
    }

    private Object call(DynamoDbClient tables, Method method, Object[] arguments) throws Throwable {
        if (arguments != null && arguments[0] instanceof TransactWriteItemsRequest transaction) {
            transactions.increment();
            if (!firstReserve.isDone() && isReserve(transaction)) {
                firstReserve.complete(transaction);
            }
        }
        try {
            return method.invoke(tables, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof TransactionCanceledException cancelled
                    && cancelled.cancellationReasons().stream().anyMatch(reason -> CONFLICT.equals(reason.code()))) {
                conflicts.increment();
            }
            throw e.getCause();
        }
    }

    private static boolean isReserve(TransactWriteItemsRequest transaction) {
        return transaction.transactItems().stream()
                .anyMatch(item -> item.put() != null && item.put().item().containsKey("customer_id"));
    }
}
