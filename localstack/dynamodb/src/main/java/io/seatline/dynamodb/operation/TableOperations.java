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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;
import software.amazon.awssdk.utils.builder.*;

/** Creates, describes and deletes tables. A new table is active at once. */
public interface TableOperations extends DynamoDbClient {
    DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    Engine engine();

    /** The start of all ARNs, up to the colon before {@code table/}. */
    String arnPrefix();

    @Override
    default CreateTableResponse createTable(CreateTableRequest request) {
        TableRules.check(request);
        TableDescription description = description(request);
        engine().store().write(() -> {
            if (engine().tables().find(request.tableName()).isPresent()) {
                throw Errors.of(ResourceInUseException.builder(), "Table already exists: " + request.tableName());
            }
            engine().tables().create(description);
            return description;
        });
        TableDescription result = description.copy(table -> table.tableStatus(TableStatus.CREATING));
        return CreateTableResponse.builder().tableDescription(result).build();
    }

    private TableDescription description(CreateTableRequest request) {
        Instant now = engine().clock().instant();
        ProvisionedThroughput given = request.provisionedThroughput();
        String arn = arnPrefix() + ":table/" + request.tableName();
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

    private static TableDescription withIndexes(
            TableDescription is, TableDescription.Builder table, BiConsumer<String, SdkPojo> complete) {
        return table.globalSecondaryIndexes(completed(is.globalSecondaryIndexes(), complete))
                .localSecondaryIndexes(completed(is.localSecondaryIndexes(), complete))
                .build();
    }

    private static <B extends SdkPojo & CopyableBuilder<B, T>, T extends SdkPojo & ToCopyableBuilder<B, T>>
            List<T> completed(List<T> indexes, BiConsumer<String, SdkPojo> complete) {
        List<T> completed = indexes.stream()
                .map(index -> index.copy(b -> complete.accept(new Parameters(index).get("IndexName"), b)))
                .toList();
        return completed.isEmpty() ? null : completed;
    }

    @Override
    default DescribeTableResponse describeTable(DescribeTableRequest request) {
        new Parameters(request).check();
        Table table = existing(request.tableName());
        TableDescription.Builder counted = table.description().toBuilder()
                .itemCount(table.items().sizeAsLong())
                .tableSizeBytes(bytes(table.items()));
        TableDescription description = engine().store()
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
        return engine().tables()
                .find(name)
                .orElseThrow(() -> Errors.notFound("Requested resource not found: Table: " + name + " not found"));
    }

    @Override
    default DeleteTableResponse deleteTable(DeleteTableRequest request) {
        new Parameters(request).check();
        TableDescription deleted = engine().store().write(() -> {
            Table table = existing(request.tableName());
            String problem = "Resource cannot be deleted as it is currently protected against deletion. ";
            boolean isProtected = table.description().deletionProtectionEnabled();
            Errors.refuseIf(isProtected, problem + "Disable deletion protection first.");
            engine().tables().delete(table);
            return table.description().copy(is -> is.tableStatus(TableStatus.DELETING));
        });
        return DeleteTableResponse.builder().tableDescription(deleted).build();
    }

    @Override
    default ListTablesResponse listTables(ListTablesRequest request) {
        Integer limit = request.limit();
        new Parameters.Constraints().range(limit, "limit", 1, Listing.MAX_NAMES).check();
        var names = engine().tables().all().stream().map(Table::name);
        Listing page = Listing.of(names, request.exclusiveStartTableName(), limit);
        var result = ListTablesResponse.builder().tableNames(page.names());
        return result.lastEvaluatedTableName(page.last()).build();
    }

    @Override
    default UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
        new Parameters(request).check("TimeToLiveSpecification");
        TimeToLiveSpecification requested = request.timeToLiveSpecification();
        String attribute = requested.attributeName();
        boolean incomplete = requested.enabled() == null || attribute == null || attribute.isEmpty();
        String rule = "have an attributeName with length greater than or equal to 1 and a value for enabled";
        new Parameters.Constraints()
                .broken(incomplete, requested, "timeToLiveSpecification", rule, "")
                .check();
        engine().store().write(() -> {
            Table table = existing(request.tableName());
            Optional<String> current = engine().tables().timeToLive(table);
            boolean alreadySo = current.isPresent() == requested.enabled();
            Errors.refuseIf(alreadySo, "TimeToLive is already " + (requested.enabled() ? "enabled" : "disabled"));
            String problem = "TimeToLive is active on a different AttributeName: current AttributeName is "
                    + current.orElse(null);
            Errors.refuseIf(!current.orElse(attribute).equals(attribute), problem);
            engine().tables().timeToLive(table, requested.enabled() ? Optional.of(attribute) : Optional.empty());
            return table;
        });
        var result = UpdateTimeToLiveResponse.builder();
        return result.timeToLiveSpecification(requested).build();
    }

    @Override
    default DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request) {
        new Parameters(request).check();
        Optional<String> attribute = engine().tables().timeToLive(existing(request.tableName()));
        TimeToLiveStatus status = attribute.isPresent() ? TimeToLiveStatus.ENABLED : TimeToLiveStatus.DISABLED;
        var result = DescribeTimeToLiveResponse.builder();
        return result.timeToLiveDescription(is -> is.timeToLiveStatus(status).attributeName(attribute.orElse(null)))
                .build();
    }
}
