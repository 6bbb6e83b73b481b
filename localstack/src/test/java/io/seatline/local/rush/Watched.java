package io.seatline.local.rush;

import io.seatline.local.CloudOptions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Counts the transactions of the functions and those that met another one, and keeps one to measure the engine by. */
final class Watched {
    private static final String CONFLICT = "TransactionConflict";

    private final LongAdder transactions = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final AtomicReference<Optional<CompletableFuture<TransactWriteItemsRequest>>> wanted =
            new AtomicReference<>(Optional.empty());

    /** How many transactions were tried. */
    long transactions() {
        return transactions.sum();
    }

    /** How many of them met another one at an item. */
    long conflicts() {
        return conflicts.sum();
    }

    /** The next transaction, once there is one. */
    CompletableFuture<TransactWriteItemsRequest> next() {
        CompletableFuture<TransactWriteItemsRequest> next = new CompletableFuture<>();
        wanted.set(Optional.of(next));
        return next;
    }

    /** A cloud in which it stands between the functions and their tables. */
    CloudOptions between(CloudOptions options) {
        return options.withHandlers((handler, environment, clients) ->
                options.handlers().create(handler, environment, clients.withDynamoDb(around(clients.dynamoDb()))));
    }

    private DynamoDbClient around(DynamoDbClient tables) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                Watched.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                // What builds its request itself comes back here with the request.
                (self, action, arguments) -> arguments != null && arguments[0] instanceof Consumer
                        ? InvocationHandler.invokeDefault(self, action, arguments)
                        : call(tables, action, arguments));
    }

    private Object call(DynamoDbClient tables, Method action, Object[] arguments) throws Throwable {
        if (arguments != null && arguments[0] instanceof TransactWriteItemsRequest transaction) {
            transactions.increment();
            wanted.getAndSet(Optional.empty()).ifPresent(future -> future.complete(transaction));
        }
        try {
            return action.invoke(tables, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof TransactionCanceledException cancelled && metAnother(cancelled)) {
                conflicts.increment();
            }
            throw e.getCause();
        }
    }

    private static boolean metAnother(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream().anyMatch(reason -> CONFLICT.equals(reason.code()));
    }
}
