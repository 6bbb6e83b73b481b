package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Ast.*;
import io.seatline.dynamodb.random.Operation.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.*;

/** A model of DynamoDB that is as simple as possible: sorted maps, one operation at a time. */
final class Model {
    static final String NOT_FOUND = "ResourceNotFoundException/ResourceNotFoundException";

    private static final int TRANSACTION_FACTOR = 2;

    private final Map<String, ModelTable> tables = new TreeMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    Model(List<Shape> shapes) {
        shapes.forEach(shape -> tables.put(shape.name(), new ModelTable(shape)));
    }

    private Model(Model other) {
        other.tables.forEach((name, table) -> tables.put(name, table.copy()));
        tokens.putAll(other.tokens);
    }

    Model copy() {
        return new Model(this);
    }

    ModelTable table(String name) {
        ModelTable table = tables.get(name);
        if (table == null) {
            throw new Refused(Outcome.error(NOT_FOUND));
        }
        return table;
    }

    /** Runs an operation. */
    Outcome run(Operation operation) {
        try {
            return switch (operation) {
                case Write write -> write(write);
                case GetItem get -> get(get);
                case Operation.Query query -> new ModelReads(this).query(query);
                case Operation.Scan scan -> new ModelReads(this).scan(scan);
                case BatchGet batch -> batchGet(batch);
                case BatchWrite batch -> batchWrite(batch);
                case TransactGet transaction -> transactGet(transaction);
                case TransactWrite transaction -> transactWrite(transaction);
            };
        } catch (Refused refused) {
            return refused.outcome();
        }
    }

    static void refuse(Optional<String> fault) {
        fault.ifPresent(error -> {
            throw new Refused(Outcome.error(error).with("why", "invalid on purpose"));
        });
    }

    /** An accepted write: the item before and after. */
    private record Effect(ModelTable table, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        void apply() {
            table.replace(before, after);
        }

        /** Adds the units of the write. {@code times} is 2 in a transaction; global indexes are written once, later. */
        void addTo(Units units, int times) {
            String name = table.shape().name();
            units.add(name, Units.TABLE, times * written(Math.max(Plain.size(before), Plain.size(after))));
            for (Shape.Index index : table.shape().indexes()) {
                Map<String, AttributeValue> old = table.entry(index, before);
                Map<String, AttributeValue> fresh = table.entry(index, after);
                boolean moved = !old.isEmpty()
                        && !fresh.isEmpty()
                        && !ModelTable.keyOf(index.key(), old).equals(ModelTable.keyOf(index.key(), fresh));
                double here = Plain.text(old).equals(Plain.text(fresh))
                        ? 0
                        : moved
                                ? written(Plain.size(old)) + written(Plain.size(fresh))
                                : written(Math.max(Plain.size(old), Plain.size(fresh)));
                units.add(name, index.name(), (index.global() ? 1 : times) * here);
            }
        }
    }

    private static double written(int bytes) {
        return Math.max(1, (bytes + 1023) / 1024);
    }

    static double read(int bytes) {
        return Math.max(1, (bytes + 4095) / 4096);
    }

    /** Refuses invalid expressions. This needs no item. */
    private void checkExpressions(Action action) {
        refuse(action.fault());
        action.condition().ifPresent(Rules::check);
        ModelTable table = table(Requests.table(action.request()));
        Rules.check(action.changes(), table.shape().key().names());
    }

    private void checkKey(Action action) {
        ModelTable table = table(Requests.table(action.request()));
        if (action.request().put() != null) {
            table.checkItem(action.request().put().item());
        } else {
            table.checkKey(Requests.keyOrItem(action.request()));
        }
    }

    private Map<String, AttributeValue> before(Action action) {
        return table(Requests.table(action.request())).get(Requests.keyOrItem(action.request()));
    }

    /** Refuses a write whose condition fails. The refusal has the item if the request asks for it. */
    private static void checkCondition(Action action, Map<String, AttributeValue> before) {
        if (action.condition().isPresent()
                && !Interpreter.holds(action.condition().get(), before)) {
            boolean returnsItem = Requests.onFailure(action.request()) == ReturnValuesOnConditionCheckFailure.ALL_OLD;
            throw new Refused(Outcome.error("ConditionalCheckFailedException/ConditionalCheckFailedException")
                    .with("item", returnsItem ? Plain.textOrNone(before) : "none"));
        }
    }

    private Effect effect(Action action) {
        ModelTable table = table(Requests.table(action.request()));
        Map<String, AttributeValue> before = before(action);
        checkCondition(action, before);
        TransactWriteItem request = action.request();
        if (request.put() != null) {
            return new Effect(table, before, request.put().item());
        }
        if (request.delete() != null) {
            return new Effect(table, before, Map.of());
        }
        if (request.conditionCheck() != null) {
            return new Effect(table, before, before);
        }
        Map<String, AttributeValue> from = before.isEmpty() ? request.update().key() : before;
        Map<String, AttributeValue> after = Interpreter.update(action.changes(), from);
        table.checkItem(after);
        return new Effect(table, before, after);
    }

    private Outcome write(Write write) {
        Action action = write.action();
        if (action.request().update() == null
                && write.returned() != null
                && write.returned() != ReturnValue.NONE
                && write.returned() != ReturnValue.ALL_OLD) {
            throw Refused.invalid("only updates return such values");
        }
        checkExpressions(action);
        checkKey(action);
        Effect effect = effect(action);
        effect.apply();
        Units units = new Units();
        effect.addTo(units, 1);
        List<Path> targets = action.changes().stream().map(Change::target).toList();
        Map<String, AttributeValue> returned =
                switch (write.returned()) {
                    case ALL_OLD -> effect.before();
                    case ALL_NEW -> effect.after();
                    case UPDATED_OLD -> Interpreter.project(targets, effect.before());
                    case UPDATED_NEW -> Interpreter.project(targets, effect.after());
                    case null, default -> Map.of();
                };
        return Outcome.success()
                .with("attributes", Plain.textOrNone(returned))
                .with("capacity", units.text(write.capacity()));
    }

    private void checkRead(Read read) {
        refuse(read.fault());
        read.projection().ifPresent(Rules::checkPaths);
        table(read.request().tableName());
    }

    private Map<String, AttributeValue> item(Read read) {
        return table(read.request().tableName()).get(read.request().key());
    }

    private static String projected(Optional<List<Path>> paths, Map<String, AttributeValue> item) {
        if (item.isEmpty()) {
            return "none";
        }
        return Plain.textOrNone(paths.map(p -> Interpreter.project(p, item)).orElse(item));
    }

    private Outcome get(GetItem get) {
        checkRead(get.read());
        String table = get.read().request().tableName();
        table(table).checkKey(get.read().request().key());
        Map<String, AttributeValue> item = item(get.read());
        Units units = new Units().add(table, Units.TABLE, (get.consistent() ? 1 : 0.5) * read(Plain.size(item)));
        return Outcome.success()
                .with("item", projected(get.read().projection(), item))
                .with("capacity", units.text(get.capacity()));
    }

    private Outcome batchGet(BatchGet batch) {
        refuse(batch.fault());
        batch.projection().values().forEach(Rules::checkPaths);
        Units units = new Units();
        Map<String, List<String>> found = new TreeMap<>();
        batch.request().requestItems().forEach((name, wanted) -> {
            ModelTable table = table(name);
            wanted.keys().forEach(table::checkKey);
            distinct(wanted.keys().stream().map(Plain::text).toList());
            for (Map<String, AttributeValue> key : wanted.keys()) {
                Map<String, AttributeValue> item = table.get(key);
                double factor = Boolean.TRUE.equals(wanted.consistentRead()) ? 1 : 0.5;
                units.add(name, Units.TABLE, factor * read(Plain.size(item)));
                if (!item.isEmpty()) {
                    found.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(projected(
                                    Optional.ofNullable(batch.projection().get(name)), item));
                }
            }
        });
        found.values().forEach(items -> items.sort(null));
        return Outcome.success()
                .with("items", found)
                .with("unprocessed", 0)
                .with("capacity", units.text(batch.request().returnConsumedCapacity()));
    }

    private static void distinct(List<String> keys) {
        if (new HashSet<>(keys).size() < keys.size()) {
            throw Refused.invalid("the same item twice");
        }
    }

    private Outcome batchWrite(BatchWrite batch) {
        refuse(batch.fault());
        List<Effect> effects = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        batch.request().requestItems().forEach((name, writes) -> {
            for (WriteRequest write : writes) {
                ModelTable table = table(name);
                boolean put = write.putRequest() != null;
                Map<String, AttributeValue> item =
                        put ? write.putRequest().item() : write.deleteRequest().key();
                if (put) {
                    table.checkItem(item);
                } else {
                    table.checkKey(item);
                }
                keys.add(name + ModelTable.keyOf(table.shape().key(), item));
                effects.add(new Effect(table, table.get(item), put ? item : Map.of()));
            }
        });
        distinct(keys);
        Units units = new Units();
        effects.forEach(Effect::apply);
        effects.forEach(effect -> effect.addTo(units, 1));
        return Outcome.success()
                .with("unprocessed", 0)
                .with("capacity", units.text(batch.request().returnConsumedCapacity()));
    }

    private Outcome transactGet(TransactGet transaction) {
        transaction.reads().forEach(this::checkRead);
        cancelUnlessAll(transaction.reads().stream()
                .map(read -> (Runnable) () -> table(read.request().tableName())
                        .checkKey(read.request().key()))
                .toList());
        distinct(transaction.reads().stream()
                .map(read ->
                        read.request().tableName() + Plain.text(read.request().key()))
                .toList());
        Units units = new Units();
        List<String> items = new ArrayList<>();
        for (Read read : transaction.reads()) {
            Map<String, AttributeValue> item = item(read);
            units.add(read.request().tableName(), Units.TABLE, TRANSACTION_FACTOR * read(Plain.size(item)));
            items.add(projected(read.projection(), item));
        }
        return Outcome.success().with("items", items).with("capacity", units.text(transaction.capacity()));
    }

    /** Runs all parts. If some are refused, refuses all, with the reasons in order. */
    private static void cancelUnlessAll(List<Runnable> parts) {
        List<String> reasons = new ArrayList<>();
        for (Runnable part : parts) {
            try {
                part.run();
                reasons.add("None");
            } catch (Refused refused) {
                Map<String, String> outcome = refused.outcome().parts();
                reasons.add(
                        outcome.containsKey("item")
                                ? "ConditionalCheckFailed " + outcome.get("item")
                                : "ValidationError none");
            }
        }
        if (reasons.stream().anyMatch(reason -> !reason.equals("None"))) {
            throw new Refused(Outcome.error("TransactionCanceledException/TransactionCanceledException")
                    .with("reasons", reasons));
        }
    }

    private Outcome transactWrite(TransactWrite transaction) {
        List<Action> actions = transaction.actions();
        actions.forEach(this::checkExpressions);
        cancelUnlessAll(actions.stream()
                .map(action -> (Runnable) () -> checkKey(action))
                .toList());
        distinct(actions.stream()
                .map(action -> Requests.table(action.request())
                        + ModelTable.keyOf(
                                table(Requests.table(action.request())).shape().key(),
                                Requests.keyOrItem(action.request())))
                .toList());
        Units units = new Units();
        String request = actions.stream().map(a -> a.request().toString()).collect(Collectors.joining());
        String earlier = transaction.token() == null ? null : tokens.get(transaction.token());
        if (earlier != null && !earlier.equals(request)) {
            throw new Refused(
                    Outcome.error("IdempotentParameterMismatchException/IdempotentParameterMismatchException"));
        }
        if (earlier != null) {
            actions.forEach(action -> units.add(
                    Requests.table(action.request()),
                    Units.TABLE,
                    TRANSACTION_FACTOR * read(Plain.size(before(action)))));
            return Outcome.success().with("capacity", units.text(transaction.capacity()));
        }
        Map<Action, Effect> effects = new LinkedHashMap<>();
        cancelUnlessAll(actions.stream()
                .map(action -> (Runnable) () -> effects.put(action, effect(action)))
                .toList());
        effects.values().forEach(Effect::apply);
        effects.values().forEach(effect -> effect.addTo(units, TRANSACTION_FACTOR));
        if (transaction.token() != null) {
            tokens.put(transaction.token(), request);
        }
        return Outcome.success().with("capacity", units.text(transaction.capacity()));
    }
}
