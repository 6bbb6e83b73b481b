package io.seatline.domain.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeatCountTest {
    @ParameterizedTest(name = "{0} of {1} free: {2}")
    @CsvSource({"200, 200, PLENTY", "21, 200, PLENTY", "20, 200, FEW", "1, 200, FEW", "0, 200, SOLD_OUT", "1, 9, PLENTY"
    })
    void at_most_a_tenth_is_few_and_none_is_sold_out(int free, int seats, Availability expected) {
        assertEquals(expected, new SeatCount(free, seats).availability());
    }
}
