package io.seatline.local.engine;

import io.seatline.local.template.Resolved;
import io.seatline.local.template.Resolved.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** DynamoDB: AWS's DynamoDB Local in this process, in memory or in a directory. */
public final class TableEngine implements AutoCloseable {

    private static final Set<String> WRITES = Set.of(
            "putItem",
            "updateItem",
            "deleteItem",
            "transactWriteItems",
            "batchWriteItem",
            "executeStatement",
            "executeTransaction",
            "batchExecuteStatement");

    private final AmazonDynamoDBLocal engine;
    private final DynamoDbClient client;
    private final DynamoDbStreamsClient streams;
    private final List<Signal> writeSignals = new CopyOnWriteArrayList<>();

    /**
     * Starts the engine.
     *
     * @param dataDir where tables are kept; empty for memory
     */
    public TableEngine(Optional<Path> dataDir) {
        boolean disableTelemetry = true;
        this.engine = dataDir.isPresent()
                ? DynamoDBEmbedded.create(file(dataDir.get()).toFile(), disableTelemetry)
                : DynamoDBEmbedded.create(disableTelemetry);
        this.client = tellingOfWrites(engine.dynamoDbClient());
        this.streams = engine.dynamoDbStreamsClient();
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
     * Has a signal raised after each write, so that whoever reads a stream need not poll.
     *
     * @param signal what is raised
     */
    public void raiseAfterWrites(Signal signal) {
        writeSignals.add(signal);
    }

    private DynamoDbClient tellingOfWrites(DynamoDbClient plain) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                TableEngine.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (_, method, arguments) -> {
                    try {
                        return method.invoke(plain, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (WRITES.contains(method.getName())) {
                            writeSignals.forEach(Signal::raise);
                        }
                    }
                });
    }

    /**
     * Creates the template's tables, or makes sure that those in the data directory are the template's.
     *
     * @param cloud what the template declares
     * @param letItemsExpire whether to honour the tables' time to live; the engine deletes by the machine's clock
     * @throws IllegalStateException when a table in the data directory differs from the template's
     */
    public void create(Resolved cloud, boolean letItemsExpire) {
        List<String> existing = client.listTables().tableNames();
        for (Table table : cloud.tables()) {
            if (existing.contains(table.name())) {
                verify(table);
            } else {
                client.createTable(table.request());
            }
            if (letItemsExpire && !existing.contains(table.name())) {
                table.ttlAttribute().ifPresent(attribute -> letExpire(table, attribute));
            }
        }
    }

    private void letExpire(Table table, String attribute) {
        client.updateTimeToLive(request -> request.tableName(table.name())
                .timeToLiveSpecification(TimeToLiveSpecification.builder()
                        .attributeName(attribute)
                        .enabled(true)
                        .build()));
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
