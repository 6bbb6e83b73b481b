package io.seatline.dynamodb.expression;

import static io.seatline.dynamodb.expression.Given.b;
import static io.seatline.dynamodb.expression.Given.bool;
import static io.seatline.dynamodb.expression.Given.bs;
import static io.seatline.dynamodb.expression.Given.item;
import static io.seatline.dynamodb.expression.Given.list;
import static io.seatline.dynamodb.expression.Given.map;
import static io.seatline.dynamodb.expression.Given.n;
import static io.seatline.dynamodb.expression.Given.ns;
import static io.seatline.dynamodb.expression.Given.nul;
import static io.seatline.dynamodb.expression.Given.placeholders;
import static io.seatline.dynamodb.expression.Given.refusal;
import static io.seatline.dynamodb.expression.Given.s;
import static io.seatline.dynamodb.expression.Given.ss;
import static io.seatline.dynamodb.expression.Given.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.dynamodb.value.Item;
import io.seatline.dynamodb.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class UpdateTest {
    private static final Item ITEM = item(
            "pk", s("p"),
            "ten", n(10),
            "txt", s("x"),
            "l", list(s("a"), s("b"), s("c"), s("d")),
            "m", map("x", n(1), "in_m", list(n(1), n(3))),
            "tags", ss("a", "b"),
            "nums", ns("1", "2"),
            "bins", bs(b(1), b(2)));

    private static Placeholders testPlaceholders() {
        return placeholders(
                Map.of("#m", "m", "#x", "x", "#odd", "[3]"),
                ":one",
                n(1),
                ":three",
                n(3),
                ":s",
                s("new"),
                ":list",
                list(s("z")),
                ":ac",
                ss("a", "c"),
                ":ab",
                ss("a", "b"),
                ":23",
                ns("2.0", "3"),
                ":b2",
                bs(b(2), b(3)),
                ":map",
                map("q", n(1)),
                ":bool",
                bool(true),
                ":null",
                nul(),
                ":bin",
                b(1));
    }

    private static Item update(String text) {
        return Update.parse(text, testPlaceholders()).apply(ITEM);
    }

    private static void assertChange(String text, String attribute, AttributeValue expected) {
        Map<String, Value> all = new HashMap<>(ITEM.attributes());
        all.put(attribute, Given.value(expected));
        assertEquals(Item.of(all), update(text), text);
    }

    @Test
    void set_assigns_values_paths_and_sums() {
        assertChange("SET a1 = :s", "a1", s("new"));
        assertChange("set ten = ten + :one", "ten", n(11));
        assertChange("SET ten = ten - :three", "ten", n(7));
        assertChange("SET ten = :three - :one", "ten", n(2));
        assertChange("SET ten = (ten + :one)", "ten", n(11));
        assertChange("SET ten = ((ten) + (m.#x)) - :three", "ten", n(8));
        assertChange("SET txt = pk", "txt", s("p"));
        assertChange("SET #m.#x = #m.#x + :one", "m", map("x", n(2), "in_m", list(n(1), n(3))));
        assertChange("SET m.nope = :map", "m", map("x", n(1), "in_m", list(n(1), n(3)), "nope", map("q", n(1))));
    }

    @Test
    void if_not_exists_falls_back_if_the_path_has_no_value() {
        assertChange("SET ten = if_not_exists(ten, :one)", "ten", n(10));
        assertChange("SET fresh = if_not_exists(fresh, :one)", "fresh", n(1));
        assertChange("SET fresh = if_not_exists(fresh, ten) + :one", "fresh", n(11));
        assertChange("SET fresh = if_not_exists(m.nope, if_not_exists(l[9], :s))", "fresh", s("new"));
    }

    @Test
    void list_append_joins_lists() {
        assertChange("SET l = list_append(l, :list)", "l", list(s("a"), s("b"), s("c"), s("d"), s("z")));
        assertChange("SET l = list_append(:list, m.in_m)", "l", list(s("z"), n(1), n(3)));
        assertChange("SET fresh = list_append(if_not_exists(fresh, :list), :list)", "fresh", list(s("z"), s("z")));
    }

    @Test
    void set_replaces_list_elements_or_appends_in_index_order() {
        assertChange("SET l[1] = :s", "l", list(s("a"), s("new"), s("c"), s("d")));
        assertChange(
                "SET l[9] = :s, l[7] = :one, l[0] = pk", "l", list(s("p"), s("b"), s("c"), s("d"), n(1), s("new")));
        Item empty = item("pk", s("p"), "l", list());
        assertEquals(
                item("pk", s("p"), "l", list(s("new"))),
                Update.parse("SET l[0] = :s", testPlaceholders()).apply(empty));
    }

    @Test
    void remove_uses_the_list_indexes_from_before_the_update() {
        assertChange("REMOVE l[0], l[2]", "l", list(s("b"), s("d")));
        assertChange("REMOVE l[0] SET l[1] = :s, l[8] = :one", "l", list(s("new"), s("c"), s("d"), n(1)));
        assertChange("REMOVE m.x, m.in_m[1]", "m", map("in_m", list(n(1))));
        assertChange("REMOVE l[9], m.nope, nothing_there", "l", list(s("a"), s("b"), s("c"), s("d")));
        assertEquals(item("pk", s("p")), update("REMOVE ten, txt, l, m, tags, nums, bins"));
    }

    @Test
    void add_sums_numbers_and_joins_sets() {
        assertChange("ADD ten :three", "ten", n(13));
        assertChange("ADD fresh :three", "fresh", n(3));
        assertChange("ADD m.x :one, m.nope :one", "m", map("x", n(2), "nope", n(1), "in_m", list(n(1), n(3))));
        assertChange("ADD tags :ac", "tags", ss("a", "b", "c"));
        assertChange("ADD nums :23", "nums", ns("1", "2", "3"));
        assertChange("ADD bins :b2", "bins", bs(b(1), b(2), b(3)));
        assertChange("ADD fresh :ac", "fresh", ss("a", "c"));
    }

    @Test
    void delete_of_the_last_set_element_removes_the_attribute() {
        assertChange("DELETE tags :ac", "tags", ss("b"));
        assertChange("DELETE nums :23", "nums", ns("1"));
        assertChange("DELETE bins :b2", "bins", bs(b(1)));
        assertNull(update("DELETE tags :ab").get("tags"));
        assertEquals(ITEM, update("DELETE fresh :ab"));
    }

    @Test
    void all_actions_see_the_item_before_the_update() {
        Item after = update("SET ten = :one, a2 = ten, third = tags REMOVE txt ADD nums :23 DELETE tags :ac");
        assertEquals(Given.value(n(1)), after.get("ten"));
        assertEquals(Given.value(n(10)), after.get("a2"));
        assertEquals(Given.value(ss("a", "b")), after.get("third"));
        assertEquals(Given.value(ss("b")), after.get("tags"));
    }

    @Test
    void nested_changes_of_one_list_and_map_are_combined() {
        Item before = item("a", s("key"), "b", map("a", n(1), "b", n(2), "c", n(3)), "c", list(n(1), n(3)));
        Update update = Update.parse(
                "set b.c=((c[1])+(b.a)),b.a = a,c[1] = a, c[4] = b.a - b.b, c[2] = b.c add c[8] :b, c[6] :a",
                values(":a", n(2), ":b", ss("a")));
        Item after = update.apply(before);
        assertEquals(
                item(
                        "a", s("key"),
                        "b", map("a", s("key"), "b", n(2), "c", n(4)),
                        "c", list(n(1), s("key"), n(3), n(-1), n(2), ss("a"))),
                after);
        assertEquals(
                item("b", map("a", s("key"), "c", n(4)), "c", list(s("key"), n(3), n(2))), update.updatedPart(after));
        assertEquals(item("b", map("a", n(1), "c", n(3)), "c", list(n(3))), update.updatedPart(before));
        assertEquals(Set.of("b", "c"), update.topLevelNames());
    }

    @Test
    void update_does_not_modify_the_old_item() {
        Item before = item("pk", s("p"), "m", map("l", list(n(1))), "tags", ss("a"));
        Update.parse("SET m.l[0] = :three, m.l[1] = :one ADD tags :ac", testPlaceholders())
                .apply(before);
        assertEquals(item("pk", s("p"), "m", map("l", list(n(1))), "tags", ss("a")), before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a.b = :s", "SET m.nope.x = :s", "SET txt.x = :s", "SET l.x = :s", "SET m[0] = :s",
                "SET l[9].x = :s", "REMOVE a.b", "REMOVE txt[0]", "ADD a.b :one", "DELETE m.nope.x :ac",
            })
    void path_without_a_parent_is_refused(String text) {
        assertEquals(
                "The document path provided in the update expression is invalid for update",
                refusal(() -> update(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a = b",
                "SET a = m.nope",
                "SET a = b + :one",
                "SET a = :one - b",
                "SET a = list_append(b, :list)",
                "SET a = list_append(:list, l[9])",
                "SET a = if_not_exists(b, d)",
            })
    void operand_without_a_value_is_refused(String text) {
        assertEquals(
                "The provided expression refers to an attribute that does not exist in the item",
                refusal(() -> update(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a = txt + :one",
                "SET a = :one - l",
                "SET a = list_append(txt, :list)",
                "SET a = list_append(:list, ten)",
                "ADD txt :one",
                "ADD tags :one",
                "ADD ten :ac",
                "ADD nums :ac",
                "ADD l :ac",
                "DELETE ten :ac",
                "DELETE nums :ac",
            })
    void operand_of_the_wrong_type_is_refused(String text) {
        assertEquals("An operand in the update expression has an incorrect data type", refusal(() -> update(text)));
    }

    @Test
    void sum_out_of_range_is_refused() {
        Item great = item("pk", s("p"), "n", n("9.9e125"));
        assertTrue(refusal(() ->
                        Update.parse("ADD n :n", values(":n", n("9.9e125"))).apply(great))
                .startsWith("Number overflow."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        INVALID SYNTAX HERE         | Syntax error; token: "INVALID", near: "INVALID SYNTAX"
        ADD hits : incr             | Syntax error; token: ":", near: "hits : incr"
        SET a = :one,               | Syntax error; token: "<EOF>", near: ","
        SET                         | Syntax error; token: "<EOF>", near: "SET"
        set a = set                 | Syntax error; token: "set", near: "= set"
        set a b                     | Syntax error; token: "b", near: "a b"
        set :one = b                | Syntax error; token: ":one", near: "set :one ="
        set a = b * c               | Syntax error; token: "*", near: "b * c"
        set a = b + c + d           | Syntax error; token: "+", near: "c + d"
        set (a = b)                 | Syntax error; token: "(", near: "set (a"
        set a = (b.c).d             | Syntax error; token: ".", near: ").d"
        set a = b < c               | Syntax error; token: "<", near: "b < c"
        remove a = b                | Syntax error; token: "=", near: "a = b"
        remove :one                 | Syntax error; token: ":one", near: "remove :one"
        add a b                     | Syntax error; token: "b", near: "a b"
        delete a if_not_exists(b)   | Syntax error; token: "if_not_exists", near: "a if_not_exists("
        set a = ((b))               | The expression has redundant parentheses;
        set abOrt = :one            | Attribute name is a reserved keyword; reserved keyword: abOrt
        remove a.status             | Attribute name is a reserved keyword; reserved keyword: status
        set a = foo(:one)           | Invalid function name; function: foo
        set a = IF_NOT_EXISTS(a, b) | Invalid function name; function: IF_NOT_EXISTS
        set a = attribute_exists(b) | The function is not allowed in an update expression; function: attribute_exists
        set a = size(b)             | The function is not allowed in an update expression; function: size
        set a = b set c = :one      | The "SET" section can only be used once in an update expression;
        remove a set b = c remove d | The "REMOVE" section can only be used once in an update expression;
        add a :one add c :one       | The "ADD" section can only be used once in an update expression;
        delete a :ac delete c :ac   | The "DELETE" section can only be used once in an update expression;
        set a[2147483648] = :one    | List index is not within the allowable range; index: [2147483648]
        set #no = :one              | An expression attribute name used in the document path is not defined; attribute name: #no
        set a = b.#no               | An expression attribute name used in the document path is not defined; attribute name: #no
        set a = :no                 | An expression attribute value used in expression is not defined; attribute value: :no
        add a :no                   | An expression attribute value used in expression is not defined; attribute value: :no
        set d[1] = a, d.b = a, c[1].a = a, c = b | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [c, [1], a], path two: [c]
        set c[3].#odd = a, c[3] = a | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [c, [3], [3]], path two: [c, [3]]
        set a = :one, b = c, a = b  | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]
        remove a.#x set a[1] = b    | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, x], path two: [a, [1]]
        add a :s                    | Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND
        add a :map                  | Incorrect operand type for operator or function; operator: ADD, operand type: MAP, typeSet: ALLOWED_FOR_ADD_OPERAND
        add a :list                 | Incorrect operand type for operator or function; operator: ADD, operand type: LIST, typeSet: ALLOWED_FOR_ADD_OPERAND
        delete a :one               | Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND
        delete a :bool              | Incorrect operand type for operator or function; operator: DELETE, operand type: BOOLEAN, typeSet: ALLOWED_FOR_DELETE_OPERAND
        delete a :bin               | Incorrect operand type for operator or function; operator: DELETE, operand type: BINARY, typeSet: ALLOWED_FOR_DELETE_OPERAND
        delete a :null              | Incorrect operand type for operator or function; operator: DELETE, operand type: NULL, typeSet: ALLOWED_FOR_DELETE_OPERAND
        set a = if_not_exists(b)    | Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1
        set a = list_append(b, c, d) | Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 3
        set a = if_not_exists(:one, c) | Operator or function requires a document path; operator or function: if_not_exists
        set a = if_not_exists(if_not_exists(a, b), c) | Operator or function requires a document path; operator or function: if_not_exists
        set a = list_append(:s, a)  | Incorrect operand type for operator or function; operator or function: list_append, operand type: S
        set a = a + :s              | Incorrect operand type for operator or function; operator or function: +, operand type: S
        set a = :list - a           | Incorrect operand type for operator or function; operator or function: -, operand type: L
        """)
    void invalid_update_is_refused_in_aws_words(String text, String problem) {
        assertEquals("Invalid UpdateExpression: " + problem, refusal(() -> Update.parse(text, testPlaceholders())));
    }

    @Test
    void empty_update_is_refused() {
        assertEquals(
                "Invalid UpdateExpression: The expression can not be empty;",
                refusal(() -> Update.parse("", values())));
    }
}
