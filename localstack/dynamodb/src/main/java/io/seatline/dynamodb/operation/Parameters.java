package io.seatline.dynamodb.operation;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.expression.*;
import io.seatline.dynamodb.value.Item;
import java.util.*;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.*;
import software.amazon.awssdk.core.util.*;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The parameters of a request or a part of it, by their API names, with the rules that requests share. */
record Parameters(SdkPojo request) {
    static final String CONDITION = "ConditionExpression";
    static final String FILTER = "FilterExpression";
    static final String KEY_CONDITION = "KeyConditionExpression";
    static final String PROJECTION = "ProjectionExpression";
    static final String UPDATE = "UpdateExpression";
    private static final String ATTRIBUTES_TO_GET = "AttributesToGet";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    private static final int MAX_NAME = 255;
    private static final int MAX_ARN = 1024;
    private static final Map<String, List<String>> ALLOWED = new TreeMap<>();

    static {
        ALLOWED.put("ReturnConsumedCapacity", List.of("INDEXES", "TOTAL", "NONE"));
        ALLOWED.put("ReturnItemCollectionMetrics", List.of("SIZE", "NONE"));
        ALLOWED.put("ReturnValues", List.of("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"));
        ALLOWED.put("Select", List.of("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"));
    }

    private static final List<String> LEGACY = List.of(
            "AttributeUpdates", "QueryFilter", "ScanFilter", "Expected", "ConditionalOperator", "KeyConditions");
    private static final List<String> EXPRESSIONS = List.of(PROJECTION, UPDATE, FILTER, CONDITION, KEY_CONDITION);

    /** Returns a parameter; null if it is not set or the request has no such parameter. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The SDK's models define its type.
    <T> T get(String name) {
        SdkField<?> field = request.sdkFieldNameToField().get(name);
        Object value = field == null ? null : field.getValueOrDefault(request);
        return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap ? null : (T) value;
    }

    static <B extends SdkPojo> B set(B builder, String name, Object value) {
        SdkField<?> field = builder.sdkFieldNameToField().get(name);
        if (field != null) {
            field.set(builder, value);
        }
        return builder;
    }

    Parameters check(String... required) {
        Constraints constraints = new Constraints();
        if (request.sdkFieldNameToField().containsKey("TableName")) {
            constraints.name(get("TableName"), "tableName", 1);
        }
        for (String name : required) {
            constraints.required(get(name), name);
        }
        ALLOWED.forEach((name, allowed) -> constraints.oneOf(get(name), name, allowed));
        constraints.check();
        refuseLegacy();
        return this;
    }

    private void refuseLegacy() {
        List<String> legacy = given(LEGACY);
        legacy.addAll(0, given(List.of(ATTRIBUTES_TO_GET)));
        if (legacy.isEmpty()) {
            return;
        }
        List<String> expressions = given(EXPRESSIONS);
        Errors.refuseIf(
                !expressions.isEmpty(),
                "Can not use both expression and non-expression parameters in the same request: Non-expression"
                        + " parameters: {" + String.join(", ", legacy) + "} Expression parameters: {"
                        + String.join(", ", expressions) + "}");
        refuse(LEGACY);
    }

    /** Refuses parameters that this engine does not support, instead of ignoring them. */
    void refuse(List<String> names) {
        List<String> unsupported = given(names);
        String problem = "The parameters {" + String.join(", ", unsupported) + "} are not supported by this engine";
        Errors.refuseIf(!unsupported.isEmpty(), problem);
    }

    private List<String> given(List<String> names) {
        List<String> given = new ArrayList<>(0);
        for (String name : names) {
            if (get(name) != null) {
                given.add(name);
            }
        }
        return given;
    }

    Placeholders placeholders(String main) {
        Map<String, String> names = get("ExpressionAttributeNames");
        Map<String, AttributeValue> values = get("ExpressionAttributeValues");
        if (given(EXPRESSIONS).isEmpty()) {
            Placeholders.refuseWithoutExpression(names != null, values != null, main + " is null");
        }
        return Placeholders.of(names, values);
    }

    Optional<Condition> condition(String kind, Placeholders placeholders) {
        return Optional.<String>ofNullable(get(kind)).map(text -> Condition.parse(kind, text, placeholders));
    }

    Optional<Projection> projection(Placeholders placeholders) {
        List<String> attributesToGet = get(ATTRIBUTES_TO_GET);
        if (attributesToGet != null) {
            Map<String, String> names = new LinkedHashMap<>();
            attributesToGet.forEach(name -> names.put("#a" + names.size(), name));
            String text = String.join(", ", names.keySet());
            return Optional.of(Projection.parse(text, Placeholders.of(names, null)));
        }
        return Optional.<String>ofNullable(get(PROJECTION)).map(text -> Projection.parse(text, placeholders));
    }

    Optional<Projection> projection() {
        Placeholders placeholders = placeholders(PROJECTION);
        Optional<Projection> projection = projection(placeholders);
        placeholders.requireAllUsed();
        return projection;
    }

    static Map<String, AttributeValue> attributes(Item item, Optional<Projection> projection) {
        return item.exists() ? projection.map(p -> p.project(item)).orElse(item).toSdk() : null;
    }

    static final class Constraints {
        private final List<String> broken = new ArrayList<>();

        Constraints name(String name, String path, int min) {
            if (name == null) {
                return required(null, path);
            }
            boolean arn = name.startsWith("arn:");
            int max = arn ? MAX_ARN : MAX_NAME;
            boolean invalid = !name.isEmpty() && !arn && !NAME.matcher(name).matches();
            return broken(name.length() > max, name, path, "have length less than or equal to ", max)
                    .broken(name.length() < min, name, path, "have length greater than or equal to ", min)
                    .broken(invalid, name, path, "satisfy regular expression pattern: ", NAME);
        }

        Constraints required(Object value, String path) {
            return broken(value == null, null, path, "not be null", "");
        }

        Constraints oneOf(String value, String path, List<String> allowed) {
            return broken(value != null && !allowed.contains(value), value, path, "satisfy enum value set: ", allowed);
        }

        Constraints range(Number value, String path, long min, long max) {
            long is = value == null ? min : value.longValue();
            return broken(is < min, value, path, "have value greater than or equal to ", min)
                    .broken(is > max, value, path, "have value less than or equal to ", max);
        }

        Constraints length(List<?> value, String path, int min, int max) {
            return broken(value.size() < min, value, path, "have length greater than or equal to ", min)
                    .broken(value.size() > max, value, path, "have length less than or equal to ", max);
        }

        /** Adds a message if a rule is broken. AWS writes the first letter of a path in lower case. */
        Constraints broken(boolean is, Object value, String path, String rule, Object bound) {
            if (is) {
                String at = Character.toLowerCase(path.charAt(0)) + path.substring(1);
                broken.add("Value " + (value == null ? "null" : "'" + value + "'") + " at '" + at
                        + "' failed to satisfy constraint: Member must " + rule + bound);
            }
            return this;
        }

        void check() {
            if (!broken.isEmpty()) {
                throw Errors.validation(broken.size() + " validation error" + (broken.size() == 1 ? "" : "s")
                        + " detected: " + String.join("; ", broken));
            }
        }
    }
}
