package io.seatline.dynamodb.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Creates values of every type and nesting. They come from small sets, so that equal values occur. */
final class RandomValues {
    private static final List<String> TEXTS = List.of(
            "", "a", "ab", "abc", "b", "B", "é", "😀", "\uE000", "a\u0000", "S", "x".repeat(900), "y".repeat(5000));
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "1.0",
            "2",
            "3",
            "-1",
            "10",
            "1e1",
            "0.5",
            "-0",
            "007",
            "+4",
            "1E-130",
            "9.9999999999999999999999999999999999999E+125",
            "-9.9999999999999999999999999999999999999E+125",
            "12345678901234567890123456789012345678",
            "0.00000000000000000000000000000000000001");
    private static final int[][] BYTES = {{}, {1}, {1, 2}, {1, 2, 0xff}, {0}, {0x80}, {0xff}};

    private final Dice dice;
    private final Dialect dialect;

    RandomValues(Dice dice, Dialect dialect) {
        this.dice = dice;
        this.dialect = dialect;
    }

    /** Creates a value for a key attribute from a small set. */
    AttributeValue key(String type) {
        return switch (type) {
            case "S" -> Plain.s(dice.pick("a", "ab", "b", "é", "\uE000", "😀"));
            case "N" -> Plain.n(dice.pick("0", "1", dialect == Dialect.FULL ? "1.0" : "1", "2", "-1", "10", "0.5"));
            default -> dice.pick(List.of(Plain.b(1), Plain.b(1, 2), Plain.b(0x80), Plain.b(0), Plain.b(1, 0)));
        };
    }

    AttributeValue number() {
        String number = dice.chance(85) ? dice.pick(NUMBERS.subList(0, 12)) : dice.pick(NUMBERS);
        return Plain.n(dialect == Dialect.MINISTACK && number.equals("-0") ? "0" : number);
    }

    AttributeValue text() {
        return Plain.s(dice.chance(90) ? dice.pick(TEXTS.subList(0, 11)) : dice.pick(TEXTS));
    }

    private AttributeValue binary() {
        return Plain.b(BYTES[dice.below(BYTES.length)]);
    }

    AttributeValue set(String type) {
        int size = dice.between(1, 3);
        if (type.equals("SS")) {
            Set<String> texts = new LinkedHashSet<>();
            for (int i = 0; i < size; i++) {
                texts.add(dice.pick(TEXTS.subList(0, 9)));
            }
            return AttributeValue.fromSs(List.copyOf(texts));
        }
        if (type.equals("NS")) {
            Set<String> numbers = new LinkedHashSet<>();
            for (int i = 0; i < size; i++) {
                numbers.add(dice.pick("0", "1", "2", "-1.5", "1e2"));
            }
            return AttributeValue.fromNs(List.copyOf(numbers));
        }
        Set<SdkBytes> bytes = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            bytes.add(binary().b());
        }
        return AttributeValue.fromBs(List.copyOf(bytes));
    }

    AttributeValue list(int depth) {
        List<AttributeValue> elements = new ArrayList<>();
        int size = dice.below(4);
        for (int i = 0; i < size; i++) {
            elements.add(any(depth + 1));
        }
        return AttributeValue.fromL(elements);
    }

    AttributeValue map(int depth) {
        Map<String, AttributeValue> entries = new HashMap<>();
        int size = dice.below(4);
        for (int i = 0; i < size; i++) {
            entries.put(dice.pick(RandomExpressions.INNER), any(depth + 1));
        }
        return AttributeValue.fromM(entries);
    }

    /** Creates a value of any type. */
    AttributeValue any(int depth) {
        int kind = dice.below(depth < 3 ? 12 : 8);
        return switch (kind) {
            case 0, 1 -> text();
            case 2, 3, 4 -> number();
            case 5 -> binary();
            case 6 -> AttributeValue.fromBool(dice.chance(50));
            case 7 -> AttributeValue.fromNul(true);
            case 8 -> set(dice.pick("SS", "NS", "BS"));
            case 9, 10 -> list(depth);
            default -> map(depth);
        };
    }
}
