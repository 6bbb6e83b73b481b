package io.seatline.usecase.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.domain.Vnd;
import io.seatline.domain.seating.SeatCategory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduledShowTest {
    private static final Vnd LOW = new Vnd(60_000);
    private static final Vnd HIGH = new Vnd(90_000);

    @Test
    void the_lowest_price_is_that_of_a_seat_for_everybody() {
        assertEquals(HIGH, priceFrom(Map.of(SeatCategory.VIP, HIGH, SeatCategory.ACCESSIBLE, LOW)));
        assertEquals(LOW, priceFrom(Map.of(SeatCategory.VIP, HIGH, SeatCategory.STANDARD, LOW)));
        assertEquals(LOW, priceFrom(Map.of(SeatCategory.ACCESSIBLE, LOW)), "a hall without other seats");
    }

    private static Vnd priceFrom(Map<SeatCategory, Vnd> prices) {
        return ScheduledShowBuilder.builder().prices(prices).build().priceFrom();
    }
}
