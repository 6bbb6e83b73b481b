package io.seatline.dynamodb.expression;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.dynamodb.value.Item;
import io.seatline.dynamodb.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Creates values, items and placeholders for the expression tests. */
final class Given {
    private Given() {}

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(String number) {
        return AttributeValue.fromN(number);
    }

    static AttributeValue n(int number) {
        return n(Integer.toString(number));
    }

    static AttributeValue b(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return AttributeValue.fromB(SdkBytes.fromByteArray(array));
    }

    static AttributeValue ss(String... texts) {
        return AttributeValue.fromSs(List.of(texts));
    }

    static AttributeValue ns(String... numbers) {
        return AttributeValue.fromNs(List.of(numbers));
    }

    static AttributeValue bs(AttributeValue... all) {
        return AttributeValue.fromBs(
                List.of(all).stream().map(AttributeValue::b).toList());
    }

    static AttributeValue list(AttributeValue... elements) {
        return AttributeValue.fromL(List.of(elements));
    }

    static AttributeValue map(Object... namesAndValues) {
        return AttributeValue.fromM(attributes(namesAndValues));
    }

    static AttributeValue bool(boolean is) {
        return AttributeValue.fromBool(is);
    }

    static AttributeValue nul() {
        return AttributeValue.fromNul(true);
    }

    static Map<String, AttributeValue> attributes(Object... namesAndValues) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put((String) namesAndValues[i], (AttributeValue) namesAndValues[i + 1]);
        }
        return attributes;
    }

    static Item item(Object... namesAndValues) {
        return Item.read(attributes(namesAndValues));
    }

    static Value value(AttributeValue value) {
        return Value.read(value);
    }

    /** Creates value placeholders from pairs. */
    static Placeholders values(Object... namesAndValues) {
        return placeholders(Map.of(), namesAndValues);
    }

    /** Creates name placeholders, and value placeholders from pairs. */
    static Placeholders placeholders(Map<String, String> names, Object... namesAndValues) {
        return Placeholders.of(
                names.isEmpty() ? null : names, namesAndValues.length > 0 ? attributes(namesAndValues) : null);
    }

    static String refusal(Executable executable) {
        AwsServiceException refused = assertThrows(AwsServiceException.class, executable);
        return refused.awsErrorDetails().errorMessage();
    }
}
