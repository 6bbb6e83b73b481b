package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.Attributes.flag;
import static io.seatline.adapter.dynamodb.table.Attributes.number;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.BLOCKS;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.CANCELLED;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.LAST_PLACE;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.OFFERS;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.TTL;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.VERSION;

import io.seatline.domain.ShowId;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.domain.waitlist.WaitlistStateBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Maps the waitlist state of a show to the item {@code STATE}. */
public final class WaitlistStateItem {
    private WaitlistStateItem() {}

    /** Builds the item; empty collections have no attribute. */
    public static Map<String, AttributeValue> of(WaitlistState state, Instant keptUntil) {
        Map<String, AttributeValue> item = new HashMap<>(WaitlistTable.stateKey(state.show()));
        item.put(LAST_PLACE, number(state.lastPlace()));
        item.put(VERSION, number(state.version()));
        item.put(TTL, number(keptUntil.getEpochSecond()));
        if (state.cancelled()) {
            item.put(CANCELLED, flag(true));
        }
        if (!state.blocks().isEmpty()) {
            Map<String, AttributeValue> blocks = new HashMap<>();
            state.blocks().forEach((block, waiting) -> blocks.put(Long.toString(block), number(waiting)));
            item.put(BLOCKS, AttributeValue.fromM(blocks));
        }
        if (!state.offers().isEmpty()) {
            item.put(
                    OFFERS,
                    AttributeValue.fromL(
                            state.offers().stream().map(Attributes::time).toList()));
        }
        return item;
    }

    public static WaitlistState read(ShowId show, Map<String, AttributeValue> item) {
        SortedMap<Long, Integer> blocks = new TreeMap<>();
        if (item.containsKey(BLOCKS)) {
            item.get(BLOCKS)
                    .m()
                    .forEach((block, waiting) -> blocks.put(Long.valueOf(block), Integer.valueOf(waiting.n())));
        }
        List<AttributeValue> offers =
                item.containsKey(OFFERS) ? item.get(OFFERS).l() : List.of();
        return WaitlistStateBuilder.builder()
                .show(show)
                .lastPlace(Long.parseLong(item.get(LAST_PLACE).n()))
                .blocks(blocks)
                .offers(offers.stream()
                        .map(at -> Instant.ofEpochMilli(Long.parseLong(at.n())))
                        .toList())
                .cancelled(item.containsKey(CANCELLED))
                .version(Long.parseLong(item.get(VERSION).n()))
                .build();
    }
}
