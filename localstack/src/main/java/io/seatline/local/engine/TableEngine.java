package io.seatline.local.engine;

import io.seatline.local.template.Resolved;
import io.seatline.local.template.Resolved.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/** DynamoDB: AWS's DynamoDB Local in this process, in memory or in a directory. */
public final class TableEngine implements AutoCloseable {

    private final LocalDBClient engine;
    private final DynamoDbClient client;
    private final DynamoDbStreamsClient streams;
    private final Map<String, List<Signal>> writeSignals = new ConcurrentHashMap<>();

    /**
     * Starts the engine.
     *
     * @param dataDir where tables are kept; empty for memory
     */
    public TableEngine(Optional<Path> dataDir) {
        loadLibrary();
        OneThreadAccess access =
                new OneThreadAccess(dataDir.map(TableEngine::file).map(Path::toFile));
        this.engine = new LocalDBClient(access, new JobsRegister(new Never(), false));
        InvocationHandler handler = throwingWhatAwsThrows(engine);
        this.client = tellingOfWrites(access.whole(DynamoDbClient.class, proxy(DynamoDbClient.class, handler)));
        this.streams = access.whole(DynamoDbStreamsClient.class, proxy(DynamoDbStreamsClient.class, handler));
    }

    private static void loadLibrary() {
        try {
            SQLiteLibraryLoader.initialize();
        } catch (Exception e) {
            throw new IllegalStateException("SQLite's native library cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** What {@link DynamoDBEmbedded} puts around the engine; it makes the SDK's exceptions of the engine's own. */
    private static InvocationHandler throwingWhatAwsThrows(LocalDBClient engine) {
        try {
            Constructor<?> handler = Class.forName(
                            DynamoDBEmbedded.class.getPackageName() + ".DDBExceptionMappingInvocationHandler")
                    .getDeclaredConstructor(LocalDBClient.class);
            handler.setAccessible(true);
            return (InvocationHandler) handler.newInstance(engine);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This DynamoDB Local is made otherwise than the one that is known here", e);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(TableEngine.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Runs nothing: see {@link OneThreadAccess} for why the engine's background work does not run. */
    private static final class Never extends AbstractExecutorService {
        private boolean over;

        @Override
        public void execute(Runnable background) {
            // It never runs.
        }

        @Override
        public void shutdown() {
            over = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            over = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return over;
        }

        @Override
        public boolean isTerminated() {
            return over;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    private static Path file(Path dataDir) {
        try {
            return Files.createDirectories(dataDir).resolve("dynamodb.db");
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory " + dataDir + " cannot be made", e);
        }
    }

    /** An ordinary client of the engine. */
    public DynamoDbClient client() {
        return client;
    }

    /** An ordinary client of the engine's streams. */
    public DynamoDbStreamsClient streams() {
        return streams;
    }

    /**
     * Everything that was written to a table with a stream, in the order in which it was committed. The engine numbers
     * the records of all its tables in one sequence.
     *
     * @param table the table's name
     * @return the records, each with what the item was before and after
     */
    public List<Record> history(String table) {
        String stream = client.describeTable(r -> r.tableName(table)).table().latestStreamArn();
        List<Record> records = new ArrayList<>();
        for (Shard shard : streams.describeStream(r -> r.streamArn(stream))
                .streamDescription()
                .shards()) {
            String iterator = streams.getShardIterator(r -> r.streamArn(stream)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            List<Record> page = List.of();
            do {
                String from = iterator;
                var response = streams.getRecords(r -> r.shardIterator(from).limit(1_000));
                page = response.records();
                records.addAll(page);
                iterator = response.nextShardIterator();
            } while (iterator != null && !page.isEmpty());
        }
        return records;
    }

    /**
     * Has a signal raised after each write to a table, so that whoever reads its stream need not poll.
     *
     * @param table the table's name
     * @param signal what is raised
     */
    public void raiseAfterWrites(String table, Signal signal) {
        writeSignals.computeIfAbsent(table, _ -> new CopyOnWriteArrayList<>()).add(signal);
    }

    private DynamoDbClient tellingOfWrites(DynamoDbClient plain) {
        return Interposed.client(DynamoDbClient.class, (action, arguments) -> {
            try {
                return Interposed.pass(plain, action, arguments);
            } finally {
                if (arguments != null) {
                    writtenBy(arguments[0]).forEach(this::raise);
                }
            }
        });
    }

    private void raise(String table) {
        writeSignals.getOrDefault(table, List.of()).forEach(Signal::raise);
    }

    /** The tables that a request writes to; all of them where it is a kind that Seatline does not use. */
    private Collection<String> writtenBy(Object request) {
        return switch (request) {
            case TransactWriteItemsRequest r ->
                r.transactItems().stream().flatMap(TableEngine::written).collect(Collectors.toSet());
            case UpdateItemRequest r -> List.of(r.tableName());
            case PutItemRequest r -> List.of(r.tableName());
            case DeleteItemRequest r -> List.of(r.tableName());
            case GetItemRequest _, QueryRequest _, ScanRequest _, BatchGetItemRequest _ -> List.of();
            default -> writeSignals.keySet();
        };
    }

    private static Stream<String> written(TransactWriteItem item) {
        return Stream.of(
                        Optional.ofNullable(item.put()).map(Put::tableName),
                        Optional.ofNullable(item.update()).map(Update::tableName),
                        Optional.ofNullable(item.delete()).map(Delete::tableName))
                .flatMap(Optional::stream);
    }

    /**
     * Creates the template's tables, or makes sure that those in the data directory are the template's.
     *
     * @param cloud what the template declares
     * @throws IllegalStateException when a table in the data directory differs from the template's
     */
    public void create(Resolved cloud) {
        List<String> existing = client.listTables().tableNames();
        for (Table table : cloud.tables()) {
            if (existing.contains(table.name())) {
                verify(table);
            } else {
                client.createTable(table.request());
            }
        }
    }

    private void verify(Table table) {
        TableDescription is =
                client.describeTable(request -> request.tableName(table.name())).table();
        CreateTableRequest wanted = table.request();
        same(table, "the key schema", wanted.keySchema(), is.keySchema());
        same(
                table,
                "the attribute definitions",
                sorted(wanted.attributeDefinitions(), TableEngine::describe),
                sorted(is.attributeDefinitions(), TableEngine::describe));
        same(
                table,
                "the global secondary indexes",
                sorted(
                        wanted.globalSecondaryIndexes(),
                        index -> describe(index.indexName(), index.keySchema(), index.projection())),
                sorted(
                        is.globalSecondaryIndexes(),
                        index -> describe(index.indexName(), index.keySchema(), index.projection())));
        same(
                table,
                "the local secondary indexes",
                sorted(
                        wanted.localSecondaryIndexes(),
                        index -> describe(index.indexName(), index.keySchema(), index.projection())),
                sorted(
                        is.localSecondaryIndexes(),
                        index -> describe(index.indexName(), index.keySchema(), index.projection())));
        same(table, "the stream", wanted.streamSpecification(), is.streamSpecification());
    }

    private static void same(Table table, String what, Object wanted, Object is) {
        if (!java.util.Objects.equals(wanted, is)) {
            throw new IllegalStateException("The data directory holds the table " + table.name() + " of another"
                    + " template: " + what + " should be " + wanted + " and is " + is
                    + ". Start with an empty data directory, or with the version that made this one.");
        }
    }

    private static <T> List<String> sorted(List<T> list, Function<T, String> description) {
        return list.stream().map(description).sorted().toList();
    }

    private static String describe(AttributeDefinition attribute) {
        return attribute.attributeName() + ":" + attribute.attributeTypeAsString();
    }

    private static String describe(String name, List<KeySchemaElement> keys, Projection projection) {
        return name + " " + keys + " " + projection.projectionTypeAsString() + " "
                + projection.nonKeyAttributes().stream().sorted().toList();
    }

    @Override
    public void close() {
        engine.shutdown();
    }
}
