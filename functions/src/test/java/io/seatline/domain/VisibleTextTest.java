package io.seatline.domain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00A0",
                "\u200B",
                "\u200D\uFE0F",
                "\u3000",
                "\u2060",
                "\u3164",
                "\u2800",
                "\u00AD",
                "\uDB40\uDC41"
            })
    void text_without_a_visible_character_is_blank(String text) {
        assertTrue(VisibleText.isBlank(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " Đ ", "\u200B.", "7", "\uD83C\uDFAC", "中"})
    void text_with_a_visible_character_is_not_blank(String text) {
        assertFalse(VisibleText.isBlank(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "a\nb", "\u001B[31m", "a\u202Eb", "a\u2067b", "a\u2028b", "a\uD800"})
    void control_characters_are_found(String text) {
        assertTrue(VisibleText.hasControls(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Đã trả tiền mặt", "\uD83D\uDC68\u200D\uD83D\uDC69", "a\u00A0b"})
    void ordinary_text_has_no_control_characters(String text) {
        assertFalse(VisibleText.hasControls(text));
    }
}
