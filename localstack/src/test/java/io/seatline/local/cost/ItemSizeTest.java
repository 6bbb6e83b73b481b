package io.seatline.local.cost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNul;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rules of docs.aws.amazon.com/amazondynamodb, "DynamoDB item sizes and formats". */
class ItemSizeTest {
    @Test
    void a_string_counts_its_utf8_bytes() {
        assertEquals(5, ItemSize.of(fromS("Seats")));
        assertEquals(9, ItemSize.of(fromS("Hà Nội")), "à takes two bytes, ộ three");
        assertEquals(0, ItemSize.of(fromS("")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "7, 2",
        "27, 2",
        "100, 2",
        "123, 3",
        "1234, 3",
        "0.0012, 2",
        "1.20, 2",
        "-27, 3",
        "1763712000000, 5",
        "1763712345678, 8",
        "1E+100, 2",
        "12345678901234567890123456789012345678, 20"
    })
    void a_number_counts_a_byte_for_two_significant_digits_and_one_more(String number, long bytes) {
        assertEquals(bytes, ItemSize.of(fromN(number)));
    }

    @Test
    void a_binary_counts_its_raw_bytes() {
        assertEquals(3, ItemSize.of(fromB(SdkBytes.fromString("abc", UTF_8))));
    }

    @Test
    void a_boolean_and_a_null_count_one_byte() {
        assertEquals(1, ItemSize.of(fromBool(false)));
        assertEquals(1, ItemSize.of(fromNul(true)));
    }

    @Test
    void a_set_counts_its_members() {
        assertEquals(6, ItemSize.of(fromSs(List.of("abc", "def"))));
        assertEquals(5, ItemSize.of(fromNs(List.of("1", "123"))));
        assertEquals(3, ItemSize.of(fromBs(List.of(SdkBytes.fromString("abc", UTF_8)))));
    }

    @Test
    void a_list_counts_three_bytes_and_one_more_for_each_element() {
        assertEquals(3, ItemSize.of(fromL(List.of())));
        assertEquals(3 + (1 + 2) + (1 + 3), ItemSize.of(fromL(List.of(fromS("A1"), fromS("A10")))));
    }

    @Test
    void a_map_counts_three_bytes_its_names_and_one_more_for_each_entry() {
        assertEquals(3, ItemSize.of(fromM(Map.of())));
        assertEquals(3 + (1 + 3 + 2), ItemSize.of(fromM(Map.of("row", fromN("12")))));
        AttributeValue nested = fromM(Map.of("seats", fromL(List.of(fromS("A1")))));
        assertEquals(3 + (1 + 5 + (3 + (1 + 2))), ItemSize.of(nested));
    }

    @Test
    void an_item_counts_names_and_values_and_no_overhead() {
        assertEquals(7 + 4 + 4 + 2, ItemSize.of(Map.of("show_id", fromS("sh7f"), "seat", fromS("F1"))));
        assertEquals(0, ItemSize.of(Map.of()));
    }

    @Test
    void a_value_without_a_type_is_refused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ItemSize.of(AttributeValue.builder().build()));
    }
}
