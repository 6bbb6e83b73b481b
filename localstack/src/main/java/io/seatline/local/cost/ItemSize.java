package io.seatline.local.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item in bytes, as DynamoDB counts it for capacity: docs.aws.amazon.com/amazondynamodb, "DynamoDB item
 * sizes and formats". The hundred bytes an item that the page adds are for storage alone.
 */
public final class ItemSize {
    private static final int BYTES_OF_A_DOCUMENT = 3;
    private static final int BYTES_OF_AN_ELEMENT = 1;

    private ItemSize() {}

    /** The names and values of all attributes; an item that does not exist has none. */
    public static long of(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToLong(attribute -> bytes(attribute.getKey()) + of(attribute.getValue()))
                .sum();
    }

    /**
     * A value without its name.
     *
     * @throws IllegalArgumentException if it is of a type that DynamoDB does not have
     */
    public static long of(AttributeValue value) {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case N -> number(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NUL -> 1;
            case SS -> value.ss().stream().mapToLong(ItemSize::bytes).sum();
            case NS -> value.ns().stream().mapToLong(ItemSize::number).sum();
            case BS ->
                value.bs().stream().mapToLong(b -> b.asByteArrayUnsafe().length).sum();
            case L ->
                BYTES_OF_A_DOCUMENT
                        + value.l().stream()
                                .mapToLong(element -> BYTES_OF_AN_ELEMENT + of(element))
                                .sum();
            case M ->
                BYTES_OF_A_DOCUMENT
                        + of(value.m())
                        + (long) BYTES_OF_AN_ELEMENT * value.m().size();
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("No attribute has the value " + value);
        };
    }

    private static long bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    /** A byte for two significant digits and one more, and, which the page leaves out, one for a minus sign. */
    private static long number(String text) {
        BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        int digits = value.signum() == 0 ? 0 : value.precision();
        return (digits + 1L) / 2 + 1 + (value.signum() < 0 ? 1 : 0);
    }
}
