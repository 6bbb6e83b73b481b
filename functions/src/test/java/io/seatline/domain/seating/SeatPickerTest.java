package io.seatline.domain.seating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which seats a party gets, drawn as {@link DrawnHall} says. What holds in every hall: {@link SeatPickerRulesTest}. */
class SeatPickerTest {

    @Test
    void a_party_sits_together_where_it_can() {
        assertPicks(3, """
                A .x..x..x.
                B .x..x..x.
                C xx.xxx###
                """);
    }

    @Test
    void a_gap_breaks_a_block() {
        assertPicks(3, """
                A xxxxx_xxxx
                B xxx.._.xxx
                C ###xx_xxxx
                """);
    }

    @Test
    void two_blocks_are_better_than_three() {
        assertPicks(6, """
                A ..x..x..x
                B ..x..x..x
                C xxxxxx###
                D xxxxxx###
                """);
    }

    @Test
    void no_one_sits_alone_where_another_split_avoids_it() {
        assertPicks(5, """
                A .###x
                B x##xx
                """);
    }

    @Test
    void someone_sits_alone_rather_than_in_a_further_block() {
        assertPicks(5, """
                A ####xx
                B .xx#xx
                """);
    }

    @Test
    void blocks_of_a_split_party_stand_close_to_each_other() {
        assertPicks(4, """
                A ##xxxxx..
                B ##xxxxx..
                C ..xxxxx..
                """);
    }

    @Test
    void across_the_aisle_is_closer_than_in_the_next_row() {
        assertPicks(6, """
                A ..._...
                B ###_###
                C ..._...
                """);
    }

    @Test
    void closeness_of_the_blocks_matters_more_than_their_place() {
        assertPicks(4, """
                A xxxxxxx##x##
                B xxxx..xxxxxx
                C xxxxxxxxxxxx
                D xxxx..xxxxxx
                """);
    }

    @Test
    void a_party_gets_the_middle_of_the_row_two_thirds_back() {
        assertPicks(3, """
                A .........
                B .........
                C .........
                D ...###...
                E .........
                F .........
                """);
    }

    @Test
    void the_middle_is_that_of_the_hall_and_not_of_the_row() {
        assertPicks(3, """
                A xxxxxxxxx
                B ______###....
                C xxxxxxxxxxxxx
                """);
    }

    @Test
    void a_seat_to_the_side_is_nearer_than_a_row() {
        assertPicks(2, """
                A .........
                B ..##xx...
                C .........
                """);
    }

    @Test
    void a_row_is_nearer_than_two_seats_and_a_half_to_the_side() {
        assertPicks(1, """
                A xxx#xxxx
                B x.xxxxxx
                C xxxxxxxx
                """);
    }

    @Test
    void of_mirrored_places_the_left_one_is_picked() {
        assertPicks(2, """
                A ......xxx......
                B ....##xxx......
                C ......xxx......
                """);
    }

    @Test
    void of_mirrored_rows_the_one_nearer_to_the_screen_is_picked() {
        assertPicks(3, """
                A ###
                B xxx
                C ...
                """);
    }

    @Test
    void a_party_leaves_no_single_seat_where_an_equally_good_place_avoids_it() {
        assertPicks(3, """
                A xxxxxx
                B ###...
                C xxxxxx
                """);
    }

    @Test
    void a_party_does_not_go_to_a_worse_place_to_avoid_a_single_seat() {
        assertPicks(2, """
                A xxxxxxxxxxxxx
                B xxxxx##.x..xx
                C xxxxxxxxxxxxx
                """);
    }

    @Test
    void a_seat_that_was_single_before_is_not_left_behind_by_the_party() {
        assertPicks(2, """
                A xxxxxxxxx
                B x...x##x.
                C xxxxxxxxx
                """);
    }

    @Test
    void one_person_fills_a_single_seat_rather_than_breaking_a_pair() {
        assertPicks(1, """
                A xxxxxx
                B x#x..x
                C xxxxxx
                """);
    }

    @Test
    void a_couple_gets_a_couple_and_not_the_halves_of_two() {
        assertPicks(2, """
                A xxxx
                B CCcc
                C xxxx
                """);
    }

    @Test
    void one_person_does_not_break_a_couple() {
        assertPicks(1, """
                A xxxxxxxxxx
                B ...#cc....
                C xxxxxxxxxx
                """);
    }

    @Test
    void couples_are_counted_from_each_gap() {
        assertPicks(2, """
                A xxxxxxxxxx
                B k_ccCCcc_k
                C xxxxxxxxxx
                """);
    }

    @Test
    void half_a_couple_is_no_couple() {
        assertPicks(1, """
                A xxxxxx
                B kCccxx
                C xxxxxx
                """);
    }

    @Test
    void a_party_that_does_not_ask_leaves_accessible_seats_to_others() {
        assertPicks(2, """
                A ##aa..
                """);
    }

    @Test
    void a_party_that_does_not_ask_is_split_rather_than_given_accessible_seats() {
        assertPicks(4, """
                A ##aa##
                """);
    }

    @Test
    void a_party_that_does_not_ask_gets_as_many_accessible_seats_as_are_missing() {
        assertPicks(5, """
                A ##Aa##
                """);
    }

    @Test
    void a_missing_seat_joins_two_blocks_where_it_can() {
        assertPicks(4, """
                A aa#A#_#a
                """);
    }

    @Test
    void a_missing_seat_is_beside_someone_who_would_sit_alone() {
        assertPicks(5, """
                A #Aa#A#
                """);
    }

    @Test
    void a_missing_seat_is_close_to_the_others() {
        assertPicks(2, """
                A A_#___axxx
                """);
    }

    @Test
    void a_missing_seat_is_near_the_best_place() {
        assertPicks(3, """
                A a##Axx
                """);
    }

    @Test
    void a_party_that_does_not_ask_sits_together_on_accessible_seats_if_there_are_no_others() {
        assertPicks(3, """
                A aa_aaxAAA
                """);
    }

    @Test
    void a_party_that_asks_gets_one_accessible_seat_and_its_companions_beside_it() {
        assertPicksAccessible(3, """
                A .........
                B .........
                C aaA##....
                """);
    }

    @Test
    void a_party_that_asks_gets_more_accessible_seats_where_that_keeps_it_together() {
        assertPicksAccessible(3, """
                A xxxxx
                B AAA_.
                C .....
                """);
    }

    @Test
    void a_person_alone_who_asks_gets_the_best_accessible_seat() {
        assertPicksAccessible(1, """
                A a....
                B ....A
                C a....
                """);
    }

    @Test
    void a_split_party_that_asks_leaves_nobody_alone_on_the_accessible_seat() {
        assertPicksAccessible(3, """
                A xxx.#_A#
                """);
    }

    @Test
    void a_split_party_that_asks_gets_no_further_accessible_seat() {
        assertPicksAccessible(4, """
                A aax##
                B A#xxx
                """);
    }

    @Test
    void companions_sit_as_close_to_the_accessible_seat_as_they_can() {
        assertPicksAccessible(3, """
                A ..xxx...
                B xxxxx##x
                C xxAxxxxx
                """);
    }

    @Test
    void a_party_of_ten_is_spread_over_single_seats_if_there_are_no_others() {
        assertPicks(10, """
                A #x#x#
                B x#x#x
                C #x#x#
                D x#x#x
                """);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_party_larger_than_the_free_seats_does_not_fit(boolean accessible) {
        assertDoesNotFit(5, accessible, """
                A .a_.x.
                """);
    }

    @Test
    void a_party_that_asks_does_not_fit_without_an_accessible_seat() {
        assertDoesNotFit(2, true, """
                A ....
                """);
    }

    @Test
    void a_free_seat_that_the_hall_does_not_have_is_ignored() {
        HallLayout layout = new DrawnHall("A ..").layout();
        Set<SeatNumber> free = Set.of(new SeatNumber("A2"), new SeatNumber("A3"), new SeatNumber("B1"));

        assertEquals(Optional.of(List.of(new SeatNumber("A2"))), SeatPicker.pick(layout, free, new Party(1, false)));
        assertEquals(Optional.empty(), SeatPicker.pick(layout, free, new Party(2, false)));
    }

    /** A party that asks for no accessible seats gets the seats marked as picked. */
    private static void assertPicks(int seats, String drawing) {
        assertPicks(seats, false, drawing);
    }

    private static void assertPicksAccessible(int seats, String drawing) {
        assertPicks(seats, true, drawing);
    }

    private static void assertPicks(int seats, boolean accessible, String drawing) {
        DrawnHall hall = new DrawnHall(drawing);
        List<SeatNumber> picked = SeatPicker.pick(hall.layout(), hall.free(), new Party(seats, accessible))
                .orElseThrow();

        assertEquals(drawing, hall.with(picked));
    }

    private static void assertDoesNotFit(int seats, boolean accessible, String drawing) {
        DrawnHall hall = new DrawnHall(drawing);

        assertEquals(Optional.empty(), SeatPicker.pick(hall.layout(), hall.free(), new Party(seats, accessible)));
        assertFalse(SeatPicker.fits(hall.layout(), hall.free(), new Party(seats, accessible)));
    }
}
