package io.seatline.dynamodb.expression;

import static io.seatline.dynamodb.error.Errors.*;

import io.seatline.dynamodb.value.Value;
import java.util.*;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The name and value placeholders of one request, and the ones that its expressions used. */
public record Placeholders(Map<String, String> names, Map<String, Value> values, Set<String> used) {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";
    private static final Pattern NAME = Pattern.compile("#\\w+");
    private static final Pattern VALUE = Pattern.compile(":\\w+");
    private static final int MAX_BYTES = 255;

    public static Placeholders of(Map<String, String> names, Map<String, AttributeValue> values) {
        Map<String, Value> read = new HashMap<>();
        if (names != null) {
            checkKeys(NAMES, NAME, names.keySet());
            String problem = NAMES + " contains invalid value: Empty attribute name for key ";
            names.forEach((key, name) -> refuseIf(name.isEmpty(), problem + key));
        }
        if (values != null) {
            checkKeys(VALUES, VALUE, values.keySet());
            values.forEach((key, value) -> read.put(key, read(key, value)));
        }
        return new Placeholders(names == null ? Map.of() : names, read, new HashSet<>());
    }

    public static void refuseWithoutExpression(boolean namesGiven, boolean valuesGiven, String absent) {
        refuseIf(namesGiven, NAMES + " can only be specified when using expressions");
        refuseIf(valuesGiven, VALUES + " can only be specified when using expressions: " + absent);
    }

    private static void checkKeys(String parameter, Pattern pattern, Set<String> keys) {
        refuseIf(keys.isEmpty(), parameter + " must not be empty");
        String invalid = parameter + " contains invalid key: ";
        String map = invalid + "The expression attribute map contains ";
        for (String key : keys) {
            refuseIf(key.isEmpty(), map + "an empty key;");
            refuseIf(Value.utf8(key) > MAX_BYTES, map + "a key that is too long;");
            refuseIf(!pattern.matcher(key).matches(), invalid + "Syntax error; key: \"" + key + "\"");
        }
    }

    private static Value read(String placeholder, AttributeValue value) {
        try {
            return Value.read(value);
        } catch (AwsServiceException e) {
            String problem = e.awsErrorDetails().errorMessage();
            throw validation(VALUES + " contains invalid value: " + problem + " for key " + placeholder);
        }
    }

    String name(Kind kind, String placeholder) {
        return use(kind, names, placeholder, "name used in the document path is not defined; attribute name: ");
    }

    Value value(Kind kind, String placeholder) {
        return use(kind, values, placeholder, "value used in expression is not defined; attribute value: ");
    }

    private <T> T use(Kind kind, Map<String, T> given, String placeholder, String undefined) {
        used.add(placeholder);
        kind.refuseIf(!given.containsKey(placeholder), "An expression attribute " + undefined + placeholder);
        return given.get(placeholder);
    }

    public void requireAllUsed() {
        requireUsed(NAMES, names.keySet());
        requireUsed(VALUES, values.keySet());
    }

    private void requireUsed(String parameter, Set<String> keys) {
        // AWS lists unused placeholders in the order of a HashSet.
        Set<String> unused = new HashSet<>(keys);
        unused.removeAll(used);
        String problem = "Value provided in " + parameter + " unused in expressions: keys: {";
        refuseIf(!unused.isEmpty(), problem + String.join(", ", unused) + "}");
    }
}
