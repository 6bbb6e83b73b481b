package io.seatline.lambda.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
    @Test
    void rows_end_with_carriage_return_and_line_feed() {
        assertEquals("a,b\r\n1,Mùa Sen Nở\r\n", Csv.of(List.of(List.of("a", "b"), List.of(1, "Mùa Sen Nở"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "Hall 1         | Hall 1",
                "One, two       | \"One, two\"",
                "The \"Ferry\"  | \"The \"\"Ferry\"\"\"",
                "=1+1           | '=1+1",
                "+84            | '+84",
                "-1             | '-1",
                "@SUM(A1)       | '@SUM(A1)",
                "=\"a\",1       | \"'=\"\"a\"\",1\"",
                "1=1            | 1=1"
            })
    void text_is_quoted_and_never_a_formula(String text, String field) {
        assertEquals(field + "\r\n", Csv.of(List.of(List.of(text))));
    }

    @Test
    void line_breaks_are_quoted() {
        assertEquals("\"a\r\nb\"\r\n", Csv.of(List.of(List.of("a\r\nb"))));
    }

    @Test
    void number_is_no_formula() {
        assertEquals("-1\r\n", Csv.of(List.of(List.of(-1))));
    }
}
