package io.seatline.dynamodb.random;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compares, sorts and measures the SDK's values like DynamoDB, in the simplest way. */
final class Plain {
    private static final int MAX_TEXT = 60;

    private Plain() {}

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(Object number) {
        return AttributeValue.fromN(number.toString());
    }

    static AttributeValue b(int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return AttributeValue.fromB(SdkBytes.fromByteArray(all));
    }

    /** Returns the type's name in the API, such as {@code NS}. */
    static String type(AttributeValue value) {
        return switch (value.type()) {
            case NUL -> "NULL";
            default -> value.type().name();
        };
    }

    static boolean isSet(AttributeValue value) {
        return value.hasSs() || value.hasNs() || value.hasBs();
    }

    static boolean equal(AttributeValue a, AttributeValue b) {
        return a != null && b != null && text(a).equals(text(b));
    }

    /** Tells whether two values have the same type and the type is ordered (S, N or B). */
    static boolean comparable(AttributeValue a, AttributeValue b) {
        return a != null && b != null && a.type() == b.type() && "S N B".contains(type(a)) && !isSet(a);
    }

    static int compare(AttributeValue a, AttributeValue b) {
        return a.n() != null
                ? new BigDecimal(a.n()).compareTo(new BigDecimal(b.n()))
                : Arrays.compareUnsigned(bytes(a), bytes(b));
    }

    /** Returns the bytes of a string or a binary value. */
    static byte[] bytes(AttributeValue value) {
        return value.s() != null
                ? value.s().getBytes(StandardCharsets.UTF_8)
                : value.b().asByteArray();
    }

    /** Returns a text that is the same for equal values only. */
    static String text(AttributeValue value) {
        return switch (value.type()) {
            case S -> "'" + shortened(value.s()) + "'";
            case N -> number(value.n());
            case B -> "0x" + hex(value.b());
            case BOOL -> value.bool().toString();
            case NUL -> "null";
            case L -> value.l().stream().map(Plain::text).collect(Collectors.joining(", ", "[", "]"));
            case M -> text(value.m());
            case SS -> set("SS", value.ss().stream().map(s -> "'" + s + "'"));
            case NS -> set("NS", value.ns().stream().map(Plain::number));
            case BS -> set("BS", value.bs().stream().map(Plain::hex));
            case UNKNOWN_TO_SDK_VERSION -> "nothing";
        };
    }

    static String text(Map<String, AttributeValue> attributes) {
        TreeMap<String, String> texts = new TreeMap<>();
        attributes.forEach((name, value) -> texts.put(name, text(value)));
        return texts.toString();
    }

    /** Like {@link #text(Map)}, with {@code none} for a missing or empty map. */
    static String textOrNone(Map<String, AttributeValue> attributes) {
        return attributes == null || attributes.isEmpty() ? "none" : text(attributes);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT
                ? text
                : text.substring(0, 5) + "…" + text.length() + "…" + Integer.toHexString(text.hashCode());
    }

    private static String number(String number) {
        BigDecimal stripped = new BigDecimal(number).stripTrailingZeros();
        return stripped.precision() - stripped.scale() > MAX_TEXT || stripped.scale() > MAX_TEXT
                ? stripped.toString()
                : stripped.toPlainString();
    }

    private static String hex(SdkBytes bytes) {
        return HexFormat.of().formatHex(bytes.asByteArray());
    }

    private static String set(String type, Stream<String> elements) {
        return type + elements.sorted().toList();
    }

    /**
     * Returns the size of attributes in bytes.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">
     *     DynamoDB item sizes and formats</a>
     */
    static int size(Map<String, AttributeValue> attributes) {
        return attributes.entrySet().stream()
                .mapToInt(e -> utf8(e.getKey()) + size(e.getValue()))
                .sum();
    }

    static int size(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> numberSize(value.n());
            case B -> value.b().asByteArray().length;
            case L -> 3 + value.l().stream().mapToInt(e -> 1 + size(e)).sum();
            case M -> 3 + value.m().size() + size(value.m());
            case SS -> sum(value.ss().stream().map(Plain::utf8).toList());
            case NS -> sum(value.ns().stream().map(Plain::numberSize).toList());
            case BS -> sum(value.bs().stream().map(b -> b.asByteArray().length).toList());
            default -> 1;
        };
    }

    private static int sum(Collection<Integer> sizes) {
        return sizes.stream().mapToInt(Integer::intValue).sum();
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** One byte per two significant digits, one more, and one for a minus sign. */
    private static int numberSize(String text) {
        BigDecimal number = new BigDecimal(text);
        int digits = number.signum() == 0 ? 0 : number.stripTrailingZeros().precision();
        return (digits + 1) / 2 + 1 + (number.signum() < 0 ? 1 : 0);
    }
}
