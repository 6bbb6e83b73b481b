package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.Attributes.time;
import static io.seatline.adapter.dynamodb.table.BookingsTable.HOLDER_BOOKING;
import static io.seatline.adapter.dynamodb.table.BookingsTable.HOLDER_UNTIL;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.ActiveHold;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A holder as an item whose key says whose it is. */
public final class ActiveHoldItem {
    private ActiveHoldItem() {}

    public static Map<String, AttributeValue> of(ActiveHold holder) {
        Map<String, AttributeValue> item = new HashMap<>(BookingsTable.holderKey(holder.show(), holder.customer()));
        item.put(HOLDER_BOOKING, text(holder.booking().value()));
        item.put(HOLDER_UNTIL, time(holder.until()));
        return item;
    }

    public static ActiveHold read(ShowId show, CustomerId customer, Map<String, AttributeValue> item) {
        return new ActiveHold(
                show,
                customer,
                new BookingId(item.get(HOLDER_BOOKING).s()),
                Instant.ofEpochMilli(Long.parseLong(item.get(HOLDER_UNTIL).n())));
    }
}
