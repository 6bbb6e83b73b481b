package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Ast.*;
import io.seatline.dynamodb.random.Ast.Condition;
import io.seatline.dynamodb.random.Operation.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.*;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Creates operations on tables, some of them invalid on purpose. */
final class RandomOperations {
    private static final String INVALID = "DynamoDbException/ValidationException";
    private static final Optional<String> NO_FAULT = Optional.empty();

    private final Dice dice;
    private final List<Shape> tables;
    private final RandomValues values;
    private final RandomExpressions expressions;
    private final Dialect dialect;
    private final List<TransactWrite> withToken = new ArrayList<>();

    RandomOperations(Dice dice, List<Shape> tables, Dialect dialect) {
        this.dice = dice;
        this.tables = tables;
        this.dialect = dialect;
        values = new RandomValues(dice, dialect);
        expressions = new RandomExpressions(dice, values, dialect);
    }

    Operation next() {
        return switch (dice.below(20)) {
            case 0, 1, 2, 3 -> new Write(put(dice.pick(tables)), returned(false), capacity());
            case 4, 5, 6, 7 -> new Write(update(dice.pick(tables)), returned(true), capacity());
            case 8, 9 -> new Write(delete(dice.pick(tables)), returned(false), capacity());
            case 10 -> new GetItem(read(dice.pick(tables)), dice.chance(50), capacity());
            case 11, 12, 13 -> query(dice.pick(tables));
            case 14, 15 -> scan(dice.pick(tables));
            case 16 -> batchGet();
            case 17 -> batchWrite();
            case 18 -> transactGet();
            default -> transactWrite();
        };
    }

    private ReturnConsumedCapacity capacity() {
        return dice.pick(
                ReturnConsumedCapacity.INDEXES, ReturnConsumedCapacity.TOTAL, ReturnConsumedCapacity.NONE, null);
    }

    private ReturnValue returned(boolean update) {
        return update || dice.chance(3)
                ? dice.pick(
                        ReturnValue.ALL_NEW,
                        ReturnValue.ALL_OLD,
                        ReturnValue.UPDATED_NEW,
                        ReturnValue.UPDATED_OLD,
                        ReturnValue.NONE,
                        null)
                : dice.pick(ReturnValue.ALL_OLD, ReturnValue.NONE, null);
    }

    private ReturnValuesOnConditionCheckFailure onFailure() {
        return dice.pick(ReturnValuesOnConditionCheckFailure.ALL_OLD, ReturnValuesOnConditionCheckFailure.NONE, null);
    }

    private Map<String, AttributeValue> key(Shape shape) {
        Map<String, AttributeValue> key = new HashMap<>();
        shape.key().attributes().forEach(a -> key.put(a.name(), values.key(a.type())));
        if (dice.chance(98)) {
            return key;
        }
        switch (dice.below(4)) {
            case 0 -> key.put(dice.pick(shape.key().names()), values.any(2));
            case 1 -> key.remove(dice.pick(shape.key().names()));
            case 2 -> key.put("a", values.text());
            default ->
                key.put(dice.pick(shape.key().names()), Plain.s("k".repeat(dice.pick(0, 1024, 1025, 2048, 2049))));
        }
        return key;
    }

    private Map<String, AttributeValue> item(Shape shape) {
        Map<String, AttributeValue> item = new HashMap<>(key(shape));
        for (String name : List.of("g1", "g2")) {
            if (dice.chance(60)) {
                item.put(name, expressions.indexValue(shape, name));
            }
        }
        for (String name : RandomExpressions.ATTRIBUTES) {
            if (dice.chance(50)) {
                item.put(name, attribute(name));
            }
        }
        if (dice.chance(1)) {
            // Near the size limit of an item, 409,600 bytes.
            item.put("a", Plain.s("z".repeat(dice.pick(100_000, 409_500, 409_600))));
        }
        return item;
    }

    private AttributeValue attribute(String name) {
        return dice.chance(15)
                ? values.any(0)
                : switch (name) {
                    case "n" -> values.number();
                    case "a", "status" -> values.text();
                    case "l" -> values.list(0);
                    case "m" -> values.map(0);
                    case "t" -> values.set("SS");
                    default -> values.any(0);
                };
    }

    /** Sometimes makes the placeholders of a request invalid; returns the expected error. */
    private Optional<String> fault(Printer printer) {
        if (dice.chance(98)) {
            return NO_FAULT;
        }
        printer.makeInvalid();
        return Optional.of(INVALID);
    }

    private Optional<Condition> condition(Shape shape, int percent) {
        return dice.chance(percent)
                ? Optional.of(expressions.condition(shape.key().names(), dice.below(3)))
                : Optional.empty();
    }

    private static String print(Optional<Condition> condition, Printer printer) {
        return condition.map(printer::condition).orElse(null);
    }

    private Action put(Shape shape) {
        if (dice.chance(1)) {
            return new Action(
                    TransactWriteItem.builder()
                            .put(p -> p.tableName("no_table").item(item(shape)))
                            .build(),
                    List.of(),
                    Optional.empty(),
                    Optional.of(Model.NOT_FOUND));
        }
        Printer printer = new Printer(dice);
        Optional<Condition> condition = condition(shape, 40);
        String text = print(condition, printer);
        Optional<String> fault = fault(printer);
        Map<String, AttributeValue> item = item(shape);
        if (fault.isEmpty() && dice.chance(2)) {
            item.put("b", invalidValue());
            fault = Optional.of(INVALID);
        }
        return new Action(
                TransactWriteItem.builder()
                        .put(p -> p.tableName(shape.name())
                                .item(item)
                                .conditionExpression(text)
                                .expressionAttributeNames(printer.names())
                                .expressionAttributeValues(printer.values())
                                .returnValuesOnConditionCheckFailure(onFailure()))
                        .build(),
                List.of(),
                condition,
                fault);
    }

    private AttributeValue invalidValue() {
        AttributeValue deep = Plain.n(1);
        for (int i = 0; i < 33; i++) {
            deep = AttributeValue.fromL(List.of(deep));
        }
        return dice.pick(
                Plain.n("one"),
                Plain.n(""),
                Plain.n("1E126"),
                Plain.n("1E-131"),
                Plain.n("1" + "0".repeat(37) + "1"),
                AttributeValue.fromSs(List.of()),
                AttributeValue.fromSs(List.of("a", "a")),
                AttributeValue.fromNs(List.of("1", "1.0")),
                AttributeValue.fromNul(false),
                AttributeValue.builder().build(),
                deep);
    }

    private Action update(Shape shape) {
        Printer printer = new Printer(dice);
        boolean bare = dice.chance(4);
        List<Change> changes = bare ? List.of() : expressions.changes(shape);
        Optional<Condition> condition = condition(shape, 40);
        String update = bare ? null : printer.update(changes);
        String text = print(condition, printer);
        Optional<String> fault = fault(printer);
        return new Action(
                TransactWriteItem.builder()
                        .update(u -> u.tableName(shape.name())
                                .key(key(shape))
                                .updateExpression(update)
                                .conditionExpression(text)
                                .expressionAttributeNames(printer.names())
                                .expressionAttributeValues(printer.values())
                                .returnValuesOnConditionCheckFailure(onFailure()))
                        .build(),
                changes,
                condition,
                fault);
    }

    private Action delete(Shape shape) {
        Printer printer = new Printer(dice);
        Optional<Condition> condition = condition(shape, 40);
        String text = print(condition, printer);
        Optional<String> fault = fault(printer);
        return new Action(
                TransactWriteItem.builder()
                        .delete(d -> d.tableName(shape.name())
                                .key(key(shape))
                                .conditionExpression(text)
                                .expressionAttributeNames(printer.names())
                                .expressionAttributeValues(printer.values())
                                .returnValuesOnConditionCheckFailure(onFailure()))
                        .build(),
                List.of(),
                condition,
                fault);
    }

    private Action check(Shape shape) {
        Printer printer = new Printer(dice);
        Optional<Condition> condition = condition(shape, 100);
        String text = print(condition, printer);
        Optional<String> fault = fault(printer);
        return new Action(
                TransactWriteItem.builder()
                        .conditionCheck(c -> c.tableName(shape.name())
                                .key(key(shape))
                                .conditionExpression(text)
                                .expressionAttributeNames(printer.names())
                                .expressionAttributeValues(printer.values())
                                .returnValuesOnConditionCheckFailure(onFailure()))
                        .build(),
                List.of(),
                condition,
                fault);
    }

    private Read read(Shape shape) {
        Printer printer = new Printer(dice);
        Optional<List<Path>> projection = projection(shape);
        String text = projection.map(printer::projection).orElse(null);
        Optional<String> fault = NO_FAULT;
        if (dice.chance(2) && printer.values() == null) {
            printer.makeInvalid();
            // Reads have no values.
            fault = printer.values() == null ? Optional.of(INVALID) : NO_FAULT;
        }
        return new Read(
                Get.builder()
                        .tableName(shape.name())
                        .key(key(shape))
                        .projectionExpression(text)
                        .expressionAttributeNames(printer.names())
                        .build(),
                projection,
                fault);
    }

    private Optional<List<Path>> projection(Shape shape) {
        return dice.chance(35) ? Optional.of(expressions.projection(shape.key().names())) : Optional.empty();
    }

    private Operation query(Shape shape) {
        Printer printer = new Printer(dice);
        Optional<Shape.Index> index = index(shape);
        Shape.Key key = index.map(Shape.Index::key).orElse(shape.key());
        Condition condition = keyCondition(key);
        String keyText = printer.condition(condition);
        List<String> filterKeys = dice.chance(5) ? key.names() : List.of("b");
        Optional<Condition> filter = mayFetch(index) && dice.chance(35)
                ? Optional.of(expressions.condition(filterKeys, dice.below(3)))
                : Optional.empty();
        Optional<List<Path>> projection = mayFetch(index) ? projection(shape) : Optional.empty();
        String filterText = print(filter, printer);
        String projectionText = projection.map(printer::projection).orElse(null);
        Optional<String> fault = fault(printer);
        Integer limit = limit();
        if (limit != null && limit == 0) {
            fault = Optional.of(INVALID);
        }
        return new Query(
                QueryRequest.builder()
                        .tableName(shape.name())
                        .indexName(index.map(Shape.Index::name).orElse(null))
                        .keyConditionExpression(keyText)
                        .filterExpression(filterText)
                        .projectionExpression(projectionText)
                        .expressionAttributeNames(printer.names())
                        .expressionAttributeValues(printer.values())
                        .scanIndexForward(dice.pick(true, false, null))
                        .consistentRead(consistent(index))
                        .limit(limit)
                        .select(select(projection.isPresent(), mayFetch(index)))
                        .returnConsumedCapacity(capacity())
                        .build(),
                condition,
                filter,
                projection,
                fault);
    }

    private Integer limit() {
        return dice.chance(45) ? Integer.valueOf(dice.chance(98) ? dice.between(1, 6) : 0) : null;
    }

    private Boolean consistent(Optional<Shape.Index> index) {
        boolean global = index.isPresent() && index.get().global();
        return (global && dice.chance(97)) ? null : dice.pick(Boolean.TRUE, Boolean.FALSE, null);
    }

    /** Tells whether a read may need attributes that the index must fetch from the table. */
    private boolean mayFetch(Optional<Shape.Index> index) {
        return dialect == Dialect.FULL || index.isEmpty() || index.get().all();
    }

    private Select select(boolean projection, boolean all) {
        if (!all) {
            return dice.chance(70) ? null : Select.COUNT;
        }
        if (dice.chance(3)) {
            return dice.pick(
                    Select.ALL_ATTRIBUTES, Select.ALL_PROJECTED_ATTRIBUTES, Select.COUNT, Select.SPECIFIC_ATTRIBUTES);
        }
        return projection
                ? dice.pick(Select.SPECIFIC_ATTRIBUTES, null)
                : dice.pick(null, null, Select.COUNT, Select.ALL_ATTRIBUTES);
    }

    private Optional<Shape.Index> index(Shape shape) {
        return (shape.indexes().isEmpty() || dice.chance(35))
                ? Optional.empty()
                : Optional.of(dice.pick(shape.indexes()));
    }

    private Condition keyCondition(Shape.Key key) {
        Shape.Attribute partition = key.partition();
        Operand hash = Path.of(partition.name());
        Operand value = new Constant(dice.chance(98) ? values.key(partition.type()) : Plain.s("another type?"));
        Condition equal = dice.chance(85) ? new Compare("=", hash, value) : new Compare("=", value, hash);
        Optional<Shape.Attribute> sort = dice.chance(3) ? Optional.of(new Shape.Attribute("sk", "S")) : key.sort();
        if (sort.isEmpty() || sort.get().equals(partition) || dice.chance(30)) {
            return equal;
        }
        Condition range = range(sort.get());
        return dice.chance(80) ? new And(equal, range) : new And(range, equal);
    }

    private Condition range(Shape.Attribute sort) {
        Operand path = Path.of(sort.name());
        Operand value = new Constant(dice.chance(98) ? values.key(sort.type()) : values.key("S"));
        return switch (dice.below(6)) {
            case 0 -> expressions.between(path, value, new Constant(values.key(sort.type())));
            case 1 -> new Call("begins_with", List.of(path, value));
            case 2 -> new Compare(dice.pick("<", "<=", ">", ">=", "="), value, path);
            default -> new Compare(dice.pick("<", "<=", ">", ">=", "="), path, value);
        };
    }

    private Operation scan(Shape shape) {
        Printer printer = new Printer(dice);
        Optional<Shape.Index> index = index(shape);
        Optional<Condition> filter = mayFetch(index) ? condition(shape, 40) : Optional.empty();
        Optional<List<Path>> projection = mayFetch(index) ? projection(shape) : Optional.empty();
        String filterText = print(filter, printer);
        String projectionText = projection.map(printer::projection).orElse(null);
        Optional<String> fault = fault(printer);
        Integer limit = limit();
        if (limit != null && limit == 0) {
            fault = Optional.of(INVALID);
        }
        return new Scan(
                ScanRequest.builder()
                        .tableName(shape.name())
                        .indexName(index.map(Shape.Index::name).orElse(null))
                        .filterExpression(filterText)
                        .projectionExpression(projectionText)
                        .expressionAttributeNames(printer.names())
                        .expressionAttributeValues(printer.values())
                        .consistentRead(consistent(index))
                        .limit(limit)
                        .totalSegments(dice.chance(30) ? Integer.valueOf(dice.between(1, 5)) : null)
                        .select(select(projection.isPresent(), mayFetch(index)))
                        .returnConsumedCapacity(capacity())
                        .build(),
                filter,
                projection,
                fault);
    }

    private Operation batchGet() {
        Map<String, KeysAndAttributes> wanted = new LinkedHashMap<>();
        Map<String, List<Path>> projections = new HashMap<>();
        Optional<String> fault = NO_FAULT;
        for (Shape shape : someTables()) {
            Printer printer = new Printer(dice);
            Optional<List<Path>> projection = projection(shape);
            projection.ifPresent(paths -> projections.put(shape.name(), paths));
            String text = projection.map(printer::projection).orElse(null);
            wanted.put(
                    shape.name(),
                    KeysAndAttributes.builder()
                            .keys(keys(shape))
                            .projectionExpression(text)
                            .expressionAttributeNames(printer.names())
                            .consistentRead(dice.pick(true, false, null))
                            .build());
        }
        if (dice.chance(2)) {
            wanted.put(
                    "no_table",
                    KeysAndAttributes.builder()
                            .keys(List.of(Map.of("pk", Plain.s("a"))))
                            .build());
            return new BatchGet(
                    BatchGetItemRequest.builder()
                            .requestItems(Map.of("no_table", wanted.get("no_table")))
                            .build(),
                    Map.of(),
                    Optional.of(Model.NOT_FOUND));
        }
        return new BatchGet(
                BatchGetItemRequest.builder()
                        .requestItems(wanted)
                        .returnConsumedCapacity(capacity())
                        .build(),
                projections,
                fault);
    }

    private List<Shape> someTables() {
        return dice.chance(60) ? List.of(dice.pick(tables)) : tables;
    }

    private List<Map<String, AttributeValue>> keys(Shape shape) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        int size = dice.between(1, 8);
        for (int i = 0; i < size; i++) {
            Map<String, AttributeValue> key = key(shape);
            if (known.add(Plain.text(key)) || dice.chance(3)) {
                keys.add(key);
            }
        }
        return keys;
    }

    private Operation batchWrite() {
        Map<String, List<WriteRequest>> wanted = new LinkedHashMap<>();
        for (Shape shape : someTables()) {
            List<WriteRequest> writes = new ArrayList<>();
            for (Map<String, AttributeValue> key : keys(shape)) {
                Map<String, AttributeValue> item = item(shape);
                shape.key().names().forEach(item::remove);
                item.putAll(key);
                boolean put = dice.chance(70);
                writes.add(WriteRequest.builder()
                        .putRequest(put ? PutRequest.builder().item(item).build() : null)
                        .deleteRequest(
                                put ? null : DeleteRequest.builder().key(key).build())
                        .build());
            }
            wanted.put(shape.name(), writes);
        }
        return new BatchWrite(
                BatchWriteItemRequest.builder()
                        .requestItems(wanted)
                        .returnConsumedCapacity(capacity())
                        .build(),
                NO_FAULT);
    }

    private Operation transactGet() {
        List<Read> reads = new ArrayList<>();
        Set<String> usedKeys = new LinkedHashSet<>();
        int size = dice.between(1, 4);
        for (int i = 0; i < size; i++) {
            Read read = read(dice.pick(tables));
            if (usedKeys.add(read.request().tableName()
                            + Plain.text(read.request().key()))
                    || dice.chance(5)) {
                reads.add(read);
            }
        }
        return new TransactGet(reads, capacity());
    }

    private Operation transactWrite() {
        if (!withToken.isEmpty() && dice.chance(20)) {
            TransactWrite known = dice.pick(withToken);
            return dice.chance(70) ? known : new TransactWrite(actions(), known.token(), capacity());
        }
        String token = dice.chance(30) ? "token" + withToken.size() : null;
        TransactWrite transaction = new TransactWrite(actions(), token, capacity());
        if (token != null) {
            withToken.add(transaction);
        }
        return transaction;
    }

    private List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        Set<String> usedKeys = new LinkedHashSet<>();
        int size = dice.between(1, 5);
        for (int i = 0; i < size; i++) {
            Shape shape = dice.pick(tables);
            Action action =
                    switch (dice.below(6)) {
                        case 0, 1 -> put(shape);
                        case 2, 3 -> update(shape);
                        case 4 -> delete(shape);
                        default -> check(shape);
                    };
            Map<String, AttributeValue> key = new HashMap<>(Requests.keyOrItem(action.request()));
            key.keySet().retainAll(shape.key().names());
            boolean complete = action.request().update() == null
                    || action.request().update().updateExpression() != null;
            if (complete && (usedKeys.add(shape.name() + Plain.text(key)) || dice.chance(4))) {
                actions.add(action);
            }
        }
        return actions.isEmpty() ? List.of(delete(tables.getFirst())) : actions;
    }
}
