package io.seatline.lambda.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
    private static JsonFields fields(String json) {
        return JsonFields.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String message, Executable reading) {
        assertEquals(message, assertThrows(InvalidField.class, reading).getMessage());
    }

    @Test
    void null_is_absent() {
        JsonFields body = fields("{\"a\":null}").only("a");
        assertEquals(Optional.empty(), body.integer("a", 0, 9));
        assertEquals(Optional.empty(), body.flag("a"));
        assertEquals(Optional.empty(), body.line("a", 9));
        assertEquals(List.of(), body.names());
        assertRefused("a: required", () -> body.required("a", body.flag("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "1.5", "2.0", "1e0", "\"2\"", "true", "[2]", "18446744073709551618"})
    void integer_out_of_range_or_of_another_type_is_refused_with_its_limits(String value) {
        assertRefused("a: must be a whole number from 1 to 10", () -> fields("{\"a\":" + value + "}")
                .integer("a", 1, 10));
    }

    @Test
    void limits_of_an_integer_are_allowed() {
        assertEquals(Optional.of(1L), fields("{\"a\":1}").integer("a", 1, 10));
        assertEquals(
                Optional.of(Long.MAX_VALUE),
                fields("{\"a\":9223372036854775807}").integer("a", 1, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":1} | a: duplicate field at line 1, column 11",
                "{\"b\":[0,{\"c\":1,\"c\":2}]} | b[1].c: duplicate field at line 1, column 19",
                "{\"a\":1} 2 | body: not JSON at line 1, column 9",
                "{\"a\":NaN} | body: not JSON at line 1, column 9",
                "{'a':1} | body: not JSON at line 1, column 2",
                "[] | body: must be a JSON object",
                "'' | body: must be a JSON object",
            })
    void malformed_document_is_refused(String json, String message) {
        assertEquals(
                message, assertThrows(InvalidField.class, () -> fields(json)).getMessage());
    }

    @Test
    void other_encodings_are_refused() {
        for (var charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE)) {
            assertEquals(
                    "body",
                    assertThrows(InvalidField.class, () -> JsonFields.parse("{\"é\":1}".getBytes(charset)))
                            .field());
        }
    }

    @Test
    void empty_document_is_allowed_where_all_fields_are_optional() {
        assertEquals(List.of(), JsonFields.parseOptional(new byte[0]).names());
        assertEquals(List.of(), JsonFields.parseOptional(new byte[] {' ', '\n'}).names());
    }

    @Test
    void unknown_field_is_refused_with_those_that_exist() {
        assertRefused("b: unknown field; the fields are a, c", () -> fields("{\"b\":1}")
                .only("a", "c"));
        assertRefused("b: unknown field; the only field is a", () -> fields("{\"b\":1}")
                .only("a"));
        assertRefused("b: unknown field; there are no fields", () -> fields("{\"b\":1}")
                .only());
    }

    @Test
    void problem_of_a_nested_field_has_its_path() {
        JsonFields inner = fields("{\"a\":{\"b\":\"x\",\"c\":1}}").object("a").orElseThrow();
        assertRefused("a.b: must be true or false", () -> inner.flag("b"));
        assertRefused("a.c: unknown field; the only field is b", () -> inner.only("b"));
        assertEquals(Optional.empty(), fields("{\"a\":1}").object("a"));
    }

    @Test
    void problem_of_an_element_has_its_index() {
        JsonFields body = fields("{\"a\":[\"x\",7]}");
        assertRefused("a[1]: must be a text", () -> body.list("a", 1, 2, "a text", Optional::of));
        assertRefused(
                "a: must be an array of 1 to 1 elements, each a text",
                () -> body.list("a", 1, 1, "a text", Optional::of));
    }

    @Test
    void line_counts_characters_and_drops_white_space_around_it() {
        assertEquals(
                Optional.of("\uD83C\uDFAC"),
                fields("{\"a\":\" \uD83C\uDFAC \"}").line("a", 1));
        assertRefused("a: must be a text of 1 to 2 characters", () -> fields("{\"a\":\"abc\"}")
                .line("a", 2));
    }
}
