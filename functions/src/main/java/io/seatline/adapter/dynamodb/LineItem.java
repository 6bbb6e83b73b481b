package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.Attributes.number;
import static io.seatline.adapter.dynamodb.WaitlistTable.BLOCKS;
import static io.seatline.adapter.dynamodb.WaitlistTable.LAST_PLACE;
import static io.seatline.adapter.dynamodb.WaitlistTable.OFFERS;
import static io.seatline.adapter.dynamodb.WaitlistTable.TTL;
import static io.seatline.adapter.dynamodb.WaitlistTable.VERSION;

import io.seatline.domain.Line;
import io.seatline.domain.ShowId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A show's line in numbers as the item {@code LINE}. */
final class LineItem {
    private LineItem() {}

    /** What is empty is left out. */
    static Map<String, AttributeValue> of(Line line, Instant keptUntil) {
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

    static Line read(ShowId show, Map<String, AttributeValue> item) {
        SortedMap<Long, Integer> blocks = new TreeMap<>();
        if (item.containsKey(BLOCKS)) {
            item.get(BLOCKS)
                    .m()
                    .forEach((block, waiting) -> blocks.put(Long.valueOf(block), Integer.valueOf(waiting.n())));
        }
        List<AttributeValue> offers =
                item.containsKey(OFFERS) ? item.get(OFFERS).l() : List.of();
        return new Line(
                show,
                Long.parseLong(item.get(LAST_PLACE).n()),
                blocks,
                offers.stream()
                        .map(at -> Instant.ofEpochMilli(Long.parseLong(at.n())))
                        .toList(),
                Long.parseLong(item.get(VERSION).n()));
    }
}
