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
    void party_sits_together() {
        assertPicks(3, """
                A .x..x..x.
                B .x..x..x.
                C xx.xxx###
                """);
    }

    @Test
    void gap_splits_a_block() {
        assertPicks(3, """
                A xxxxx_xxxx
                B xxx.._.xxx
                C ###xx_xxxx
                """);
    }

    @Test
    void two_blocks_beat_three() {
        assertPicks(6, """
                A ..x..x..x
                B ..x..x..x
                C xxxxxx###
                D xxxxxx###
                """);
    }

    @Test
    void split_avoids_leaving_someone_alone() {
        assertPicks(5, """
                A .###x
                B x##xx
                """);
    }

    @Test
    void someone_sits_alone_rather_than_adding_a_block() {
        assertPicks(5, """
                A ####xx
                B .xx#xx
                """);
    }

    @Test
    void blocks_of_a_split_party_are_close_together() {
        assertPicks(4, """
                A ##xxxxx..
                B ##xxxxx..
                C ..xxxxx..
                """);
    }

    @Test
    void across_the_aisle_is_closer_than_the_next_row() {
        assertPicks(6, """
                A ..._...
                B ###_###
                C ..._...
                """);
    }

    @Test
    void close_blocks_beat_a_better_position() {
        assertPicks(4, """
                A xxxxxxx##x##
                B xxxx..xxxxxx
                C xxxxxxxxxxxx
                D xxxx..xxxxxx
                """);
    }

    @Test
    void best_position_is_the_middle_of_the_row_two_thirds_back() {
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
    void middle_is_the_middle_of_the_hall_not_of_the_row() {
        assertPicks(3, """
                A xxxxxxxxx
                B ______###....
                C xxxxxxxxxxxxx
                """);
    }

    @Test
    void one_seat_sideways_is_nearer_than_one_row() {
        assertPicks(2, """
                A .........
                B ..##xx...
                C .........
                """);
    }

    @Test
    void one_row_is_nearer_than_two_and_a_half_seats_sideways() {
        assertPicks(1, """
                A xxx#xxxx
                B x.xxxxxx
                C xxxxxxxx
                """);
    }

    @Test
    void left_one_of_mirrored_places_is_picked() {
        assertPicks(2, """
                A ......xxx......
                B ....##xxx......
                C ......xxx......
                """);
    }

    @Test
    void front_one_of_mirrored_rows_is_picked() {
        assertPicks(3, """
                A ###
                B xxx
                C ...
                """);
    }

    @Test
    void single_seats_are_avoided_at_equal_quality() {
        assertPicks(3, """
                A xxxxxx
                B ###...
                C xxxxxx
                """);
    }

    @Test
    void single_seats_are_not_avoided_at_lower_quality() {
        assertPicks(2, """
                A xxxxxxxxxxxxx
                B xxxxx##.x..xx
                C xxxxxxxxxxxxx
                """);
    }

    @Test
    void seat_that_was_single_before_does_not_count() {
        assertPicks(2, """
                A xxxxxxxxx
                B x...x##x.
                C xxxxxxxxx
                """);
    }

    @Test
    void one_person_fills_a_single_seat_rather_than_a_pair() {
        assertPicks(1, """
                A xxxxxx
                B x#x..x
                C xxxxxx
                """);
    }

    @Test
    void couple_gets_a_couple_seat_rather_than_two_halves() {
        assertPicks(2, """
                A xxxx
                B CCcc
                C xxxx
                """);
    }

    @Test
    void one_person_does_not_split_a_couple_seat() {
        assertPicks(1, """
                A xxxxxxxxxx
                B ...#cc....
                C xxxxxxxxxx
                """);
    }

    @Test
    void couple_seats_are_paired_from_each_gap() {
        assertPicks(2, """
                A xxxxxxxxxx
                B k_ccCCcc_k
                C xxxxxxxxxx
                """);
    }

    @Test
    void half_a_couple_seat_counts_as_an_ordinary_seat() {
        assertPicks(1, """
                A xxxxxx
                B kCccxx
                C xxxxxx
                """);
    }

    @Test
    void accessible_seats_are_kept_for_parties_that_request_them() {
        assertPicks(2, """
                A ##aa..
                """);
    }

    @Test
    void party_is_split_rather_than_given_accessible_seats() {
        assertPicks(4, """
                A ##aa##
                """);
    }

    @Test
    void missing_seats_are_taken_from_accessible_ones() {
        assertPicks(5, """
                A ##Aa##
                """);
    }

    @Test
    void missing_seat_joins_two_blocks() {
        assertPicks(4, """
                A aa#A#_#a
                """);
    }

    @Test
    void missing_seat_is_next_to_someone_sitting_alone() {
        assertPicks(5, """
                A #Aa#A#
                """);
    }

    @Test
    void missing_seat_is_close_to_the_others() {
        assertPicks(2, """
                A A_#___axxx
                """);
    }

    @Test
    void missing_seat_is_near_the_best_position() {
        assertPicks(3, """
                A a##Axx
                """);
    }

    @Test
    void party_sits_together_on_accessible_seats_if_none_else_fit() {
        assertPicks(3, """
                A aa_aaxAAA
                """);
    }

    @Test
    void accessible_party_gets_one_accessible_seat_with_companions() {
        assertPicksAccessible(3, """
                A .........
                B .........
                C aaA##....
                """);
    }

    @Test
    void accessible_party_gets_more_accessible_seats_to_stay_together() {
        assertPicksAccessible(3, """
                A xxxxx
                B AAA_.
                C .....
                """);
    }

    @Test
    void single_accessible_party_gets_the_best_accessible_seat() {
        assertPicksAccessible(1, """
                A a....
                B ....A
                C a....
                """);
    }

    @Test
    void split_accessible_party_leaves_nobody_alone() {
        assertPicksAccessible(3, """
                A xxx.#_A#
                """);
    }

    @Test
    void split_accessible_party_gets_one_accessible_seat() {
        assertPicksAccessible(4, """
                A aax##
                B A#xxx
                """);
    }

    @Test
    void companions_sit_close_to_the_accessible_seat() {
        assertPicksAccessible(3, """
                A ..xxx...
                B xxxxx##x
                C xxAxxxxx
                """);
    }

    @Test
    void ten_people_are_spread_over_single_seats_if_needed() {
        assertPicks(10, """
                A #x#x#
                B x#x#x
                C #x#x#
                D x#x#x
                """);
    }

    @Test
    void an_aisle_across_keeps_the_parts_of_a_party_apart() {
        assertPicks(4, """
                A x##
                B x##

                C x..
                """);
        assertPicks(4, """
                A x..

                B x##
                C x##
                """);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void party_larger_than_the_free_seats_does_not_fit(boolean accessible) {
        assertDoesNotFit(5, accessible, """
                A .a_.x.
                """);
    }

    @Test
    void accessible_party_needs_an_accessible_seat() {
        assertDoesNotFit(2, true, """
                A ....
                """);
    }

    @Test
    void free_seat_outside_the_hall_is_ignored() {
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
