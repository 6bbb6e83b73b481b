package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Ast.*;
import io.seatline.dynamodb.random.Ast.Condition;
import io.seatline.dynamodb.random.Operation.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.*;

/** One thread's reads and writes of a few items. Most writes have a condition on the item's version. */
final class ConcurrentOperations {
    static final String INDEX = "by_writer";
    static final Shape TABLE = new Shape(
            "contested",
            new Shape.Key(new Shape.Attribute("pk", "S"), Optional.empty()),
            List.of(new Shape.Index(
                    INDEX, true, new Shape.Key(new Shape.Attribute("writer", "S"), Optional.empty()), false, Set.of())),
            Optional.of(StreamViewType.NEW_AND_OLD_IMAGES));

    private static final List<String> ITEMS = List.of("a", "b", "c");
    private static final int VERSIONS = 4;

    /** An operation with its outcome, its start and its end. All threads share one logical clock. */
    record Done(Operation operation, Outcome outcome, long began, long ended) {}

    private final Dice dice;
    private final int thread;
    private final Target target;
    private final AtomicLong clock;
    private int written;

    ConcurrentOperations(long seed, int thread, Target target, AtomicLong clock) {
        this.dice = new Dice(seed * 1_000 + thread);
        this.thread = thread;
        this.target = target;
        this.clock = clock;
    }

    List<Done> run(int steps) {
        List<Done> done = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            Operation operation = next();
            long began = clock.incrementAndGet();
            Outcome outcome = target.run(operation);
            done.add(new Done(operation, outcome, began, clock.incrementAndGet()));
        }
        return done;
    }

    private Operation next() {
        String item = dice.pick(ITEMS);
        return switch (dice.below(10)) {
            case 0, 1, 2 -> new Write(update(item), ReturnValue.ALL_NEW, ReturnConsumedCapacity.INDEXES);
            case 3 -> new Write(put(item), ReturnValue.ALL_OLD, ReturnConsumedCapacity.INDEXES);
            case 4 -> new Write(delete(item), ReturnValue.ALL_OLD, ReturnConsumedCapacity.INDEXES);
            case 5 -> new GetItem(read(item), true, null);
            case 6 -> new TransactGet(someItems().map(this::read).toList(), null);
            default -> transaction();
        };
    }

    private Stream<String> someItems() {
        List<String> shuffled = new ArrayList<>(ITEMS);
        shuffled.remove(dice.pick(ITEMS));
        return dice.chance(50) ? shuffled.stream() : ITEMS.stream();
    }

    /** Puts deletions last: the stream records of the other actions identify the transaction. */
    private Operation transaction() {
        List<String> items = someItems().toList();
        List<Action> actions =
                new ArrayList<>(List.of(dice.chance(70) ? update(items.getFirst()) : put(items.getFirst())));
        for (String item : items.subList(1, items.size())) {
            actions.add(
                    switch (dice.below(4)) {
                        case 0 -> check(item);
                        case 1 -> put(item);
                        default -> update(item);
                    });
        }
        if (dice.chance(25)) {
            actions.removeLast();
            actions.add(items.size() > 1 ? delete(items.getLast()) : update(items.getLast()));
        }
        return new TransactWrite(actions, null, ReturnConsumedCapacity.INDEXES);
    }

    /** Returns a unique name for a write. The item keeps it until the next write. */
    private AttributeValue name() {
        return Plain.s("thread" + thread + "-" + written++);
    }

    private static Map<String, AttributeValue> key(String item) {
        return Map.of("pk", Plain.s(item));
    }

    /** Requires a version or a missing item. There are few versions, so that many conditions hold. */
    private Condition condition() {
        return dice.chance(25)
                ? new Call("attribute_not_exists", List.of(Ast.Path.of("pk")))
                : new Compare("=", Ast.Path.of("version"), new Constant(Plain.n(dice.below(VERSIONS))));
    }

    private Action update(String item) {
        // Versions start again at 0.
        boolean restart = dice.chance(30);
        Change version = restart
                ? new Change("SET", Ast.Path.of("version"), new Constant(Plain.n(0)))
                : new Change("ADD", Ast.Path.of("version"), new Constant(Plain.n(1)));
        List<Change> changes = List.of(new Change("SET", Ast.Path.of("writer"), new Constant(name())), version);
        Printer printer = new Printer(dice);
        String text = printer.update(changes);
        Optional<Condition> condition = dice.chance(70) ? Optional.of(condition()) : Optional.empty();
        String conditionText = condition.map(printer::condition).orElse(null);
        return new Action(
                TransactWriteItem.builder()
                        .update(u -> u.tableName(TABLE.name())
                                .key(key(item))
                                .updateExpression(text)
                                .conditionExpression(conditionText)
                                .expressionAttributeNames(printer.names())
                                .expressionAttributeValues(printer.values())
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                        .build(),
                changes,
                condition,
                Optional.empty());
    }

    private Action put(String item) {
        Map<String, AttributeValue> attributes = new HashMap<>(key(item));
        attributes.put("writer", name());
        attributes.put("version", Plain.n(dice.below(VERSIONS)));
        Printer printer = new Printer(dice);
        Condition condition = condition();
        String text = printer.condition(condition);
        return new Action(
                TransactWriteItem.builder()
                        .put(p -> p.tableName(TABLE.name())
                                .item(attributes)
                                .conditionExpression(text)
                                .expressionAttributeNames(printer.names())
                                .expressionAttributeValues(printer.values())
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                        .build(),
                List.of(),
                Optional.of(condition),
                Optional.empty());
    }

    private Action delete(String item) {
        Printer printer = new Printer(dice);
        Condition condition = condition();
        String text = printer.condition(condition);
        return new Action(
                TransactWriteItem.builder()
                        .delete(d -> d.tableName(TABLE.name())
                                .key(key(item))
                                .conditionExpression(text)
                                .expressionAttributeNames(printer.names())
                                .expressionAttributeValues(printer.values())
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                        .build(),
                List.of(),
                Optional.of(condition),
                Optional.empty());
    }

    private Action check(String item) {
        Printer printer = new Printer(dice);
        Condition condition = condition();
        String text = printer.condition(condition);
        return new Action(
                TransactWriteItem.builder()
                        .conditionCheck(c -> c.tableName(TABLE.name())
                                .key(key(item))
                                .conditionExpression(text)
                                .expressionAttributeNames(printer.names())
                                .expressionAttributeValues(printer.values())
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                        .build(),
                List.of(),
                Optional.of(condition),
                Optional.empty());
    }

    private Read read(String item) {
        return new Read(
                Get.builder().tableName(TABLE.name()).key(key(item)).build(), Optional.empty(), Optional.empty());
    }
}
