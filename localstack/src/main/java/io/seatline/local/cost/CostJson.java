package io.seatline.local.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.cost.ScaleModel.Row;
import java.util.Locale;

/** The report for programs. */
public final class CostJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MANY_SHOWS = 10_000;

    private CostJson() {}

    /** All of it; each count of an act under its function, its metric and its resource. */
    public static JsonNode of(CostReport report) {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode acts = json.putObject("acts");
        report.ledger().entries().forEach(entry -> acts.set(entry.name(), usage(entry.usage())));
        json.set("targets", JSON.valueToTree(report.targets()));
        json.set("mix", JSON.valueToTree(report.mix()));
        json.set("million_bookings", bill(report.bill()));
        json.set("naive_million_bookings", bill(report.naive()));
        json.set("fixed_month", bill(report.month()));
        ObjectNode prices = json.putObject("prices").put("region", Price.REGION).put("as_of", Price.AS_OF);
        for (Price price : Price.values()) {
            prices.putObject(price.name().toLowerCase(Locale.ROOT))
                    .put("unit", price.unit())
                    .put("dollars", price.dollars())
                    .put("per", price.per())
                    .put("page", price.page());
        }
        ArrayNode scale = json.putArray("scale");
        report.scale().rows().forEach(row -> scale.add(row(row)));
        json.set("first_of_one_show", row(report.scale().first(1)));
        json.set("first_of_10000_shows", row(report.scale().first(MANY_SHOWS)));
        return json;
    }

    private static JsonNode usage(Usage usage) {
        ObjectNode json = JSON.createObjectNode();
        usage.counts().forEach((key, value) -> json.withObjectProperty(key.function())
                .withObjectProperty(key.metric().name().toLowerCase(Locale.ROOT))
                .put(key.resource().isEmpty() ? "all" : key.resource(), value));
        return json;
    }

    private static JsonNode bill(Bill bill) {
        ObjectNode json = JSON.createObjectNode().put("dollars", bill.dollars());
        ArrayNode lines = json.putArray("lines");
        bill.lines().forEach(line -> lines.addObject()
                .put("unit", line.price().unit())
                .put("of", line.of())
                .put("quantity", line.quantity())
                .put("dollars", line.dollars()));
        return json;
    }

    private static JsonNode row(Row row) {
        return JSON.createObjectNode()
                .put("resource", row.resource())
                .put("limit", row.limit())
                .put("use", row.use())
                .put("bookings_one_show", row.bookings(1))
                .put("bookings_10000_shows", row.bookings(MANY_SHOWS))
                .put("formula", row.formula())
                .put("source", row.source());
    }
}
