package io.seatline.domain.seating.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.domain.seating.DrawnHall;
import io.seatline.domain.seating.rules.SelectionRules.Rule;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Choices of seats in drawn halls; see {@link DrawnHall}. The expected text is the broken rule and its seats. */
class SelectionRulesTest {

    @ParameterizedTest
    @CsvSource({
        "A #.      , ok",
        "A #..     , ok",
        "A .#.     , 'SINGLE_SEAT A1,A3'",
        "A .##.    , 'SINGLE_SEAT A1,A4'",
        "A .##     , ok", // every two adjacent seats leave one single, and nobody has to sit apart
        "A .##..   , SINGLE_SEAT A1",
        "A ##.#.   , 'SINGLE_SEAT A3,A5'",
        "A #.#...  , SINGLE_SEAT A2",
        "A x.##x   , ok", // three seats are left of which two are wanted
        "A x.##.x..., 'SINGLE_SEAT A2,A5'",
        "A x#_..   , ok", // takes the single
        "A .x#     , ok", // A1 was single before
        "A ._#.    , SINGLE_SEAT A3", // A1 is single already
        "A .##_..._.., SINGLE_SEAT A1", // the other side of the aisle has a better place
        "A .#c     , 'SINGLE_SEAT A1,A3'",
        "A #.c     , ok",
        "A .##ccc  , SINGLE_SEAT A1", // A1 and A2 leave A3 a neighbour; couple seats are no alternative
        "A ##.a    , ok", // A3 may be for whoever comes with A4
        "A ...Aa   , ok",
        "A .A      , ok",
        "A ..Aa.   , ok",
    })
    void no_single_seat_is_left_where_another_choice_leaves_none(String row, String expected) {
        assertEquals(expected, check(row, EnumSet.of(Rule.SINGLE_SEAT)));
    }

    @ParameterizedTest
    @CsvSource({
        "A CC      , ok",
        "A Cc      , COUPLE_PAIR A1",
        "A cC      , COUPLE_PAIR A2",
        "A cCCc    , 'COUPLE_PAIR A2,A3'",
        "A CCCC    , ok",
        "A ccC     , ok", // the seat beside the pair has no partner
        "A kC      , ok", // the partner is taken
        "A C_c     , ok", // not adjacent
        "A .C_Cc   , COUPLE_PAIR A3",
        "A #cc     , ok",
    })
    void couple_seats_are_sold_in_pairs(String row, String expected) {
        assertEquals(expected, check(row, EnumSet.of(Rule.COUPLE_PAIR)));
    }

    @ParameterizedTest
    @CsvSource({"A .CCc, 'SINGLE_SEAT A1,A4', ok", "A .CCcc, SINGLE_SEAT A1, SINGLE_SEAT A1"})
    void other_choice_splits_no_couple_if_couples_stay_together(String row, String expected, String together) {
        assertEquals(expected, check(row, EnumSet.of(Rule.SINGLE_SEAT)));
        assertEquals(together, check(row, EnumSet.of(Rule.SINGLE_SEAT, Rule.COUPLE_PAIR)));
    }

    @ParameterizedTest
    @CsvSource({
        "A ..Aa    , ACCESSIBLE A3",
        "A #.Aa    , ACCESSIBLE A3",
        "A ##aa    , ok",
    })
    void accessible_seats_need_to_be_asked_for(String row, String expected) {
        assertEquals(expected, check(row, EnumSet.of(Rule.ACCESSIBLE)));
    }

    @ParameterizedTest
    @CsvSource({"A A.#.Cc, ACCESSIBLE A1", "A .#.Cc, COUPLE_PAIR A4", "A .#.CC, 'SINGLE_SEAT A1,A3'"})
    void first_broken_rule_is_reported(String row, String expected) {
        assertEquals(expected, check(row, EnumSet.allOf(Rule.class)));
    }

    private static String check(String row, Set<Rule> rules) {
        DrawnHall hall = new DrawnHall(row.strip());
        return SelectionRules.check(hall.layout(), rules, hall.free(), hall.picked())
                .map(broken -> broken.rule() + " "
                        + broken.seats().stream().map(Object::toString).collect(Collectors.joining(",")))
                .orElse("ok");
    }
}
