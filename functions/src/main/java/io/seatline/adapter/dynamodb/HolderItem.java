package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.Attributes.text;
import static io.seatline.adapter.dynamodb.Attributes.time;
import static io.seatline.adapter.dynamodb.BookingsTable.HOLDER_BOOKING;
import static io.seatline.adapter.dynamodb.BookingsTable.HOLDER_UNTIL;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Holder;
import io.seatline.domain.ShowId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A holder as an item whose key says whose it is. */
final class HolderItem {
    private HolderItem() {}

    static Map<String, AttributeValue> of(Holder holder) {
        Map<String, AttributeValue> item = new HashMap<>(BookingsTable.holderKey(holder.show(), holder.customer()));
        item.put(HOLDER_BOOKING, text(holder.booking().value()));
        item.put(HOLDER_UNTIL, time(holder.until()));
        return item;
    }

    static Holder read(ShowId show, CustomerId customer, Map<String, AttributeValue> item) {
        return new Holder(
                show,
                customer,
                new BookingId(item.get(HOLDER_BOOKING).s()),
                Instant.ofEpochMilli(Long.parseLong(item.get(HOLDER_UNTIL).n())));
    }
}
