package io.seatline.dynamodb.operation;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.json.Json;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.Tables.Listing;
import io.seatline.dynamodb.value.Item;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.util.*;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.*;
import software.amazon.awssdk.utils.builder.*;

/** Makes, describes and deletes tables. A table is ready at once. */
public final class TableOperations {
    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Engine engine;
    private final String arnPrefix;

    /** Operations on tables whose ARNs begin with a prefix, up to the colon before {@code table/}. */
    public TableOperations(Engine engine, String arnPrefix) {
        this.engine = engine;
        this.arnPrefix = arnPrefix;
    }

    public CreateTableResponse create(CreateTableRequest request) {
        TableRules.check(request);
        TableDescription description = described(request);
        engine.store().write(() -> {
            if (engine.tables().find(request.tableName()).isPresent()) {
                throw Errors.inUse("Table already exists: " + request.tableName());
            }
            engine.tables().create(description);
            return description;
        });
        return CreateTableResponse.builder()
                .tableDescription(description.copy(table -> table.tableStatus(TableStatus.CREATING)))
                .build();
    }

    /** What the request and the description have in common keeps its names. */
    private TableDescription described(CreateTableRequest request) {
        Instant now = engine.clock().instant();
        ProvisionedThroughput given = request.provisionedThroughput();
        String arn = arnPrefix + ":table/" + request.tableName();
        TableDescription common = (TableDescription) Json.read(Json.write(request), TableDescription.builder());
        TableDescription.Builder table = common.toBuilder()
                .tableId(UUID.randomUUID().toString())
                .tableArn(arn)
                .tableStatus(TableStatus.ACTIVE)
                .creationDateTime(now)
                .deletionProtectionEnabled(Boolean.TRUE.equals(request.deletionProtectionEnabled()))
                .provisionedThroughput(throughput -> throughput
                        .numberOfDecreasesToday(0L)
                        .readCapacityUnits(given == null ? 0 : given.readCapacityUnits())
                        .writeCapacityUnits(given == null ? 0 : given.writeCapacityUnits()));
        if (request.billingMode() == BillingMode.PAY_PER_REQUEST) {
            table.billingModeSummary(b -> b.billingMode(request.billingMode()).lastUpdateToPayPerRequestDateTime(now));
        }
        StreamSpecification stream = request.streamSpecification();
        if (stream != null && stream.streamEnabled()) {
            table.latestStreamLabel(LABEL.format(now)).latestStreamArn(arn + "/stream/" + LABEL.format(now));
        } else {
            table.streamSpecification((StreamSpecification) null);
        }
        return withIndexes(common, table, (name, index) -> {
            Parameters.set(index, "IndexArn", arn + "/index/" + name);
            Parameters.set(index, "IndexStatus", IndexStatus.ACTIVE.toString());
        });
    }

    /** Completes the descriptions of a table's indexes, global and local; it gets the name of each. */
    private static TableDescription withIndexes(
            TableDescription is, TableDescription.Builder table, BiConsumer<String, SdkPojo> complete) {
        return table.globalSecondaryIndexes(each(is.globalSecondaryIndexes(), complete))
                .localSecondaryIndexes(each(is.localSecondaryIndexes(), complete))
                .build();
    }

    private static <B extends SdkPojo & CopyableBuilder<B, T>, T extends SdkPojo & ToCopyableBuilder<B, T>>
            List<T> each(List<T> indexes, BiConsumer<String, SdkPojo> complete) {
        List<T> completed = indexes.stream()
                .map(index -> index.copy(b -> complete.accept(new Parameters(index).get("IndexName"), b)))
                .toList();
        return completed.isEmpty() ? null : completed;
    }

    /** Tells what a table is and how much it holds, counted now (AWS counts every six hours). */
    public DescribeTableResponse describe(DescribeTableRequest request) {
        new Parameters(request).check();
        Table table = existing(request.tableName());
        TableDescription.Builder counted = table.description().toBuilder()
                .itemCount(table.items().sizeAsLong())
                .tableSizeBytes(bytes(table.items()));
        TableDescription description = engine.store()
                .read(() -> withIndexes(table.description(), counted, (name, index) -> {
                    MVMap<?, Item> entries = table.index(name).orElseThrow().entries();
                    Parameters.set(index, "ItemCount", entries.sizeAsLong());
                    Parameters.set(index, "IndexSizeBytes", bytes(entries));
                }));
        return DescribeTableResponse.builder().table(description).build();
    }

    private static long bytes(MVMap<?, Item> items) {
        return items.values().stream().mapToLong(Item::size).sum();
    }

    private Table existing(String name) {
        return engine.tables()
                .find(name)
                .orElseThrow(() -> Errors.notFound("Requested resource not found: Table: " + name + " not found"));
    }

    /** Deletes a table with all its items. */
    public DeleteTableResponse delete(DeleteTableRequest request) {
        new Parameters(request).check();
        TableDescription deleted = engine.store().write(() -> {
            Table table = existing(request.tableName());
            Errors.refuseIf(
                    Boolean.TRUE.equals(table.description().deletionProtectionEnabled()),
                    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion"
                            + " protection first.");
            engine.tables().delete(table);
            return table.description().copy(is -> is.tableStatus(TableStatus.DELETING));
        });
        return DeleteTableResponse.builder().tableDescription(deleted).build();
    }

    /** Lists the tables' names in their order. */
    public ListTablesResponse list(ListTablesRequest request) {
        new Parameters.Constraints()
                .range(request.limit(), "limit", 1, Listing.LONGEST)
                .check();
        Listing page = Listing.of(
                engine.tables().all().stream().map(Table::name), request.exclusiveStartTableName(), request.limit());
        return ListTablesResponse.builder()
                .tableNames(page.names())
                .lastEvaluatedTableName(page.last())
                .build();
    }

    /** Sets the attribute that says until when an item lives, or unsets it. */
    public UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
        new Parameters(request).check("TimeToLiveSpecification");
        TimeToLiveSpecification wanted = request.timeToLiveSpecification();
        String attribute = wanted.attributeName();
        new Parameters.Constraints()
                .broken(
                        wanted.enabled() == null || attribute == null || attribute.isEmpty(),
                        wanted,
                        "timeToLiveSpecification",
                        "have an attributeName with length greater than or equal to 1 and a value for enabled",
                        "")
                .check();
        engine.store().write(() -> {
            Table table = existing(request.tableName());
            Optional<String> is = engine.tables().timeToLive(table);
            Errors.refuseIf(
                    is.isPresent() == wanted.enabled(),
                    "TimeToLive is already " + (wanted.enabled() ? "enabled" : "disabled"));
            Errors.refuseIf(
                    !is.orElse(attribute).equals(attribute),
                    "TimeToLive is active on a different AttributeName: current AttributeName is " + is.orElse(null));
            engine.tables().timeToLive(table, wanted.enabled() ? Optional.of(attribute) : Optional.empty());
            return table;
        });
        return UpdateTimeToLiveResponse.builder()
                .timeToLiveSpecification(wanted)
                .build();
    }

    /** Tells the attribute that says until when an item lives. */
    public DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request) {
        new Parameters(request).check();
        Optional<String> attribute = engine.tables().timeToLive(existing(request.tableName()));
        return DescribeTimeToLiveResponse.builder()
                .timeToLiveDescription(d -> d.attributeName(attribute.orElse(null))
                        .timeToLiveStatus(attribute.isPresent() ? TimeToLiveStatus.ENABLED : TimeToLiveStatus.DISABLED))
                .build();
    }
}
