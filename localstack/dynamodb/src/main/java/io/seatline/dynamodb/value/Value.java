package io.seatline.dynamodb.value;

import io.seatline.dynamodb.error.Errors;
import java.math.BigDecimal;
import java.util.*;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An immutable attribute value. It equals as in DynamoDB: numbers by value, sets without order. */
public sealed interface Value extends Comparable<Value> {
    int MAX_DEPTH = 32;

    record Text(String text) implements Value {}

    /** A number without trailing zeros, in DynamoDB's range: 38 digits, magnitudes from 1E-130 to 9.99…E+125. */
    record Num(BigDecimal number) implements Value {
        private static final int MAX_DIGITS = 38;
        private static final int MAX_EXPONENT = 125;
        private static final int MIN_EXPONENT = -130;
        private static final int MAX_TEXT = 1_000;

        public Num {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            int exponent = number.precision() - number.scale() - 1;
            if (exponent > MAX_EXPONENT || exponent < MIN_EXPONENT) {
                boolean large = exponent > 0;
                throw Errors.validation(
                        "Number " + (large ? "overflow" : "underflow") + ". Attempting to store a number"
                                + " with magnitude " + (large ? "larger" : "smaller") + " than supported range");
            }
            if (number.precision() > MAX_DIGITS) {
                throw Errors.validation("Attempting to store more than 38 significant digits in a Number");
            }
        }

        private static Num parse(String text) {
            try {
                return new Num(new BigDecimal(text.length() > MAX_TEXT ? "too long" : text));
            } catch (NumberFormatException _) {
                String shown = text.isBlank() ? "" : ": " + text;
                throw Errors.validation("The parameter cannot be converted to a numeric value" + shown);
            }
        }

        @Override
        public String toString() {
            return number.toPlainString();
        }
    }

    record Binary(SdkBytes bytes) implements Value {}

    record Bool(boolean is) implements Value {}

    record Null() implements Value {}

    record ListOf(List<Value> elements) implements Value {}

    record MapOf(Map<String, Value> entries) implements Value {}

    record SetOf(String type, Set<Value> elements) implements Value {}

    default String type() {
        return switch (this) {
            case Text _ -> "S";
            case Num _ -> "N";
            case Binary _ -> "B";
            case Bool _ -> "BOOL";
            case Null _ -> "NULL";
            case ListOf _ -> "L";
            case MapOf _ -> "M";
            case SetOf set -> set.type();
        };
    }

    default int size() {
        return switch (this) {
            case Text(String text) -> utf8(text);
            // One byte per two digits, one for the exponent, one for a minus sign.
            case Num(var n) -> (n.signum() == 0 ? 0 : n.precision() + 1) / 2 + (n.signum() < 0 ? 2 : 1);
            case Binary(var bytes) -> bytes.asByteArrayUnsafe().length;
            case Bool _, Null _ -> 1;
            case ListOf(var elements) -> 3 + elements.size() + size(elements);
            case MapOf(var entries) -> 3 + entries.size() + size(entries);
            case SetOf(String type, var elements) -> size(elements);
        };
    }

    private static int size(Collection<Value> values) {
        return values.stream().mapToInt(Value::size).sum();
    }

    static int size(Map<String, Value> attributes) {
        int size = 0;
        for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
            size += utf8(attribute.getKey()) + attribute.getValue().size();
        }
        return size;
    }

    static int utf8(String text) {
        int size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate is half of a pair, which has four bytes.
                size += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return size;
    }

    default boolean isComparableTo(Value other) {
        return (this instanceof Text || this instanceof Num || this instanceof Binary)
                && getClass() == other.getClass();
    }

    @Override
    default int compareTo(Value other) {
        return switch (this) {
            case Text(String x) when other instanceof Text(String y) -> compareText(x, y);
            case Num(var x) when other instanceof Num(var y) -> x.compareTo(y);
            case Binary(var x)
            when other instanceof Binary(var y) -> Arrays.compareUnsigned(x.asByteArrayUnsafe(), y.asByteArrayUnsafe());
            default -> throw new ClassCastException("cannot compare " + type() + " with " + other.type());
        };
    }

    /** Compares by code point, as UTF-8 bytes do; UTF-16 sorts surrogates before U+E000 to U+FFFF. */
    private static int compareText(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                int bySurrogate = Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
                return bySurrogate != 0 ? bySurrogate : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    static Value read(AttributeValue value) {
        return read(value, 0);
    }

    private static Value read(AttributeValue value, int depth) {
        if (depth > MAX_DEPTH) {
            throw Errors.validation("Nesting Levels have exceeded supported limits: "
                    + "Attributes in the item have nested levels beyond supported limit");
        }
        return switch (value.type()) {
            case S -> new Text(value.s());
            case N -> Num.parse(value.n());
            case B -> new Binary(value.b());
            case BOOL -> new Bool(value.bool());
            case NUL -> {
                if (!value.nul()) {
                    throw Errors.invalidParameter("Null attribute value types must have the value of true");
                }
                yield new Null();
            }
            case L -> new ListOf(value.l().stream().map(e -> read(e, depth + 1)).toList());
            case M -> new MapOf(read(value.m(), depth + 1));
            case SS -> readSet("SS", value.ss(), Text::new, "An string set  may not be empty");
            case NS -> readSet("NS", value.ns(), Num::parse, "An number set  may not be empty");
            case BS -> readSet("BS", value.bs(), Binary::new, "Binary sets should not be empty");
            case UNKNOWN_TO_SDK_VERSION -> {
                boolean isEmpty = value.equals(AttributeValue.builder().build());
                throw Errors.validation("Supplied AttributeValue "
                        + (isEmpty ? "is empty" : "has more than one datatypes set")
                        + ", must contain exactly one of the supported datatypes");
            }
        };
    }

    static Map<String, Value> read(Map<String, AttributeValue> attributes, int depth) {
        Map<String, Value> values = HashMap.newHashMap(attributes.size());
        attributes.forEach((name, value) -> values.put(name, read(value, depth)));
        return values;
    }

    private static <T> Value readSet(String type, List<T> given, Function<T, Value> read, String emptyMessage) {
        Set<Value> elements = LinkedHashSet.newLinkedHashSet(given.size());
        given.forEach(element -> elements.add(read.apply(element)));
        if (elements.size() < given.size() || given.isEmpty()) {
            throw Errors.invalidParameter(
                    given.isEmpty() ? emptyMessage : "Input collection " + given + " contains duplicates.");
        }
        return new SetOf(type, elements);
    }

    default AttributeValue toSdk() {
        return switch (this) {
            case Text(String text) -> AttributeValue.fromS(text);
            case Num number -> AttributeValue.fromN(number.toString());
            case Binary(var bytes) -> AttributeValue.fromB(bytes);
            case Bool(boolean is) -> AttributeValue.fromBool(is);
            case Null _ -> AttributeValue.fromNul(true);
            case ListOf(var elements) ->
                AttributeValue.fromL(elements.stream().map(Value::toSdk).toList());
            case MapOf(var entries) -> AttributeValue.fromM(toSdk(entries));
            case SetOf(String type, var all)
            when type.equals("SS") ->
                AttributeValue.fromSs(all.stream().map(e -> ((Text) e).text()).toList());
            case SetOf(String type, var all)
            when type.equals("NS") ->
                AttributeValue.fromNs(all.stream().map(Value::toString).toList());
            case SetOf(String type, var all) ->
                AttributeValue.fromBs(
                        all.stream().map(e -> ((Binary) e).bytes()).toList());
        };
    }

    static Map<String, AttributeValue> toSdk(Map<String, Value> attributes) {
        Map<String, AttributeValue> all = HashMap.newHashMap(attributes.size());
        attributes.forEach((name, value) -> all.put(name, value.toSdk()));
        return all;
    }
}
