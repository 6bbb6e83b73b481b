package io.seatline.local.rush;

import io.seatline.local.CloudOptions;
import io.seatline.local.LocalClients;
import io.seatline.local.engine.Interposed;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Stands between the functions and their tables: counts transactions, keeps one to measure the engine by, and has some
 * meet another transaction, which DynamoDB Local never reports and AWS does.
 */
final class Watched {
    private final RandomGenerator random;
    private volatile double conflicts;
    private final LongAdder transactions = new LongAdder();
    private final LongAdder injected = new LongAdder();
    private final AtomicReference<Optional<CompletableFuture<TransactWriteItemsRequest>>> wanted =
            new AtomicReference<>(Optional.empty());

    /** @param random decides which transactions meet another one; used by many threads */
    Watched(RandomGenerator random) {
        this.random = random;
    }

    /**
     * From now on transactions meet others.
     *
     * @param share which share of them does, 0 to 1
     */
    void disturb(double share) {
        conflicts = share;
    }

    /** How many transactions were tried. */
    long transactions() {
        return transactions.sum();
    }

    /** How many of them were made to meet another one. */
    long injected() {
        return injected.sum();
    }

    /** The next transaction, once there is one. */
    CompletableFuture<TransactWriteItemsRequest> next() {
        CompletableFuture<TransactWriteItemsRequest> next = new CompletableFuture<>();
        wanted.set(Optional.of(next));
        return next;
    }

    /** A cloud in which it stands between the functions and their tables. */
    CloudOptions between(CloudOptions options) {
        return options.withHandlers((handler, environment, clients) -> options.handlers()
                .create(
                        handler,
                        environment,
                        new LocalClients(
                                clients.clock(), around(clients.dynamoDb()), clients.sqs(), clients.eventBridge())));
    }

    private DynamoDbClient around(DynamoDbClient tables) {
        return Interposed.client(DynamoDbClient.class, (action, arguments) -> {
            if (arguments != null && arguments[0] instanceof TransactWriteItemsRequest transaction) {
                watch(transaction);
            }
            return Interposed.pass(tables, action, arguments);
        });
    }

    private void watch(TransactWriteItemsRequest transaction) {
        transactions.increment();
        wanted.getAndSet(Optional.empty()).ifPresent(future -> future.complete(transaction));
        if (conflicts > 0 && random.nextDouble() < conflicts) {
            injected.increment();
            CancellationReason conflict =
                    CancellationReason.builder().code("TransactionConflict").build();
            List<CancellationReason> reasons =
                    Collections.nCopies(transaction.transactItems().size(), conflict);
            throw TransactionCanceledException.builder()
                    .message("a conflict that the rush injected")
                    .cancellationReasons(reasons)
                    .build();
        }
    }
}
