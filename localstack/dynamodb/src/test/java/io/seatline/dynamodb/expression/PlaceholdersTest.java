package io.seatline.dynamodb.expression;

import static io.seatline.dynamodb.expression.Given.list;
import static io.seatline.dynamodb.expression.Given.n;
import static io.seatline.dynamodb.expression.Given.placeholders;
import static io.seatline.dynamodb.expression.Given.refusal;
import static io.seatline.dynamodb.expression.Given.s;
import static io.seatline.dynamodb.expression.Given.ss;
import static io.seatline.dynamodb.expression.Given.values;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PlaceholdersTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "#", "#a-b", "#a.b", ":a", "#é", "a#"})
    void invalid_name_placeholders_are_refused(String key) {
        assertEquals(
                "ExpressionAttributeNames contains invalid key: Syntax error; key: \"" + key + "\"",
                refusal(() -> placeholders(Map.of(key, "a"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ":", ":a b", "#a"})
    void invalid_value_placeholders_are_refused(String key) {
        assertEquals(
                "ExpressionAttributeValues contains invalid key: Syntax error; key: \"" + key + "\"",
                refusal(() -> values(":ok", AttributeValue.builder().build(), key, s("a"))));
    }

    @Test
    void empty_maps_are_refused() {
        assertEquals("ExpressionAttributeNames must not be empty", refusal(() -> Placeholders.of(Map.of(), Map.of())));
        assertEquals("ExpressionAttributeValues must not be empty", refusal(() -> Placeholders.of(null, Map.of())));
    }

    @Test
    void empty_and_too_long_placeholders_are_refused() {
        assertEquals(
                "ExpressionAttributeNames contains invalid key: The expression attribute map contains an empty key;",
                refusal(() -> placeholders(Map.of("", "a"))));
        assertEquals(
                "ExpressionAttributeValues contains invalid key:"
                        + " The expression attribute map contains a key that is too long;",
                refusal(() -> values(":" + "a".repeat(255), s("a"))));
    }

    @Test
    void empty_attribute_name_is_refused() {
        assertEquals(
                "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a",
                refusal(() -> placeholders(Map.of("#a", ""))));
    }

    @Test
    void invalid_value_is_reported_with_its_placeholder() {
        String prefix = "ExpressionAttributeValues contains invalid value: ";
        assertEquals(
                prefix + "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
                        + " for key :b",
                refusal(() -> values(":b", list(AttributeValue.builder().build()))));
        assertEquals(
                prefix + "One or more parameter values were invalid: An string set  may not be empty for key :b",
                refusal(() -> values(":b", ss())));
        assertEquals(
                prefix + "The parameter cannot be converted to a numeric value: x for key :b",
                refusal(() -> values(":b", n("x"))));
    }

    @Test
    void unused_placeholders_are_refused() {
        Placeholders given = placeholders(Map.of("#a", "a", "#b", "b"), ":x", s("x"), ":y", s("y"));
        Condition.parse("ConditionExpression", "#a = :x", given);
        assertEquals(
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
                refusal(given::requireAllUsed));
        Projection.parse("#b", given);
        assertEquals(
                "Value provided in ExpressionAttributeValues unused in expressions: keys: {:y}",
                refusal(given::requireAllUsed));
        Update.parse("SET c = :y", given);
        assertDoesNotThrow(given::requireAllUsed);
    }

    @Test
    void all_unused_placeholders_are_listed() {
        assertEquals(
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}",
                refusal(placeholders(Map.of("#a", "a", "#b", "b"))::requireAllUsed));
    }

    @Test
    void placeholders_without_expressions_are_refused() {
        assertEquals(
                "ExpressionAttributeNames can only be specified when using expressions",
                refusal(() -> Placeholders.refuseWithoutExpression(true, true, "FilterExpression is null")));
        assertEquals(
                "ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null",
                refusal(() -> Placeholders.refuseWithoutExpression(false, true, "FilterExpression is null")));
        assertDoesNotThrow(() -> Placeholders.refuseWithoutExpression(false, false, ""));
    }

    @Test
    void missing_placeholder_maps_are_allowed() {
        Placeholders none = Placeholders.of(null, null);
        assertDoesNotThrow(none::requireAllUsed);
    }
}
