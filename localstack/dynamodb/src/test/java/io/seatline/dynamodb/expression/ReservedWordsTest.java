package io.seatline.dynamodb.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedWordsTest {

    @Test
    void all_573_official_words_are_reserved() throws IOException {
        try (var stream = Parser.class.getResourceAsStream("reserved-words.txt")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
            Set<String> words = new HashSet<>(Set.of(text.strip().split("\\s+")));
            assertEquals(573, words.size());
            words.forEach(word -> assertTrue(Parser.isReserved(word.toLowerCase(Locale.ROOT)), word));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABORT", "name", "Status", "ttl", "zone", "year", "count", "items", "data"})
    void word_is_reserved(String word) {
        assertTrue(Parser.isReserved(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pk", "sk", "price", "expires_at", "size_1", "gsi1pk"})
    void word_is_not_reserved(String word) {
        assertFalse(Parser.isReserved(word));
    }
}
