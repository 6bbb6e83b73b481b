package io.seatline.dynamodb.random;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Reads the common parameters of the four kinds of actions; the SDK has no common type. */
final class Requests {
    private Requests() {}

    static String table(TransactWriteItem action) {
        if (action.put() != null) {
            return action.put().tableName();
        }
        if (action.update() != null) {
            return action.update().tableName();
        }
        return action.delete() != null
                ? action.delete().tableName()
                : action.conditionCheck().tableName();
    }

    static Map<String, AttributeValue> keyOrItem(TransactWriteItem action) {
        if (action.put() != null) {
            return action.put().item();
        }
        if (action.update() != null) {
            return action.update().key();
        }
        return action.delete() != null
                ? action.delete().key()
                : action.conditionCheck().key();
    }

    static ReturnValuesOnConditionCheckFailure onFailure(TransactWriteItem action) {
        if (action.put() != null) {
            return action.put().returnValuesOnConditionCheckFailure();
        }
        if (action.update() != null) {
            return action.update().returnValuesOnConditionCheckFailure();
        }
        return action.delete() != null
                ? action.delete().returnValuesOnConditionCheckFailure()
                : action.conditionCheck().returnValuesOnConditionCheckFailure();
    }

    /** Returns the sort values of items; {@code none} for one that is not projected. */
    static List<String> sortValues(Shape.Key key, List<Map<String, AttributeValue>> items) {
        return items.stream()
                .map(item -> key.sort()
                        .map(sort -> item.get(sort.name()))
                        .map(Plain::text)
                        .orElse("none"))
                .toList();
    }
}
