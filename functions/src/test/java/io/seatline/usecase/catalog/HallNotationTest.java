package io.seatline.usecase.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.ShowId;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.usecase.catalog.HallNotation.Numbering;
import io.seatline.usecase.catalog.HallNotation.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HallNotationTest {
    private static final Numbering FROM_RIGHT = new Numbering(Side.RIGHT, new TreeSet<>(Set.of(2, 13)));

    @Test
    void seats_are_numbered_from_the_right_and_numbers_are_skipped() {
        Row row = HallNotation.rows(List.of("Đ SS_V"), FROM_RIGHT).getFirst();

        assertEquals(
                List.of("Đ4", "Đ3", "Đ1"),
                row.seats().stream().map(seat -> seat.number().value()).toList());
        assertEquals(List.of(0, 1, 3), row.seats().stream().map(Seat::column).toList());
    }

    @Test
    void an_aisle_across_takes_a_position() {
        List<Row> rows = HallNotation.rows(List.of("A SS", "", "12 SS"), Numbering.PLAIN);

        assertEquals(List.of(0, 2), rows.stream().map(Row::y).toList());
        assertEquals("12-1", rows.getLast().seats().getFirst().number().value());
    }

    @Test
    void layouts_with_the_same_seats_have_the_same_id() {
        String plain = layout(Numbering.PLAIN, "A SSSS").id();

        assertEquals("5kyzu7bv7lfpspseipcn7iakqh", plain, "an id that is stored");
        assertEquals(
                plain,
                layout(new Numbering(Side.LEFT, new TreeSet<>(Set.of(13))), "A SSSS__")
                        .id());
        assertNotEquals(
                plain,
                layout(new Numbering(Side.LEFT, new TreeSet<>(Set.of(3))), "A SSSS")
                        .id());
        assertNotEquals(
                plain,
                layout(new Numbering(Side.RIGHT, new TreeSet<>()), "A SSSS").id());
        assertNotEquals(
                layout(Numbering.PLAIN, "A S", "B S").id(),
                layout(Numbering.PLAIN, "A S", "", "B S").id());
    }

    @Property(tries = 500)
    void notation_round_trips(@ForAll("halls") List<String> lines, @ForAll("numberings") Numbering numbering) {
        HallLayout layout = HallNotation.layout(HallNotation.rows(lines, numbering));

        assertEquals(lines.stream().map(line -> line.replaceAll("_+$", "")).toList(), HallNotation.lines(layout));
        Numbering derived = Numbering.parse(HallNotation.numbering(layout).toString());
        HallLayout again = HallNotation.layout(HallNotation.rows(HallNotation.lines(layout), derived));
        assertEquals(layout, again);
        assertTrue(numbering.skip().containsAll(derived.skip()));
    }

    @Property(tries = 500)
    void every_seat_id_parses_back_to_its_row_and_number(
            @ForAll("halls") List<String> lines, @ForAll("numberings") Numbering numbering) {
        Set<String> ids = new HashSet<>();
        for (Row row : HallNotation.rows(lines, numbering)) {
            for (Seat seat : row.seats()) {
                ShowSeat id = new ShowSeat(new ShowId("sh1"), seat.number());
                assertEquals(Optional.of(id), ShowSeat.parse(id.id()));
                assertEquals(row.name(), seat.number().row());
                assertEquals(
                        seat.number(), SeatNumber.of(row.name(), seat.number().number()));
                assertTrue(ids.add(id.id()), "each seat has an id of its own");
            }
        }
    }

    @Property(tries = 500)
    void seats_sort_by_row_then_number(@ForAll("halls") List<String> lines) {
        List<SeatNumber> sorted = HallNotation.rows(lines, FROM_RIGHT).stream()
                .flatMap(row -> row.seats().stream())
                .map(Seat::number)
                .sorted()
                .toList();

        List<String> rows = sorted.stream().map(SeatNumber::row).distinct().toList();
        List<SeatNumber> byRow = new ArrayList<>();
        rows.forEach(row -> sorted.stream()
                .filter(seat -> seat.row().equals(row))
                .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                .forEach(byRow::add));
        assertEquals(byRow, sorted);
    }

    @Provide
    static Arbitrary<List<String>> halls() {
        Arbitrary<String> name = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withCharRange('A', 'F')
                        .withChars('Đ')
                        .ofMinLength(1)
                        .ofMaxLength(3),
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(2));
        Arbitrary<String> places = Arbitraries.strings()
                .withChars("SVCA_")
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(text -> !text.replace("_", "").isEmpty());
        Arbitrary<String> row = Combinators.combine(Arbitraries.integers().between(0, 2), places)
                .as((aisles, text) -> "\n".repeat(aisles) + "%s " + text);
        return name.set().ofMinSize(1).ofMaxSize(8).flatMap(names -> row.list()
                .ofSize(names.size())
                .map(rows -> {
                    String hall = String.join("\n", rows).strip();
                    return Arrays.asList(hall.formatted(names.toArray()).split("\n", -1));
                }));
    }

    @Provide
    static Arbitrary<Numbering> numberings() {
        Arbitrary<Set<Integer>> skip =
                Arbitraries.integers().between(1, 25).set().ofMaxSize(4);
        return Combinators.combine(Arbitraries.of(Side.class), skip).as((from, numbers) -> {
            TreeSet<Integer> sorted = new TreeSet<>(Collections.reverseOrder());
            sorted.addAll(numbers);
            return new Numbering(from, sorted);
        });
    }

    private static HallLayout layout(Numbering numbering, String... lines) {
        return HallNotation.layout(HallNotation.rows(List.of(lines), numbering));
    }
}
