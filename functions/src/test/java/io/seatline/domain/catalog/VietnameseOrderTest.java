package io.seatline.domain.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class VietnameseOrderTest {
    private static final List<String> CITIES = List.of(
            "An Giang",
            "Bà Rịa",
            "Bà Rịa - Vũng Tàu",
            "Bạc Liêu",
            "Cà Mau",
            "Cần Thơ",
            "Dak Lak",
            "Dĩ An",
            "Đà Nẵng",
            "Đắk Lắk",
            "Điện Biên",
            "Hà Nội",
            "Hải Phòng",
            "Hồ Chí Minh",
            "Huế",
            "Quảng Nam",
            "Quảng Ngãi",
            "Quảng Ninh",
            "TP Hồ Chí Minh",
            "TP Huế",
            "Ý Yên");

    @Test
    void cities_are_in_the_order_of_a_vietnamese_list() {
        assertSorted(CITIES);
    }

    @Test
    void marked_letters_follow_their_letter_and_every_combination_with_it() {
        assertSorted(List.of(
                "Au", "Az", "Ăn", "Ân", "Ấu", "Bo", "Dz", "Đa", "Ez", "Êm", "Oz", "Ôm", "Ổn", "Ơi", "Uz", "Ưa"));
    }

    @Test
    void tone_decides_between_names_that_are_otherwise_equal() {
        assertSorted(List.of("Ha", "Hà", "Hả", "Hã", "Há", "Hạ", "Hạ Long", "Hà Nội", "Hai"));
    }

    @Test
    void english_titles_are_sorted_word_by_word_without_regard_to_capitals() {
        assertSorted(List.of(
                "2001", "Café", "Iron Man", "Iron Man 2", "Lật Mặt 7", "Mai", "the apple", "The Batman", "Theatre"));
        assertSorted(List.of("mai", "Mai", "MAI", "Mai 2"));
    }

    @Test
    void equal_names_are_ordered_by_id_in_any_spelling() {
        record Named(String name, String id) {}
        String decomposed = Normalizer.normalize("Đà Nẵng", Normalizer.Form.NFD);
        List<Named> named = List.of(new Named("Đà Nẵng", "a"), new Named(decomposed, "b"), new Named("Đà Nẵng", "c"));

        assertEquals(
                named,
                named.reversed().stream()
                        .sorted(VietnameseOrder.by(Named::name, Named::id))
                        .toList());
    }

    private static void assertSorted(List<String> expected) {
        List<String> shuffled = new ArrayList<>(expected);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.sort(VietnameseOrder.by(Function.identity(), Function.identity()));
        assertEquals(expected, shuffled);
    }
}
