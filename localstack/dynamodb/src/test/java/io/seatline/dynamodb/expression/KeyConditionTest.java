package io.seatline.dynamodb.expression;

import static io.seatline.dynamodb.expression.Given.b;
import static io.seatline.dynamodb.expression.Given.n;
import static io.seatline.dynamodb.expression.Given.placeholders;
import static io.seatline.dynamodb.expression.Given.refusal;
import static io.seatline.dynamodb.expression.Given.s;
import static io.seatline.dynamodb.expression.Given.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.dynamodb.expression.KeyCondition.Range;
import io.seatline.dynamodb.expression.KeyCondition.Range.Bound;
import io.seatline.dynamodb.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyConditionTest {
    private static final Value ONE = value(n(1));
    private static final Value FIVE = value(n(5));

    private static Placeholders testPlaceholders() {
        return placeholders(
                Map.of("#pk", "pk", "#sk", "sk"),
                ":p",
                s("p"),
                ":one",
                n(1),
                ":five",
                n(5),
                ":ab",
                s("ab"),
                ":bytes",
                b(1));
    }

    private static Range range(String text) {
        return KeyCondition.parse(text, testPlaceholders()).resolve("pk", Optional.of("sk"));
    }

    private static Range.Sort sort(String condition) {
        return range("pk = :p AND " + condition).sort().orElseThrow();
    }

    private static Range.Sort between(Value least, Value greatest) {
        return new Range.Sort(
                Optional.of(new Bound(least, true)), Optional.of(new Bound(greatest, true)), Optional.empty());
    }

    private static Range.Sort upTo(Bound bound) {
        return new Range.Sort(Optional.empty(), Optional.of(bound), Optional.empty());
    }

    private static Range.Sort from(Bound bound) {
        return new Range.Sort(Optional.of(bound), Optional.empty(), Optional.empty());
    }

    @Test
    void partition_key_alone_is_a_range() {
        assertEquals(new Range(value(s("p")), Optional.empty()), range("#pk = :p"));
        assertEquals(range("pk = :p"), range("(:p = pk)"));
    }

    @Test
    void order_of_conditions_and_parentheses_do_not_matter() {
        Range expected = new Range(value(s("p")), Optional.of(between(FIVE, FIVE)));
        assertEquals(expected, range("pk = :p AND sk = :five"));
        assertEquals(expected, range("(#sk = :five) and (#pk = :p)"));
        assertEquals(expected, range("(pk = :p AND (sk = :five))"));
    }

    @Test
    void each_operator_restricts_sort_keys() {
        assertEquals(between(FIVE, FIVE), sort("sk = :five"));
        assertEquals(upTo(new Bound(FIVE, false)), sort("sk < :five"));
        assertEquals(upTo(new Bound(FIVE, true)), sort("sk <= :five"));
        assertEquals(from(new Bound(FIVE, false)), sort("sk > :five"));
        assertEquals(from(new Bound(FIVE, true)), sort("sk >= :five"));
        assertEquals(between(ONE, FIVE), sort("sk BETWEEN :one AND :five"));
        Value ab = value(s("ab"));
        assertEquals(
                new Range.Sort(Optional.of(new Bound(ab, true)), Optional.empty(), Optional.of(ab)),
                sort("begins_with(sk, :ab)"));
    }

    @Test
    void comparators_are_mirrored_if_the_value_comes_first() {
        assertEquals(sort("sk > :five"), sort(":five < sk"));
        assertEquals(sort("sk >= :five"), sort(":five <= sk"));
        assertEquals(sort("sk < :five"), sort(":five > sk"));
        assertEquals(sort("sk <= :five"), sort(":five >= sk"));
    }

    @ParameterizedTest
    @CsvSource({
        "sk = :five, 5, '4,6'",
        "sk < :five, 4, '5,6'",
        "sk <= :five, '4,5', 6",
        "sk > :five, 6, '4,5'",
        "sk >= :five, '5,6', 4",
        "sk BETWEEN :one AND :five, '1,3,5', '0.9,5.1'",
    })
    void range_contains_the_matching_keys(String condition, String inside, String outside) {
        Range.Sort sort = sort(condition);
        for (String key : inside.split(",", -1)) {
            assertTrue(sort.test(value(n(key))), key);
        }
        for (String key : outside.split(",", -1)) {
            assertFalse(sort.test(value(n(key))), key);
        }
    }

    @Test
    void prefix_has_a_lower_bound_and_no_upper_bound() {
        Range.Sort prefix = sort("begins_with(sk, :ab)");
        assertTrue(prefix.test(value(s("ab"))));
        assertTrue(prefix.test(value(s("abc"))));
        assertFalse(prefix.test(value(s("ac"))));
        assertEquals(Optional.of(new Bound(value(s("ab")), true)), prefix.lower());
        assertEquals(Optional.empty(), prefix.upper());
        assertTrue(sort("begins_with(sk, :bytes)").test(value(b(1, 2))));
    }

    @Test
    void bounds_and_values_match_the_request() {
        Range.Sort between = sort("sk BETWEEN :one AND :five");
        assertEquals(Optional.of(new Bound(ONE, true)), between.lower());
        assertEquals(Optional.of(new Bound(FIVE, true)), between.upper());
        assertEquals(List.of(ONE, FIVE), between.values());
        assertEquals(sort("sk = :one").lower(), sort("sk = :one").upper());
        assertEquals(Optional.empty(), sort("sk < :one").lower());
        assertEquals(Optional.empty(), sort("sk > :one").upper());
    }

    @Test
    void conditions_are_keyed_by_attribute_name() {
        assertEquals(
                Set.of("pk", "sk"),
                KeyCondition.parse("#pk = :p AND sk < :one", testPlaceholders())
                        .conditions()
                        .keySet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        sk = :one                       | Query condition missed key schema element: pk
        a = :one AND sk = :one      | Query condition missed key schema element: pk
        pk = :p AND a = :one            | Query condition missed key schema element: sk
        pk > :p                         | Query key condition not supported
        begins_with(pk, :p)             | Query key condition not supported
        pk BETWEEN :p AND :p AND sk = :one | Query key condition not supported
        pk = :p AND sk > :one AND sk < :five | KeyConditionExpressions must only contain one condition per key
        pk = :p AND sk = :one AND a = :one | Conditions can be of length 1 or 2 only
        pk = :p OR sk = :one            | Invalid operator used in KeyConditionExpression: OR
        NOT pk = :p                     | Invalid operator used in KeyConditionExpression: NOT
        pk <> :p                        | Invalid operator used in KeyConditionExpression: <>
        pk IN (:p)                      | Invalid operator used in KeyConditionExpression: IN
        pk = :p AND contains(sk, :p)    | Invalid operator used in KeyConditionExpression: contains
        attribute_exists(pk)            | Invalid operator used in KeyConditionExpression: attribute_exists
        attribute_not_exists(pk)        | Invalid operator used in KeyConditionExpression: attribute_not_exists
        :one > :five                    | Invalid condition in KeyConditionExpression: No key attribute specified
        pk = sk                         | Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition
        begins_with(pk, sk)             | Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition
        begins_with(:p, pk)             | Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand
        :one BETWEEN pk AND sk          | Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand
        pk = size(sk)                   | KeyConditionExpressions cannot contain nested operations
        pk.a = :p                       | KeyConditionExpressions cannot have conditions on nested attributes
        pk[0] = :p                      | KeyConditionExpressions cannot have conditions on nested attributes
        ((pk = :p))                     | Invalid KeyConditionExpression: The expression has redundant parentheses;
        pk = :p sk                      | Invalid KeyConditionExpression: Syntax error; token: "sk", near: ":p sk"
        #no = :p                        | Invalid KeyConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #no
        pk = :p AND begins_with(sk, :one) | Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N
        pk = :p AND sk BETWEEN :five AND :one | Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1}
        pk = :p AND sk BETWEEN :one AND :p | Invalid KeyConditionExpression: The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:p}
        """)
    void invalid_key_condition_is_refused_in_aws_words(String text, String message) {
        assertEquals(message, refusal(() -> range(text)));
    }

    @Test
    void condition_on_a_second_attribute_needs_a_sort_key() {
        KeyCondition condition = KeyCondition.parse("pk = :p AND sk = :one", testPlaceholders());
        assertEquals("Query key condition not supported", refusal(() -> condition.resolve("pk", Optional.empty())));
    }

    @Test
    void empty_key_condition_is_refused() {
        assertEquals(
                "Invalid KeyConditionExpression: The expression can not be empty;",
                refusal(() -> KeyCondition.parse("", testPlaceholders())));
    }
}
