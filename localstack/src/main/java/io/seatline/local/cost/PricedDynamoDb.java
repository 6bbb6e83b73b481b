package io.seatline.local.cost;

import io.seatline.local.cost.CapacityRules.Consistency;
import io.seatline.local.cost.CapacityRules.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A function's DynamoDB client that counts what each call costs on AWS, by looking at the items before and after it. Its
 * overloads and paginators come down to the methods here; every other action is the interface's own, which throws.
 */
final class PricedDynamoDb implements DynamoDbClient {
    private final String function;
    private final DynamoDbClient raw;
    private final Map<String, TableShape> tables;
    private final Tally tally;
    private final Aside aside;

    /** One write at a time in the whole cloud, or another's would show in what is seen before and after. */
    private final Object writing;

    PricedDynamoDb(
            String function,
            DynamoDbClient raw,
            Map<String, TableShape> tables,
            Tally tally,
            Aside aside,
            Object writing) {
        this.function = function;
        this.raw = raw;
        this.tables = tables;
        this.tally = tally;
        this.aside = aside;
        this.writing = writing;
    }

    /** An item that a call names. */
    private record Target(TableShape table, Map<String, AttributeValue> key) {}

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        GetItemResponse response = raw.getItem(request);
        call("GetItem");
        aside.run(() -> {
            Target target = new Target(table(request.tableName()), request.key());
            readItem(target, Consistency.of(request.consistentRead()));
        });
        return response;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        BatchGetItemResponse response = raw.batchGetItem(request);
        call("BatchGetItem");
        aside.run(() -> request.requestItems().forEach((name, keys) -> keys.keys()
                .forEach(key -> readItem(new Target(table(name), key), Consistency.of(keys.consistentRead())))));
        return response;
    }

    private void readItem(Target target, Consistency consistency) {
        count(Metric.READ_UNITS, target.table().name(), CapacityRules.readItem(ItemSize.of(item(target)), consistency));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        QueryResponse response = raw.query(request);
        call("Query");
        aside.run(() -> price(request));
        return response;
    }

    /** The same page again with all that was looked at: what was selected of it costs no less. */
    private void price(QueryRequest request) {
        if (request.filterExpression() != null
                || request.hasQueryFilter()
                || request.select() == Select.ALL_ATTRIBUTES
                || request.projectionExpression() != null) {
            throw unpriced("a query with a filter or a selection of attributes");
        }
        QueryResponse page = raw.query(request.toBuilder().select((Select) null).build());
        List<Long> sizes = page.items().stream().map(ItemSize::of).toList();
        double units = CapacityRules.query(sizes, Consistency.of(request.consistentRead()));
        TableShape table = table(request.tableName());
        if (request.indexName() == null) {
            count(Metric.READ_UNITS, table.name(), units);
        } else {
            count(Metric.INDEX_READ_UNITS, table.name() + "/" + request.indexName(), units);
        }
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        TableShape table = table(request.tableName());
        Target target = new Target(table, table.keyOf(request.item()));
        return write("PutItem", List.of(target), List.of(request.item()), Writing.STANDARD, () -> raw.putItem(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        Target target = new Target(table(request.tableName()), request.key());
        return write("UpdateItem", List.of(target), List.of(Map.of()), Writing.STANDARD, () -> raw.updateItem(request));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        Target target = new Target(table(request.tableName()), request.key());
        return write("DeleteItem", List.of(target), List.of(Map.of()), Writing.STANDARD, () -> raw.deleteItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        List<Target> targets =
                request.transactItems().stream().map(this::target).toList();
        List<Map<String, AttributeValue>> wanted = request.transactItems().stream()
                .map(action -> Optional.ofNullable(action.put())
                        .<Map<String, AttributeValue>>map(put -> put.item())
                        .orElse(Map.of()))
                .toList();
        return write(
                "TransactWriteItems", targets, wanted, Writing.TRANSACTIONAL, () -> raw.transactWriteItems(request));
    }

    private Target target(TransactWriteItem action) {
        if (action.put() != null) {
            TableShape table = table(action.put().tableName());
            return new Target(table, table.keyOf(action.put().item()));
        }
        if (action.update() != null) {
            return new Target(
                    table(action.update().tableName()), action.update().key());
        }
        if (action.delete() != null) {
            return new Target(
                    table(action.delete().tableName()), action.delete().key());
        }
        if (action.conditionCheck() != null) {
            return new Target(
                    table(action.conditionCheck().tableName()),
                    action.conditionCheck().key());
        }
        throw unpriced("an action " + action);
    }

    /** Does it and counts it; if it fails, what it wanted to write counts as if it stood there. */
    private <T> T write(
            String action,
            List<Target> targets,
            List<Map<String, AttributeValue>> wanted,
            Writing how,
            Supplier<T> doing) {
        synchronized (writing) {
            call(action);
            List<Map<String, AttributeValue>> before = new ArrayList<>();
            aside.run(() -> targets.forEach(target -> before.add(item(target))));
            boolean done = false;
            try {
                T response = doing.get();
                done = true;
                return response;
            } finally {
                boolean written = done;
                aside.run(() -> {
                    for (int i = 0; i < targets.size(); i++) {
                        Map<String, AttributeValue> after = written ? item(targets.get(i)) : wanted.get(i);
                        countWrite(targets.get(i).table(), before.get(i), after, how, written);
                    }
                });
            }
        }
    }

    private void countWrite(
            TableShape table,
            Map<String, AttributeValue> before,
            Map<String, AttributeValue> after,
            Writing how,
            boolean written) {
        count(Metric.WRITE_UNITS, table.name(), CapacityRules.write(ItemSize.of(before), ItemSize.of(after), how));
        if (written) {
            table.indexes()
                    .forEach(index -> count(
                            Metric.INDEX_WRITE_UNITS,
                            table.name() + "/" + index.name(),
                            index.write(before, after, how)));
        }
    }

    private Map<String, AttributeValue> item(Target target) {
        return raw.getItem(r ->
                        r.tableName(target.table().name()).key(target.key()).consistentRead(true))
                .item();
    }

    private TableShape table(String name) {
        TableShape table = tables.get(name.substring(name.lastIndexOf('/') + 1));
        if (table == null) {
            throw unpriced("the table " + name + ", which the template does not have");
        }
        return table;
    }

    private UnsupportedOperationException unpriced(String what) {
        String message = function + " uses DynamoDB in a way that the cost ledger cannot price: " + what;
        tally.spoil(message);
        return new UnsupportedOperationException(message);
    }

    private void call(String action) {
        count(Metric.TABLE_CALLS, action, 1);
    }

    private void count(Metric metric, String resource, double value) {
        tally.add(function, metric, resource, value);
    }

    @Override
    public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
        return raw.serviceClientConfiguration();
    }

    @Override
    public String serviceName() {
        return raw.serviceName();
    }

    @Override
    public void close() {
        raw.close();
    }
}
