package io.seatline.adapter.dynamodb.table;

import io.seatline.domain.StaffId;
import io.seatline.domain.payment.StaffAction;
import io.seatline.usecase.correlation.Correlation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds attribute values in the formats of the tables; times are epoch milliseconds. */
public final class Attributes {
    private Attributes() {}

    /** The correlation id in an item; empty if it was written before ids were stored. */
    public static Optional<String> correlationId(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(Correlation.FIELD)).map(AttributeValue::s);
    }

    /** A new item with the correlation id of the work at hand. */
    public static Map<String, AttributeValue> correlated(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> correlated = new HashMap<>(item);
        Correlation.id().ifPresent(id -> correlated.put(Correlation.FIELD, text(id)));
        return correlated;
    }

    public static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    public static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    public static AttributeValue time(Instant value) {
        return number(value.toEpochMilli());
    }

    static Instant instant(AttributeValue time) {
        return Instant.ofEpochMilli(Long.parseLong(time.n()));
    }

    static Optional<StaffAction> staffAction(String by, Long at) {
        return Optional.ofNullable(by).map(staff -> new StaffAction(new StaffId(staff), Instant.ofEpochMilli(at)));
    }

    public static AttributeValue flag(boolean value) {
        return AttributeValue.fromBool(value);
    }

    public static AttributeValue texts(List<String> values) {
        return AttributeValue.fromL(values.stream().map(Attributes::text).toList());
    }
}
