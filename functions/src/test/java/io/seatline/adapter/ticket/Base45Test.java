package io.seatline.adapter.ticket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks Base45 against RFC 9285, sections 4.3 and 4.4. */
class Base45Test {
    @ParameterizedTest
    @CsvSource({"AB, BB8", "Hello!!, '%69 VD92EX0'", "base-45, UJCLQE7W581", "ietf!, QED8WEX0"})
    void encodes_and_decodes_the_examples_of_the_rfc(String text, String encoded) {
        assertEquals(encoded, Base45.encode(text.getBytes(US_ASCII)));
        assertArrayEquals(text.getBytes(US_ASCII), Base45.decode(encoded).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GGW", ":::", "A", "BB8A", "::", "V5", "bb8", "BB\n", "BBé", "BB_"})
    void refuses_what_no_bytes_encode_to(String text) {
        assertEquals(Optional.empty(), Base45.decode(text));
    }

    @Test
    void every_pair_of_bytes_is_read_back() {
        for (int pair = 0; pair <= 0xffff; pair++) {
            byte[] bytes = {(byte) (pair >> 8), (byte) pair};
            assertArrayEquals(bytes, Base45.decode(Base45.encode(bytes)).orElseThrow());
        }
    }
}
