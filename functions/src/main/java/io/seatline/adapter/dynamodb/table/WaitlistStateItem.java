package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.Attributes.number;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.BLOCKS;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.LAST_PLACE;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.OFFERS;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.TTL;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.VERSION;

import io.seatline.domain.ShowId;
import io.seatline.domain.waitlist.WaitlistState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A show's line in numbers as the item {@code LINE}. */
public final class WaitlistStateItem {
    private WaitlistStateItem() {}

    /** What is empty is left out. */
    public static Map<String, AttributeValue> of(WaitlistState line, Instant keptUntil) {
        Map<String, AttributeValue> item = new HashMap<>(WaitlistTable.lineKey(line.show()));
        item.put(LAST_PLACE, number(line.lastPlace()));
        item.put(VERSION, number(line.version()));
        item.put(TTL, number(keptUntil.getEpochSecond()));
        if (!line.blocks().isEmpty()) {
            Map<String, AttributeValue> blocks = new HashMap<>();
            line.blocks().forEach((block, waiting) -> blocks.put(Long.toString(block), number(waiting)));
            item.put(BLOCKS, AttributeValue.fromM(blocks));
        }
        if (!line.offers().isEmpty()) {
            item.put(
                    OFFERS,
                    AttributeValue.fromL(
                            line.offers().stream().map(Attributes::time).toList()));
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
        return new WaitlistState(
                show,
                Long.parseLong(item.get(LAST_PLACE).n()),
                blocks,
                offers.stream()
                        .map(at -> Instant.ofEpochMilli(Long.parseLong(at.n())))
                        .toList(),
                Long.parseLong(item.get(VERSION).n()));
    }
}
