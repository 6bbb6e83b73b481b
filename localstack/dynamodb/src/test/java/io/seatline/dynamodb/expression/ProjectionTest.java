package io.seatline.dynamodb.expression;

import static io.seatline.dynamodb.expression.Given.item;
import static io.seatline.dynamodb.expression.Given.list;
import static io.seatline.dynamodb.expression.Given.map;
import static io.seatline.dynamodb.expression.Given.n;
import static io.seatline.dynamodb.expression.Given.placeholders;
import static io.seatline.dynamodb.expression.Given.refusal;
import static io.seatline.dynamodb.expression.Given.s;
import static io.seatline.dynamodb.expression.Given.values;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.dynamodb.value.Item;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTest {
    private static final Item ITEM = item(
            "pk", s("p"),
            "m", map("x", n(1), "y", map("z", n(2))),
            "l", list(map("a", n(1), "b", n(2)), s("one"), s("two")));

    private static Item project(String text) {
        return Projection.parse(text, values()).project(ITEM);
    }

    @Test
    void top_level_attributes_are_returned_whole() {
        assertEquals(item("pk", s("p"), "m", map("x", n(1), "y", map("z", n(2)))), project("pk, m, absent"));
    }

    @Test
    void nested_attributes_keep_their_place() {
        assertEquals(item("m", map("x", n(1), "y", map("z", n(2)))), project("m.x,m.y.z"));
    }

    @Test
    void list_elements_keep_their_order_without_gaps() {
        assertEquals(item("l", list(map("a", n(1)), s("two"))), project("l[2], l[0].a"));
    }

    @Test
    void paths_into_the_same_element_are_merged() {
        assertEquals(item("l", list(map("a", n(1), "b", n(2)))), project("l[0].b, l[0].a"));
    }

    @Test
    void missing_paths_are_left_out() {
        assertEquals(Item.NONE, project("m.nope, l[7], pk.part, l[1].part"));
        assertEquals(Item.NONE, project("l.part, m[0]"));
        assertEquals(Item.NONE, Projection.parse("pk", values()).project(Item.NONE));
    }

    @Test
    void placeholders_give_access_to_reserved_words() {
        Projection projection = Projection.parse("#s.#n[3]", placeholders(Map.of("#s", "status", "#n", "name")));
        assertEquals(Set.of("status"), projection.topLevelNames());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        !!!                  | Syntax error; token: "!", near: "!!"
        whatever(stuff)      | Syntax error; token: "(", near: "whatever(stuff"
        :a                   | Syntax error; token: ":a", near: ":a"
        b1,                  | Syntax error; token: "<EOF>", near: ","
        a,,b                 | Syntax error; token: ",", near: ",,b"
        a[b]                 | Syntax error; token: "b", near: "[b]"
        (a)                  | Syntax error; token: "(", near: "(a"
        a b                  | Syntax error; token: "b", near: "a b"
        a.abORt              | Attribute name is a reserved keyword; reserved keyword: abORt
        set                  | Attribute name is a reserved keyword; reserved keyword: set
        a, #no               | An expression attribute name used in the document path is not defined; attribute name: #no
        b[1], b.a, #a.b, a   | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]
        a, #a[1]             | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, [1]]
        c, c                 | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [c], path two: [c]
        a.b[1], #a[1], c     | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b, [1]], path two: [a, [1]]
        """)
    void invalid_projection_is_refused_in_aws_words(String text, String problem) {
        Placeholders given = placeholders(Map.of("#a", "a"));
        assertEquals("Invalid ProjectionExpression: " + problem, refusal(() -> Projection.parse(text, given)));
    }

    @Test
    void empty_projection_is_refused() {
        assertEquals(
                "Invalid ProjectionExpression: The expression can not be empty;",
                refusal(() -> Projection.parse("", values())));
    }

    @Test
    void path_of_more_than_32_levels_is_refused() {
        assertEquals(
                "Invalid ProjectionExpression: The document path has too many nesting levels; nesting levels: 33",
                refusal(() -> Projection.parse("a" + ".b".repeat(32), values())));
    }
}
