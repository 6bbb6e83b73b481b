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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.dynamodb.value.Item;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ConditionTest {
    private static final Item ITEM = item(
            "five", n("5.0"),
            "txt", s("hello"),
            "face", s("😀"),
            "yes", bool(true),
            "nothing", nul(),
            "bin", b(1, 2, 0xff),
            "tags", ss("a", "b"),
            "nums", ns("1", "2.0"),
            "bins", bs(b(1), b(2)),
            "l", list(n(1), s("x"), list(n(2), map("deep", s("d")))),
            "m", map("k", n(7), "in_m", map("z", s("zz"))));

    private static Placeholders testPlaceholders() {
        return placeholders(
                Map.of("#t", "txt", "#m", "m"),
                ":five",
                n("5.00"),
                ":six",
                n(6),
                ":four",
                n(4),
                ":hello",
                s("hello"),
                ":he",
                s("he"),
                ":l",
                s("l"),
                ":x",
                s("x"),
                ":N",
                s("N"),
                ":M",
                s("M"),
                ":true",
                bool(true),
                ":null",
                nul(),
                ":b1",
                b(1),
                ":b2ff",
                b(2, 0xff),
                ":b3",
                b(3),
                ":ab",
                ss("b", "a"),
                ":abc",
                ss("a", "b", "c"),
                ":21",
                ns("2", "1"),
                ":list",
                list(n(2), map("deep", s("d"))),
                ":map",
                map("z", s("zz")),
                ":one",
                n(1),
                ":two",
                n(2),
                ":three",
                n(3),
                ":five5",
                s("5"),
                ":empty",
                s(""));
    }

    private static boolean holds(String text) {
        return Condition.parse("ConditionExpression", text, testPlaceholders()).test(ITEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "five = :five",
                "five <> :six",
                "five < :six",
                "five <= :five",
                "five > :four",
                "five >= :five",
                ":six > five",
                "txt = :hello",
                "#t = :hello",
                "yes = :true",
                "nothing = :null",
                "bin > :b1",
                "bin < :b3",
                "tags = :ab",
                "tags <> :abc",
                "nums = :21",
                "l[2] = :list",
                "m.in_m = :map",
                "#m.k > :six",
                "l[2][1].deep < :hello",
                ":one = :one",
                "five between :four and :six",
                "five BETWEEN :five AND :five",
                "five IN (:four, :five)",
                "five in (:five)",
                "txt IN (:x, :hello)",
                "absent <> :x",
                "absent <> gone",
                "five <> :five5",
                "NOT five = :six",
                "not absent = :x",
                "NOT NOT five = :five",
                "attribute_exists(m.in_m.z)",
                "attribute_exists(l[2][1].deep)",
                "attribute_not_exists(l[3])",
                "attribute_not_exists(txt.part)",
                "attribute_not_exists(m[0])",
                "attribute_not_exists(l.part)",
                "attribute_type(five, :N)",
                "attribute_type(m.in_m, :M)",
                "begins_with(txt, :he)",
                "begins_with(txt, :empty)",
                "begins_with(:hello, :he)",
                "begins_with(bin, :b1)",
                "contains(txt, :l)",
                "contains(tags, :x) OR contains(l, :x)",
                "contains(nums, :two)",
                "contains(bins, :b1)",
                "contains(bin, :b2ff)",
                "contains(l, :list)",
                "size(txt) = :five",
                "size(face) = :two",
                "size(bin) = :three",
                "size(tags) = :two",
                "size(nums) = :two",
                "size(bins) = :two",
                "size(l) = :three",
                "size(m) = :two",
                "size(:hello) = five",
                "size(txt) = size(txt)",
                "(five) = (:five)",
                "(size(txt)) > :four",
                "(five = :six OR five = :five) AND txt = :hello",
                "five = :five OR five = :six AND txt = :x",
                "NOT five = :six AND txt = :hello",
                "(five = :five)",
                "((five = :five) AND (txt = :hello))",
                "  five\n=\t:five\r ",
                "five=:five",
            })
    void condition_holds(String text) {
        assertTrue(holds(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "five = :six",
                "five <> :five",
                "five < :five",
                "five > :five5",
                "five < :five5",
                "five = :five5",
                "absent = :x",
                "absent < :x",
                "absent > :x",
                "absent = gone",
                "absent BETWEEN :four AND :six",
                "five BETWEEN :six AND :six",
                "txt BETWEEN :four AND :six",
                "five IN (:four, :six)",
                "absent IN (:x, gone)",
                "yes < five",
                "nothing > five",
                "tags = :abc",
                "tags < five",
                "NOT five = :five",
                "five = :six OR txt = :x",
                "five = :five AND txt = :x",
                "(five = :five OR five = :six) AND txt = :x",
                "attribute_exists(absent)",
                "attribute_exists(m.nope.z)",
                "attribute_not_exists(five)",
                "attribute_type(five, :M)",
                "attribute_type(absent, :M)",
                "begins_with(txt, :l)",
                "begins_with(five, :he)",
                "begins_with(absent, :he)",
                "begins_with(bin, :he)",
                "contains(txt, :two)",
                "contains(absent, :x)",
                "contains(tags, :one)",
                "contains(five, :five)",
                "contains(txt, absent)",
                "contains(m, :x)",
                "contains(bin, :b3)",
                "size(five) = :one",
                "size(absent) = :one",
                "size(yes) < :six",
            })
    void condition_does_not_hold(String text) {
        assertFalse(holds(text), text);
    }

    @Test
    void strings_compare_by_utf_8_bytes() {
        Placeholders given = values(":private", s("\uE000"));
        assertTrue(Condition.parse("FilterExpression", "face > :private", given).test(ITEM));
    }

    @Test
    void missing_item_has_no_attributes() {
        assertTrue(Condition.parse("ConditionExpression", "attribute_not_exists(pk)", values())
                .test(Item.NONE));
        assertFalse(Condition.parse("ConditionExpression", "attribute_exists(pk)", values())
                .test(Item.NONE));
    }

    @Test
    void top_level_names_are_those_in_the_condition() {
        Condition condition = Condition.parse(
                "FilterExpression",
                "a = :x AND (#n.b > c[0] OR size(d) IN (e)) AND attribute_exists(f)",
                placeholders(Map.of("#n", "n"), ":x", s("x")));
        assertEquals(Set.of("a", "n", "c", "d", "e", "f"), condition.topLevelNames());
    }

    @Test
    void cached_expression_uses_each_request_s_placeholders() {
        Item item = item("a", n(1), "b", n(2));
        for (String name : new String[] {"a", "b"}) {
            for (int value = 1; value <= 2; value++) {
                Placeholders given = placeholders(Map.of("#n", name), ":v", n(value));
                boolean expected = name.equals("a") == (value == 1);
                assertEquals(
                        expected,
                        Condition.parse("ConditionExpression", "#n = :v", given).test(item));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        a-b                        | Syntax error; token: "-", near: "a-b"
        attribute_not_exists(      | Syntax error; token: "<EOF>", near: "("
        things are not ok          | Syntax error; token: "are", near: "things are not"
        a > 4                      | Syntax error; token: "4", near: "> 4"
        a = :v b                   | Syntax error; token: "b", near: ":v b"
        !!!                        | Syntax error; token: "!", near: "!!"
        #n attribute_exists :v     | Syntax error; token: "attribute_exists", near: "#n attribute_exists :v"
        a..b = :v                  | Syntax error; token: ".", near: "..b"
        a[b] = :v                  | Syntax error; token: "b", near: "[b]"
        a[01] = :v                 | Syntax error; token: "1", near: "01]"
        a[:v] = :v                 | Syntax error; token: ":v", near: "[:v]"
        a.:v = :v                  | Syntax error; token: ":v", near: ".:v ="
        a in b                     | Syntax error; token: "b", near: "in b"
        a in (b, c,)               | Syntax error; token: ")", near: ",)"
        a > between                | Syntax error; token: "between", near: "> between"
        a between b or c           | Syntax error; token: "or", near: "b or c"
        #$.b > a                   | Syntax error; token: "#", near: "#$"
        a > :v.b                   | Syntax error; token: ".", near: ":v.b"
        size(a).b > a              | Syntax error; token: ".", near: ").b"
        (size(a))[0] > a           | Syntax error; token: "[", near: ")[0"
        ü > a                      | Syntax error; token: "ü", near: "ü >"
        _a = :v                    | Syntax error; token: "_", near: "_a"
        a AND b = :v               | Syntax error; token: "AND", near: "a AND b"
        (a = :v                    | Syntax error; token: "<EOF>", near: ":v"
        (a = :v) = b               | Syntax error; token: "=", near: ") = b"
        NOT a                      | Syntax error; token: "<EOF>", near: "a"
        a = = :v                   | Syntax error; token: "=", near: "= = :v"
        size() > :v                | Syntax error; token: ")", near: "() >"
        ((a = :v))                 | The expression has redundant parentheses;
        a > ((b))                  | The expression has redundant parentheses;
        a=b AND ((a=b AND a=c))    | The expression has redundant parentheses;
        (a)between(((b.c)).d)and(c) | The expression has redundant parentheses;
        attRIbute_exIsts(views)    | Invalid function name; function: attRIbute_exIsts
        a=b and whatever(:v) > a   | Invalid function name; function: whatever
        if_not_exists(a, b) = :v   | The function is not allowed in a condition expression; function: if_not_exists
        size(a)                    | The function is not allowed to be used this way in an expression; function: size
        attribute_exists(a) > b    | The function is not allowed to be used this way in an expression; function: attribute_exists
        a in (b, contains(a, b))   | The function is not allowed to be used this way in an expression; function: contains
        status = :v                | Attribute name is a reserved keyword; reserved keyword: status
        a.Views = :v               | Attribute name is a reserved keyword; reserved keyword: Views
        a[2147483648] = :v         | List index is not within the allowable range; index: [2147483648]
        a[99999999999] = :v        | List index is not within the allowable range; index: [99999999999]
        #no.b = :v and a = a       | An expression attribute name used in the document path is not defined; attribute name: #no
        a.#no = :v                 | An expression attribute name used in the document path is not defined; attribute name: #no
        :no < :v                   | An expression attribute value used in expression is not defined; attribute value: :no
        begins_with(:no, #a, #b)   | An expression attribute value used in expression is not defined; attribute value: :no
        attribute_exists(a, b)     | Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2
        begins_with(a)             | Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1
        size(a, b) > :v            | Incorrect number of operands for operator or function; operator or function: size, number of operands: 2
        a = a                      | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]
        #n > n                     | The first operand must be distinct from the remaining operands for this operator or function; operator: >, first operand: [n]
        contains(a.b[1].#n, a.b[1].n) | The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a, b, [1], n]
        a IN (b, a)                | The first operand must be distinct from the remaining operands for this operator or function; operator: IN, first operand: [a]
        begins_with(a, :v)         | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N
        begins_with(:set, a)       | Incorrect operand type for operator or function; operator or function: begins_with, operand type: SS
        begins_with(a, size(b))    | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N
        size(:v) > a               | Incorrect operand type for operator or function; operator or function: size, operand type: N
        size(size(a)) > a          | Incorrect operand type for operator or function; operator or function: size, operand type: N
        a < :set                   | Incorrect operand type for operator or function; operator or function: <, operand type: SS
        a between :set and :v      | Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: SS
        attribute_type(a, :v)      | Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N
        attribute_type(a, b)       | Incorrect operand type for operator or function; operator or function: attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}
        attribute_type(a, :text)   | Invalid attribute type name found; type: text, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}
        attribute_exists(:v)       | Operator or function requires a document path; operator or function: attribute_exists
        attribute_not_exists(size(a)) | Operator or function requires a document path; operator or function: attribute_not_exists
        a between :v and :text     | The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {S:text}
        a between :v and :one      | The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1}
        """)
    void invalid_condition_is_refused_in_aws_words(String text, String problem) {
        Placeholders given =
                placeholders(Map.of("#n", "n"), ":v", n("5.0"), ":one", n(1), ":set", ss("a"), ":text", s("text"));
        assertEquals(
                "Invalid FilterExpression: " + problem,
                refusal(() -> Condition.parse("FilterExpression", text, given)));
    }

    @Test
    void empty_condition_is_refused() {
        assertEquals(
                "Invalid ConditionExpression: The expression can not be empty;",
                refusal(() -> Condition.parse("ConditionExpression", "", values())));
    }

    @Test
    void condition_of_more_than_4_kilobytes_of_utf_8_is_refused() {
        String longest = "a = " + ":".repeat(4_092);
        assertTrue(refusal(() -> Condition.parse("ConditionExpression", longest, values()))
                .contains("Syntax error"));
        assertEquals(
                "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size;"
                        + " expression size: 4097",
                refusal(() -> Condition.parse("ConditionExpression", "é" + "a".repeat(4_095), values())));
    }

    @Test
    void condition_is_limited_to_300_operators() {
        Condition.parse("ConditionExpression", "NOT " + comparisons(150), values());
        assertEquals(
                "Invalid ConditionExpression: The expression contains too many operators; operator count: 301",
                refusal(() -> Condition.parse("ConditionExpression", comparisons(151), values())));
    }

    private static String comparisons(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a > b").collect(Collectors.joining(" AND "));
    }

    @Test
    void in_is_limited_to_100_candidates() {
        assertTrue(in(100).test(item("a", n(99))));
        assertEquals(
                "Invalid ConditionExpression: The IN operator is provided with too many operands;"
                        + " number of operands: 101",
                refusal(() -> in(101)));
    }

    private static Condition in(int candidates) {
        Object[] given = IntStream.range(0, candidates)
                .boxed()
                .flatMap(i -> Stream.<Object>of(":v" + i, n(i)))
                .toArray();
        String list = IntStream.range(0, candidates).mapToObj(i -> ":v" + i).collect(Collectors.joining(", "));
        return Condition.parse("ConditionExpression", "a IN (" + list + ")", values(given));
    }

    @Test
    void deep_nesting_is_refused_and_does_not_overflow_the_stack() {
        String parentheses = "(".repeat(4_000);
        String calls = "size(".repeat(800);
        String negations = "NOT ".repeat(1_000) + "a = b";
        for (String text : new String[] {parentheses, calls, negations}) {
            assertTrue(refusal(() -> Condition.parse("ConditionExpression", text, values()))
                    .startsWith("Invalid ConditionExpression: "));
        }
    }

    @Test
    void bytes_in_bounds_are_described_as_on_aws() {
        AttributeValue upper = b(0);
        assertEquals(
                "Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to"
                        + " lower bound; lower bound operand: AttributeValue:"
                        + " {B:java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]}, upper bound operand: AttributeValue:"
                        + " {B:java.nio.HeapByteBuffer[pos=0 lim=1 cap=1]}",
                refusal(() -> Condition.parse(
                        "ConditionExpression", "a BETWEEN :l AND :u", values(":l", b(1, 1), ":u", upper))));
    }
}
