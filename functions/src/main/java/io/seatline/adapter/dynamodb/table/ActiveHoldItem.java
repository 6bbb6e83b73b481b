package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.Attributes.instant;
import static io.seatline.adapter.dynamodb.table.BookingsTable.ACTIVE_HOLD_BOOKING;
import static io.seatline.adapter.dynamodb.table.BookingsTable.ACTIVE_HOLD_UNTIL;
import static io.seatline.adapter.dynamodb.table.BookingsTable.COOLDOWNS;
import static io.seatline.adapter.dynamodb.table.BookingsTable.LAPSES;
import static io.seatline.adapter.dynamodb.table.BookingsTable.VERSION;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.ActiveHold;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Maps a customer's active hold to its item. The item outlives the hold;
 * {@code active_hold_booking} says whether the customer holds seats.
 */
public final class ActiveHoldItem {
    private ActiveHoldItem() {}

    public static AttributeValue lapses(Map<ShowId, List<Instant>> lapses) {
        return byShow(
                lapses,
                times -> AttributeValue.fromL(
                        times.stream().map(Attributes::time).toList()));
    }

    public static AttributeValue cooldowns(Map<ShowId, Instant> cooldowns) {
        return byShow(cooldowns, Attributes::time);
    }

    private static <T> AttributeValue byShow(Map<ShowId, T> values, Function<T, AttributeValue> attribute) {
        Map<String, AttributeValue> map = new HashMap<>();
        values.forEach((show, value) -> map.put(show.value(), attribute.apply(value)));
        return AttributeValue.fromM(map);
    }

    public static ActiveHold read(CustomerId customer, Map<String, AttributeValue> item) {
        Optional<ActiveHold.Hold> hold = Optional.ofNullable(item.get(ACTIVE_HOLD_BOOKING))
                .map(booking -> new ActiveHold.Hold(new BookingId(booking.s()), instant(item.get(ACTIVE_HOLD_UNTIL))));
        Map<ShowId, List<Instant>> lapses = read(
                item.get(LAPSES),
                times -> times.l().stream().map(Attributes::instant).toList());
        Map<ShowId, Instant> cooldowns = read(item.get(COOLDOWNS), Attributes::instant);
        return new ActiveHold(
                customer,
                hold,
                lapses,
                cooldowns,
                Long.parseLong(item.get(VERSION).n()));
    }

    private static <T> Map<ShowId, T> read(AttributeValue map, Function<AttributeValue, T> value) {
        Map<ShowId, T> read = new HashMap<>();
        if (map != null) {
            map.m().forEach((show, attribute) -> read.put(new ShowId(show), value.apply(attribute)));
        }
        return read;
    }
}
