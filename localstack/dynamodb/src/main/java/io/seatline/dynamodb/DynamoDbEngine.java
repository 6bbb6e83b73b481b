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

/** DynamoDB in this process, in memory or in a directory, with the rules and limits of AWS. */
public final class DynamoDbEngine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DynamoDbEngine.class.getName());
    private static final int PERIOD = 5;
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
        Consumer<Collection<String>> written = names -> listeners.forEach(listener -> listener.accept(names));
        engine = new Engine(store, tables, inFlight, throttle, options.clock, written, usage -> {});
        client = new Client(engine, options.arnPrefix, new Tokens(store.texts("tokens"), options.clock));
        streams = new StreamReads(store, tables, options.clock, options.region, store.texts("trimmed"));
        var _ = housekeeper.scheduleWithFixedDelay(this::keepHouse, PERIOD, PERIOD, TimeUnit.SECONDS);
    }

    public DynamoDbClient client() {
        return client;
    }

    /** A client that tells what each call consumed of tables and indexes, refused writes included. */
    public DynamoDbClient client(Consumer<ConsumedCapacity> meter) {
        Engine metered = engine.metered(usage -> usage.answer(true).forEach(meter));
        return new Client(metered, client.arnPrefix, client.tokens);
    }

    public DynamoDbStreamsClient streams() {
        return streams;
    }

    /** Serves the tables by DynamoDB's JSON protocol on a port of this machine; 0 is any that is free. */
    public JsonEndpoint serve(int port) {
        return JsonEndpoint.start(port, client, streams);
    }

    /** Has a listener told the names of the tables after each write; it should return at once. */
    public void onWrite(Consumer<Collection<String>> listener) {
        listeners.add(listener);
    }

    public int expire() {
        return engine.expire();
    }

    public int trim() {
        return streams.trim();
    }

    private void keepHouse() {
        try {
            streams.trim();
            if (options.expiresItems) {
                engine.expire();
            }
            store.compact();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The tables' housekeeping failed; it is tried again", e);
        }
    }

    @Override
    public void close() {
        housekeeper.close();
        store.close();
    }

    /** Has the operations of its interfaces; others, such as PartiQL, are an {@link UnsupportedOperationException}. */
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
            // The engine is closed by who opened it.
        }
    }
}
