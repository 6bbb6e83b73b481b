package io.seatline.dynamodb.operation;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.expression.*;
import io.seatline.dynamodb.operation.Engine.InFlight.ItemRef;
import io.seatline.dynamodb.store.Key;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.Table.Effect;
import io.seatline.dynamodb.value.Item;
import java.util.*;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** A write of one item. {@code given} is the new item of a put, and the key for all other kinds. */
record Write(
        Kind kind, Table table, Item given, Optional<Update> update, Optional<Condition> condition, boolean withOld) {
    enum Kind {
        PUT,
        UPDATE,
        DELETE,
        CHECK;

        String parameter() {
            return this == PUT ? "Item" : "Key";
        }
    }

    static Write of(Kind kind, Table table, Item given) {
        return new Write(kind, table, checked(kind, table, given), Optional.empty(), Optional.empty(), false);
    }

    /** Reads a write. Invalid expressions and tables are refused at once, invalid items by the supplier. */
    static Supplier<Write> read(Kind kind, Parameters request, Tables tables) {
        Placeholders placeholders =
                request.placeholders(kind == Kind.UPDATE ? Parameters.UPDATE : Parameters.CONDITION);
        Optional<Update> update = Optional.<String>ofNullable(request.get(Parameters.UPDATE))
                .map(text -> Update.parse(text, placeholders));
        Optional<Condition> condition = request.condition(Parameters.CONDITION, placeholders);
        placeholders.requireAllUsed();
        Item given = Item.read(request.get(kind.parameter()));
        Table table = tables.get(request.get("TableName"));
        for (String name : table.keys().names()) {
            if (update.isPresent() && update.get().topLevelNames().contains(name)) {
                throw Errors.invalidParameter(
                        "Cannot update attribute " + name + ". This attribute is part of the key");
            }
        }
        boolean withOld = "ALL_OLD".equals(request.get("ReturnValuesOnConditionCheckFailure"));
        return () -> new Write(kind, table, checked(kind, table, given), update, condition, withOld);
    }

    private static Item checked(Kind kind, Table table, Item given) {
        return kind == Kind.PUT ? Keys.checkedItem(table, given) : Keys.checkedKey(table, given);
    }

    Key key() {
        return table.key(given);
    }

    ItemRef ref() {
        return new ItemRef(table.name(), key());
    }

    Item before() {
        return table.get(key());
    }

    Effect commit(Engine engine) {
        return engine.write(List.of(table), () -> {
            Effect effect = decide(engine, Usage.Mode.STANDARD);
            engine.tables().apply(effect, false);
            return effect;
        });
    }

    /** Returns the effect. Throws if the condition fails, the result cannot be stored or a partition is throttled. */
    Effect decide(Engine engine, Usage.Mode mode) {
        Item before = before();
        if (condition.isPresent() && !condition.get().test(before)) {
            Map<String, AttributeValue> old = withOld ? Parameters.attributes(before, Optional.empty()) : null;
            throw Errors.of(ConditionalCheckFailedException.builder().item(old), "The conditional request failed");
        }
        Item after =
                switch (kind) {
                    case PUT -> given;
                    case UPDATE -> changed(before.exists() ? before : given);
                    case DELETE -> Item.NONE;
                    case CHECK -> before;
                };
        Effect effect = Effect.of(table, key(), before, after);
        engine.throttle().write(effect, mode);
        return effect;
    }

    private Item changed(Item before) {
        if (update.isEmpty()) {
            return before;
        }
        Item after = update.get().apply(before);
        Keys.checkIndexKeys(table, after);
        Errors.refuseIf(after.size() > Keys.MAX_ITEM, "Item size to update has exceeded the maximum allowed size");
        return after;
    }

    Usage chargeRefused(Usage usage) {
        Item before = before();
        return usage.write(table, before, kind == Kind.PUT ? given : before);
    }

    Item updatedPart(Item item) {
        return update.map(u -> u.updatedPart(item)).orElse(Item.NONE);
    }
}
