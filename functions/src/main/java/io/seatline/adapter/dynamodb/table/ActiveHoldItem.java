package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.Attributes.time;
import static io.seatline.adapter.dynamodb.table.BookingsTable.ACTIVE_HOLD_BOOKING;
import static io.seatline.adapter.dynamodb.table.BookingsTable.ACTIVE_HOLD_UNTIL;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.ActiveHold;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Maps an active hold to its item, whose key contains the show and the customer. */
public final class ActiveHoldItem {
    private ActiveHoldItem() {}

    public static Map<String, AttributeValue> of(ActiveHold activeHold) {
        Map<String, AttributeValue> item =
                new HashMap<>(BookingsTable.activeHoldKey(activeHold.show(), activeHold.customer()));
        item.put(ACTIVE_HOLD_BOOKING, text(activeHold.booking().value()));
        item.put(ACTIVE_HOLD_UNTIL, time(activeHold.until()));
        return item;
    }

    public static ActiveHold read(ShowId show, CustomerId customer, Map<String, AttributeValue> item) {
        return new ActiveHold(
                show,
                customer,
                new BookingId(item.get(ACTIVE_HOLD_BOOKING).s()),
                Instant.ofEpochMilli(Long.parseLong(item.get(ACTIVE_HOLD_UNTIL).n())));
    }
}
