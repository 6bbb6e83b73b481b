package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.Attributes.number;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.ENTRIES;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.TTL;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.VERSION;

import io.seatline.domain.CustomerId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.waitlist.CustomerEntries;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Maps the list of a customer's entries to the item {@code ENTRIES} in the customer's partition. */
public final class CustomerEntriesItem {
    private CustomerEntriesItem() {}

    public static Map<String, AttributeValue> of(CustomerEntries entries) {
        Map<String, AttributeValue> item = new HashMap<>(WaitlistTable.entriesKey(entries.customer()));
        item.put(
                ENTRIES,
                Attributes.texts(
                        entries.entries().stream().map(WaitlistEntryId::value).toList()));
        item.put(VERSION, number(entries.version()));
        item.put(TTL, number(entries.keptUntil().getEpochSecond()));
        return item;
    }

    public static CustomerEntries read(CustomerId customer, Map<String, AttributeValue> item) {
        return new CustomerEntries(
                customer,
                item.get(ENTRIES).l().stream()
                        .map(id -> WaitlistEntryId.parse(id.s()).orElseThrow())
                        .toList(),
                Instant.ofEpochSecond(Long.parseLong(item.get(TTL).n())),
                Long.parseLong(item.get(VERSION).n()));
    }
}
