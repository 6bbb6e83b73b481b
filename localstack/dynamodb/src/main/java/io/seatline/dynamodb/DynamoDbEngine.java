package io.seatline.dynamodb;

import io.seatline.dynamodb.http.JsonEndpoint;
import io.seatline.dynamodb.operation.*;
import io.seatline.dynamodb.operation.Engine.*;
import io.seatline.dynamodb.operation.Transactions.Tokens;
import io.seatline.dynamodb.store.Store;
import io.seatline.dynamodb.stream.StreamReads;
import io.seatline.dynamodb.table.Tables;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** Runs DynamoDB in this process, in memory or in a directory, with the rules and limits of AWS. */
public final class DynamoDbEngine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DynamoDbEngine.class.getName());
    private static final int PERIOD_SECONDS = 5;
    private final Store store;
    private final Engine engine;
    private final Client client;
    private final StreamReads streams;
    private final List<Consumer<Collection<String>>> listeners = new CopyOnWriteArrayList<>();
    private final EngineOptions options;
    private final ScheduledExecutorService housekeeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tables-housekeeping").factory());

    /** Opens the engine; throws {@link IllegalStateException} if the directory is in use or cannot be read. */
    public DynamoDbEngine(EngineOptions options) {
        this.options = options;
        store = new Store(options.directory);
        Tables tables = new Tables(store, options.clock, options.indexLag, options.shards);
        Throttle throttle = new Throttle(options.limitsPartitions, options.clock);
        InFlight inFlight = new InFlight(options.transactionTime, new HashSet<>());
        Consumer<Collection<String>> notify = names -> listeners.forEach(listener -> listener.accept(names));
        engine = new Engine(store, tables, inFlight, throttle, options.clock, notify, usage -> {});
        client = new Client(engine, options.arnPrefix, new Tokens(store.texts("tokens"), options.clock));
        streams = new StreamReads(store, tables, options.clock, options.region, store.texts("trimmed"));
        var _ = housekeeper.scheduleWithFixedDelay(this::cleanUp, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    public DynamoDbClient client() {
        return client;
    }

    /** Returns a client that reports the capacity of each call by table and index, also of refused writes. */
    public DynamoDbClient client(Consumer<ConsumedCapacity> listener) {
        Engine reporting = engine.withUsageListener(usage -> usage.report(true).forEach(listener));
        return new Client(reporting, client.arnPrefix, client.tokens);
    }

    public DynamoDbStreamsClient streams() {
        return streams;
    }

    /** Serves the tables over DynamoDB's JSON protocol on a port of 127.0.0.1; 0 picks a free port. */
    public JsonEndpoint serve(int port) {
        return JsonEndpoint.start(port, client, streams);
    }

    /** Registers a listener for the names of the tables of each write, also a refused one; it must not block. */
    public void onWrite(Consumer<Collection<String>> listener) {
        listeners.add(listener);
    }

    public int expire() {
        return engine.expire();
    }

    public int trim() {
        return streams.trim();
    }

    private void cleanUp() {
        try {
            streams.trim();
            if (options.expiresItems) {
                engine.expire();
            }
            store.compact();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "Housekeeping of the tables failed; it will run again", e);
        }
    }

    @Override
    public void close() {
        housekeeper.close();
        store.close();
    }

    /** Implements the operations of its interfaces; others (PartiQL) throw {@link UnsupportedOperationException}. */
    private record Client(Engine engine, String arnPrefix, Tokens tokens)
            implements TableOperations, Items, Queries, Transactions {
        @Override
        public DynamoDbWaiter waiter() {
            return DynamoDbWaiter.builder().client(this).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // The caller that opened the engine closes it.
        }
    }
}
