package io.seatline.dynamodb;

import io.seatline.dynamodb.http.JsonEndpoint;
import io.seatline.dynamodb.operation.Engine;
import io.seatline.dynamodb.operation.InFlight;
import io.seatline.dynamodb.operation.Throttle;
import io.seatline.dynamodb.store.Store;
import io.seatline.dynamodb.stream.StreamReads;
import io.seatline.dynamodb.table.Tables;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * DynamoDB in this process: tables, indexes, transactions and streams, in memory or in a directory, with the rules and
 * limits of AWS.
 *
 * <pre>{@code
 * try (DynamoDbEngine engine = new DynamoDbEngine(EngineOptions.inMemory())) {
 *     engine.client().createTable(...);
 * }
 * }</pre>
 */
public final class DynamoDbEngine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DynamoDbEngine.class.getName());
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(5);

    private final Store store;
    private final Engine engine;
    private final EngineClient client;
    private final StreamReads streams;
    private final List<Consumer<Collection<String>>> listeners = new CopyOnWriteArrayList<>();
    private final EngineOptions options;
    private final Thread housekeeper;

    /**
     * Opens the engine.
     *
     * @throws IllegalStateException if the directory is in use or cannot be read
     */
    public DynamoDbEngine(EngineOptions options) {
        this.options = options;
        store = new Store(options.directory);
        Tables tables = new Tables(store, options.clock, options.indexLag, options.shards);
        Throttle throttle = new Throttle(options.limitsPartitions, options.clock);
        InFlight inFlight = new InFlight(options.transactionTime);
        engine = new Engine(store, tables, inFlight, throttle, options.clock, this::written, usage -> {});
        client = new EngineClient(engine, options.arnPrefix);
        streams = new StreamReads(store, tables, options.clock, options.region);
        housekeeper = Thread.ofPlatform().daemon().name("tables-housekeeping").start(this::keepHouse);
    }

    /** A client of the tables. Closing it does nothing. */
    public DynamoDbClient client() {
        return client;
    }

    /**
     * A client of the tables that tells what each call consumed of each table and its indexes, refused writes included,
     * which the API itself does not tell.
     */
    public DynamoDbClient client(Consumer<ConsumedCapacity> meter) {
        return new EngineClient(engine.metered(usage -> usage.detailed().forEach(meter)), options.arnPrefix);
    }

    /** A client of the tables' streams. Closing it does nothing. */
    public DynamoDbStreamsClient streams() {
        return streams;
    }

    /**
     * Serves the tables on a port of this machine by DynamoDB's JSON protocol.
     *
     * @param port the port; 0 for any that is free
     */
    public JsonEndpoint serve(int port) {
        return JsonEndpoint.start(port, client, streams);
    }

    /** Has a listener told the names of the tables after each write; it should return at once. */
    public void onWrite(Consumer<Collection<String>> listener) {
        listeners.add(listener);
    }

    private void written(Collection<String> tables) {
        listeners.forEach(listener -> listener.accept(tables));
    }

    /** Deletes the items whose time to live has passed; tells how many. */
    public int expire() {
        return engine.expire();
    }

    /** Forgets stream records that are older than a day, which also happens by itself; tells how many. */
    public int trim() {
        return streams.trim();
    }

    private void keepHouse() {
        try {
            while (true) {
                Thread.sleep(HOUSEKEEPING);
                streams.trim();
                if (options.expiresItems) {
                    engine.expire();
                }
                store.compact();
            }
        } catch (InterruptedException _) {
            // close() ends it.
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The tables' housekeeping failed and has ended", e);
        }
    }

    @Override
    public void close() {
        housekeeper.interrupt();
        try {
            housekeeper.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
