package io.seatline.local.tables;

import io.seatline.dynamodb.DynamoDbEngine;
import io.seatline.dynamodb.EngineOptions;
import io.seatline.local.clock.Signal;
import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.ResolvedTemplate.Table;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** DynamoDB: the template's tables in the table engine. */
public final class TableEngine implements AutoCloseable {
    /** As many as a new on-demand table has on AWS. */
    private static final int SHARDS = 4;

    private final DynamoDbEngine engine;
    private final Map<String, List<Signal>> writeSignals = new ConcurrentHashMap<>();

    /**
     * Opens the engine with the tables of its data directory, if it has one.
     *
     * @param options how the engine behaves; this adds the cloud's region and account, and the number of shards
     */
    public TableEngine(EngineOptions options) {
        engine = new DynamoDbEngine(options.place(Place.REGION, Place.ACCOUNT).shards(SHARDS));
        engine.onWrite(this::raise);
    }

    /** An ordinary client of the tables. */
    public DynamoDbClient client() {
        return engine.client();
    }

    /** A client of the tables that reports what each call consumes, refused writes included. */
    public DynamoDbClient client(Consumer<ConsumedCapacity> metrics) {
        return engine.client(metrics);
    }

    /** An ordinary client of the tables' streams. */
    public DynamoDbStreamsClient streams() {
        return engine.streams();
    }

    /**
     * Serves the tables on a port of this machine by DynamoDB's JSON protocol.
     *
     * @return what ends that
     */
    public AutoCloseable serve(int port) {
        return engine.serve(port);
    }

    /** The ARN of a table's stream. */
    public String streamArn(String table) {
        return client().describeTable(r -> r.tableName(table)).table().latestStreamArn();
    }

    /** The ids of a stream's shards; they stay the same as long as the table exists. */
    public List<String> shards(String streamArn) {
        return streams().describeStream(r -> r.streamArn(streamArn)).streamDescription().shards().stream()
                .map(Shard::shardId)
                .toList();
    }

    /**
     * Returns a table's stream records of the last day in the order of their commits. The engine numbers the records of all
     * its tables in one sequence.
     */
    public List<Record> history(String table) {
        String stream = streamArn(table);
        return shards(stream).stream()
                .flatMap(shard -> records(stream, shard))
                .sorted(Comparator.comparing(record -> record.dynamodb().sequenceNumber()))
                .toList();
    }

    private Stream<Record> records(String stream, String shard) {
        String start = streams()
                .getShardIterator(
                        r -> r.streamArn(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return Stream.iterate(
                        records(start), page -> !page.records().isEmpty(), page -> records(page.nextShardIterator()))
                .flatMap(page -> page.records().stream());
    }

    private GetRecordsResponse records(String iterator) {
        return streams().getRecords(r -> r.shardIterator(iterator));
    }

    /**
     * Raises a signal after each write to a table, so that readers of its stream need not poll.
     *
     * @param table the table's name
     */
    public void raiseAfterWrites(String table, Signal signal) {
        writeSignals.computeIfAbsent(table, _ -> new CopyOnWriteArrayList<>()).add(signal);
    }

    private void raise(Collection<String> tables) {
        tables.forEach(table -> writeSignals.getOrDefault(table, List.of()).forEach(Signal::raise));
    }

    /**
     * Creates the template's tables, or verifies those in the data directory.
     *
     * @throws IllegalStateException when a table in the data directory differs from the template's
     */
    public void create(ResolvedTemplate cloud) {
        List<String> existing = client().listTables().tableNames();
        for (Table table : cloud.tables()) {
            if (existing.contains(table.name())) {
                verify(table);
            } else {
                client().createTable(table.request());
            }
        }
    }

    private void verify(Table table) {
        TableDescription is = client().describeTable(request -> request.tableName(table.name()))
                .table();
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
        if (!Objects.equals(wanted, is)) {
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
        engine.close();
    }
}
