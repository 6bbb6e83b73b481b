package io.seatline.domain.seating.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.seating.DrawnHall;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.rules.SelectionRules.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What {@link SelectionRules} keeps to in every row, checked by trying all other choices. */
class SelectionRulesProperties {
    private static final Set<Rule> SINGLE = Set.of(Rule.SINGLE_SEAT);
    private static final Set<Rule> PAIR = Set.of(Rule.COUPLE_PAIR);

    @Provide
    Arbitrary<DrawnHall> rows() {
        return Arbitraries.of('.', '.', '.', '#', '#', 'x', '_', 'c', 'C', 'k', 'a', 'A')
                .list()
                .ofMinSize(1)
                .ofMaxSize(10)
                .map(places -> "A " + places.stream().map(String::valueOf).collect(Collectors.joining()))
                .filter(row -> row.matches("A .*[^_].*"))
                .map(DrawnHall::new);
    }

    @Property(tries = 3000)
    void single_seat_is_refused_exactly_if_another_choice_leaves_none(@ForAll("rows") DrawnHall row) {
        Set<SeatNumber> chosen = row.picked();
        boolean another =
                others(row).stream().anyMatch(other -> left(row, other).isEmpty());

        Set<SeatNumber> expected = another ? left(row, chosen) : Set.of();
        assertEquals(expected, broken(row, SINGLE, chosen), () -> row.with(List.copyOf(chosen)));
    }

    @Property
    void choice_that_takes_all_singles_is_never_refused(@ForAll("rows") DrawnHall row) {
        Set<SeatNumber> chosen = new HashSet<>(row.picked());
        chosen.addAll(left(row, chosen));

        Assume.that(left(row, chosen).isEmpty());
        assertEquals(Set.of(), broken(row, SINGLE, chosen));
    }

    @Property
    void halves_of_a_free_pair_are_refused_alike(@ForAll("rows") DrawnHall row) {
        Map<SeatNumber, SeatNumber> partners = partners(row.layout());
        for (SeatNumber seat : row.free()) {
            SeatNumber partner = partners.get(seat);
            if (partner != null && row.free().contains(partner)) {
                assertEquals(Set.of(seat), broken(row, PAIR, Set.of(seat)));
                assertEquals(Set.of(partner), broken(row, PAIR, Set.of(partner)));
                assertEquals(Set.of(), broken(row, PAIR, Set.of(seat, partner)));
            } else {
                assertEquals(Set.of(), broken(row, PAIR, Set.of(seat)));
            }
        }
    }

    @Property
    void order_of_the_seats_does_not_matter(@ForAll("rows") DrawnHall row, @ForAll long seed) {
        List<SeatNumber> shuffled = new ArrayList<>(row.picked());
        Collections.shuffle(shuffled, new Random(seed));
        List<SeatNumber> free = new ArrayList<>(row.free());
        Collections.shuffle(free, new Random(seed));
        Set<Rule> all = Set.of(Rule.values());

        assertEquals(
                SelectionRules.check(row.layout(), all, row.free(), row.picked()),
                SelectionRules.check(row.layout(), all, new LinkedHashSet<>(free), new LinkedHashSet<>(shuffled)));
    }

    @Property
    void couples_that_stay_together_only_weaken_the_rule(@ForAll("rows") DrawnHall row) {
        Assume.that(broken(row, PAIR, row.picked()).isEmpty());
        Set<SeatNumber> together = broken(row, Set.of(Rule.SINGLE_SEAT, Rule.COUPLE_PAIR), row.picked());

        assertTrue(broken(row, SINGLE, row.picked()).containsAll(together));
    }

    private static Set<SeatNumber> broken(DrawnHall row, Set<Rule> rules, Set<SeatNumber> chosen) {
        return SelectionRules.check(row.layout(), rules, row.free(), chosen)
                .map(violation -> Set.copyOf(violation.seats()))
                .orElse(Set.of());
    }

    /** Free seats that a choice leaves without a free neighbour although they had one, accessible seats aside. */
    private static Set<SeatNumber> left(DrawnHall row, Set<SeatNumber> chosen) {
        Map<Integer, Seat> seats = seats(row);
        Set<Integer> walls = seats.values().stream()
                .filter(seat -> !row.free().contains(seat.number())
                        || (row.picked().contains(seat.number()) && seat.category() == SeatCategory.ACCESSIBLE))
                .map(Seat::column)
                .collect(Collectors.toSet());
        return seats.values().stream()
                .filter(seat -> !walls.contains(seat.column())
                        && !chosen.contains(seat.number())
                        && seat.category() != SeatCategory.ACCESSIBLE)
                .filter(seat -> {
                    List<Seat> neighbours = IntStream.of(seat.column() - 1, seat.column() + 1)
                            .filter(column -> seats.containsKey(column) && !walls.contains(column))
                            .mapToObj(seats::get)
                            .toList();
                    return !neighbours.isEmpty()
                            && neighbours.stream().allMatch(other -> chosen.contains(other.number()));
                })
                .map(Seat::number)
                .collect(Collectors.toSet());
    }

    /** All choices of as many seats of the chosen categories, in at most as many blocks. */
    private static List<Set<SeatNumber>> others(DrawnHall row) {
        Set<Seat> chosen = seats(row).values().stream()
                .filter(seat -> row.picked().contains(seat.number()) && seat.category() != SeatCategory.ACCESSIBLE)
                .collect(Collectors.toSet());
        Set<SeatCategory> categories = chosen.stream().map(Seat::category).collect(Collectors.toSet());
        List<Seat> usable = seats(row).values().stream()
                .filter(seat -> row.free().contains(seat.number()) && categories.contains(seat.category()))
                .toList();
        return IntStream.range(1, 1 << usable.size())
                .filter(bits -> Integer.bitCount(bits) == chosen.size())
                .mapToObj(bits -> IntStream.range(0, usable.size())
                        .filter(i -> (bits >> i & 1) == 1)
                        .mapToObj(usable::get)
                        .collect(Collectors.toSet()))
                .filter(other -> blocks(other) <= blocks(chosen))
                .map(other -> other.stream().map(Seat::number).collect(Collectors.toSet()))
                .toList();
    }

    private static long blocks(Set<Seat> seats) {
        Set<Integer> columns = seats.stream().map(Seat::column).collect(Collectors.toSet());
        return columns.stream().filter(column -> !columns.contains(column - 1)).count();
    }

    private static Map<Integer, Seat> seats(DrawnHall row) {
        return row.layout().rows().getFirst().seats().stream().collect(Collectors.toMap(Seat::column, seat -> seat));
    }

    /** Pairs as a person counts them: two by two from the left end of each run. */
    private static Map<SeatNumber, SeatNumber> partners(HallLayout layout) {
        Map<SeatNumber, SeatNumber> partners = new HashMap<>();
        for (Row row : layout.rows()) {
            int length = 0;
            for (int i = 0; i < row.seats().size(); i++) {
                Seat seat = row.seats().get(i);
                boolean adjacent = i > 0 && row.seats().get(i - 1).column() == seat.column() - 1;
                boolean couple = seat.category() == SeatCategory.COUPLE;
                length = couple ? (adjacent ? length + 1 : 1) : 0;
                if (length > 0 && length % 2 == 0) {
                    SeatNumber before = row.seats().get(i - 1).number();
                    partners.put(before, seat.number());
                    partners.put(seat.number(), before);
                }
            }
        }
        return partners;
    }
}
