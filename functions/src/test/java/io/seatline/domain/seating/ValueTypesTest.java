package io.seatline.domain.seating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {
    @ParameterizedTest
    @CsvSource({"A1, A, 1", "F12, F, 12", "AAA999, AAA, 999", "Đ7, Đ, 7", "12-3, 12, 3", "0-1, 0, 1"})
    void seat_number_is_a_row_and_a_number(String text, String row, int number) {
        SeatNumber seat = new SeatNumber(text);

        assertEquals(row, seat.row());
        assertEquals(number, seat.number());
        assertEquals(seat, SeatNumber.of(row, number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "A", "1", "A0", "A01", "a1", "AAAA1", "A1000", "A1 ", " A1", "Ä1", "A١", "Ð1", "đ1", "12", "123-1",
                "12-", "-1", "1-01", "A-1", "1A1"
            })
    void invalid_seat_numbers_are_rejected(String text) {
        assertFalse(SeatNumber.isValid(text));
        assertThrows(IllegalArgumentException.class, () -> new SeatNumber(text));
    }

    @Test
    void seats_sort_by_row_and_number() {
        assertEquals(
                List.of("2-1", "9-1", "A2", "A10", "B1", "D9", "Đ1", "E1", "Z9", "10-1", "AA1", "AB1"),
                Stream.of("AB1", "Đ1", "10-1", "A10", "E1", "Z9", "9-1", "AA1", "B1", "A2", "2-1", "D9")
                        .map(SeatNumber::new)
                        .sorted()
                        .map(SeatNumber::value)
                        .toList());
    }

    @Test
    void show_seat_id_round_trips() {
        ShowSeat seat = new ShowSeat(new ShowId("sh7f3k"), new SeatNumber("F12"));

        assertEquals("sh7f3k.F12", seat.id());
        assertEquals(Optional.of(seat), ShowSeat.parse("sh7f3k.F12"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "F12", "sh7f3k", "sh7f3k.", ".F12", "sh7f3k.F12.F13", "SH.F12", "sh7f3k.f12", "sh 1.F12"})
    void invalid_show_seat_ids_are_not_parsed(String text) {
        assertEquals(Optional.empty(), ShowSeat.parse(text));
    }

    @Test
    void show_id_has_1_to_32_letters_and_digits() {
        assertTrue(ShowId.isValid("a"));
        assertTrue(ShowId.isValid("9".repeat(32)));
        for (String text : List.of("", "A", "a-b", "a".repeat(33), "é")) {
            assertFalse(ShowId.isValid(text), text);
            assertThrows(IllegalArgumentException.class, () -> new ShowId(text));
        }
    }

    @Test
    void blank_customer_id_is_rejected() {
        assertThrows(IllegalArgumentException.class, () -> new CustomerId(" "));
    }

    @Test
    void amount_is_not_negative_and_does_not_overflow() {
        assertThrows(IllegalArgumentException.class, () -> new Vnd(-1));
        assertThrows(ArithmeticException.class, () -> new Vnd(Long.MAX_VALUE).plus(new Vnd(1)));
        assertEquals(new Vnd(3), new Vnd(1).plus(new Vnd(2)));
    }
}
