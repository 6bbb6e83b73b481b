package io.seatline.domain.seating;

import static java.util.Comparator.comparingInt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.Policies;
import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link SeatPicker} keeps to in every hall: thousands of random parties, checked without its help. */
class SeatPickerRulesTest {
    private static final long SEED = 20_261_122;

    @Test
    void picks_the_requested_number_of_free_seats_in_order() {
        parties(8, 14).limit(5_000).forEach(party -> party.picked().ifPresent(picked -> {
            assertEquals(party.seats(), picked.size(), party::toString);
            assertTrue(party.hall().free().containsAll(picked), party::toString);
            assertEquals(picked.stream().distinct().sorted().toList(), picked, party::toString);
        }));
    }

    @Test
    void fits_if_enough_seats_and_any_requested_accessible_one_exist() {
        parties(8, 14).limit(5_000).forEach(party -> {
            Collection<SeatNumber> free = party.hall().free();
            boolean expected = free.size() >= party.seats() && (!party.accessible() || party.accessibleOf(free) > 0);

            assertEquals(expected, party.fits(), party::toString);
            assertEquals(expected, party.picked().isPresent(), party::toString);
        });
    }

    @Test
    void picks_accessible_seats_only_if_requested_or_missing() {
        parties(8, 14).limit(5_000).forEach(party -> party.picked().ifPresent(picked -> {
            if (party.accessible()) {
                assertTrue(party.accessibleOf(picked) > 0, party::toString);
            } else {
                assertEquals(party.missing(), party.accessibleOf(picked), party::toString);
            }
        }));
    }

    @Test
    void picks_one_block_wherever_one_exists() {
        parties(8, 14)
                .limit(5_000)
                .filter(party -> party.hasBlock() && party.missing() == 0)
                .forEach(party -> assertEquals(
                        1, Together.of(party, party.picked().orElseThrow()).blocks(), party::toString));
    }

    @Test
    void no_other_choice_keeps_the_party_closer_together() {
        parties(4, 5)
                .filter(party -> party.hall().free().size() <= 12)
                .limit(5_000)
                .forEach(party -> {
                    Optional<Together> best = party.choices()
                            .map(choice -> Together.of(party, choice))
                            .min(Together.BEST_FIRST);

                    assertEquals(best, party.picked().map(picked -> Together.of(party, picked)), party::toString);
                });
    }

    @Test
    void picked_seats_do_not_depend_on_the_order_of_free_seats() {
        Random random = new Random(SEED);
        parties(8, 14).limit(1_000).forEach(party -> {
            List<SeatNumber> shuffled = new ArrayList<>(party.hall().free());
            Collections.shuffle(shuffled, random);
            Set<SeatNumber> free = new LinkedHashSet<>(shuffled);

            assertEquals(party.picked(), SeatPicker.pick(party.hall().layout(), free, party.party()), party::toString);
        });
    }

    /** The bound is far above what it takes, and far below what trying all combinations would. */
    @Test
    void picks_quickly_for_ten_people_among_400_seats() {
        List<Scenario> parties = IntStream.rangeClosed(1, 9)
                .mapToObj(share -> new Random(share))
                .map(random -> new Scenario(drawing(random, 20, 20), Policies.MAX_SEATS, random.nextBoolean()))
                .toList();

        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 1_000; i++) {
                parties.forEach(Scenario::picked);
            }
        });
    }

    /** Random parties and halls of at most this size; always the same ones. */
    private static Stream<Scenario> parties(int maxRows, int maxColumns) {
        Random random = new Random(SEED);
        return Stream.generate(() -> {
            String drawing = drawing(random, 1 + random.nextInt(maxRows), 1 + random.nextInt(maxColumns));
            return new Scenario(drawing, 1 + random.nextInt(Policies.MAX_SEATS), random.nextBoolean());
        });
    }

    /** A hall that is anything from sold out to empty and has from none to many gaps and seats of each kind. */
    private static String drawing(Random random, int rows, int columns) {
        double free = random.nextDouble();
        double gaps = random.nextDouble() * 0.2;
        double accessible = random.nextDouble() * 0.4;
        double couples = random.nextDouble() * 0.4;
        StringBuilder drawing = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            drawing.append((char) ('A' + row)).append(' ');
            for (int column = 0; column < columns; column++) {
                boolean isFree = random.nextDouble() < free;
                boolean isCouple = random.nextDouble() < couples;
                char seat =
                        isCouple ? (isFree ? 'c' : 'k') : !isFree ? 'x' : random.nextDouble() < accessible ? 'a' : '.';
                drawing.append(random.nextDouble() < gaps ? '_' : seat);
            }
            drawing.append('\n');
        }
        return drawing.toString();
    }

    /** A party before a hall. */
    private record Scenario(String drawing, int seats, boolean accessible, DrawnHall hall) {
        Scenario(String drawing, int seats, boolean accessible) {
            this(drawing, seats, accessible, new DrawnHall(drawing));
        }

        Optional<List<SeatNumber>> picked() {
            return SeatPicker.pick(hall.layout(), hall.free(), party());
        }

        Party party() {
            return new Party(seats, accessible);
        }

        boolean fits() {
            return SeatPicker.fits(hall.layout(), hall.free(), party());
        }

        /** How many accessible seats it needs for want of others, though it does not ask for any. */
        int missing() {
            int others = hall.free().size() - accessibleOf(hall.free());
            return accessible ? 0 : Math.max(0, seats - others);
        }

        int accessibleOf(Collection<SeatNumber> numbers) {
            return Math.toIntExact(numbers.stream()
                    .filter(number -> seat(number).category() == SeatCategory.ACCESSIBLE)
                    .count());
        }

        Seat seat(SeatNumber number) {
            return hall.layout().seat(number).orElseThrow();
        }

        /** Whether the rules about accessible seats allow it these seats. */
        boolean mayHave(List<SeatNumber> choice) {
            return accessible ? accessibleOf(choice) > 0 : accessibleOf(choice) == missing();
        }

        boolean hasBlock() {
            return hall.layout().rows().stream().anyMatch(row -> IntStream.rangeClosed(
                            0, row.seats().size() - seats)
                    .mapToObj(first -> row.seats().subList(first, first + seats))
                    .filter(block -> block.getLast().column() - block.getFirst().column() == seats - 1)
                    .map(block -> block.stream().map(Seat::number).toList())
                    .anyMatch(block -> hall.free().containsAll(block) && mayHave(block)));
        }

        /** All choices of seats that it may have. */
        Stream<List<SeatNumber>> choices() {
            List<SeatNumber> free = List.copyOf(hall.free());
            return IntStream.range(0, 1 << free.size())
                    .filter(choice -> Integer.bitCount(choice) == seats)
                    .mapToObj(choice -> IntStream.range(0, free.size())
                            .filter(i -> (choice & 1 << i) != 0)
                            .mapToObj(free::get)
                            .toList())
                    .filter(this::mayHave);
        }

        @Override
        public String toString() {
            String who = seats + (accessible ? " who ask for accessible seats" : "");
            return "a party of " + who + " got\n" + hall.with(picked().orElse(List.of()));
        }
    }

    /**
     * How far a party sits together.
     *
     * @param alone how many sit alone
     * @param left whether all of its accessible seats are alone, for a party that asks
     * @param accessible how many of its seats are accessible
     */
    private record Together(int blocks, int alone, boolean left, int accessible) {
        static final Comparator<Together> BEST_FIRST = comparingInt(Together::blocks)
                .thenComparingInt(Together::alone)
                .thenComparing(Together::left)
                .thenComparingInt(Together::accessible);

        static Together of(Scenario party, List<SeatNumber> choice) {
            List<List<Seat>> blocks = new ArrayList<>();
            for (Row row : party.hall().layout().rows()) {
                int previous = -2;
                for (Seat seat : row.seats()) {
                    if (choice.contains(seat.number())) {
                        if (seat.column() != previous + 1) {
                            blocks.add(new ArrayList<>());
                        }
                        blocks.getLast().add(seat);
                        previous = seat.column();
                    }
                }
            }
            boolean left = party.accessible()
                    && blocks.stream()
                            .filter(block -> block.stream().anyMatch(s -> s.category() == SeatCategory.ACCESSIBLE))
                            .allMatch(block -> block.size() == 1);
            int alone = Math.toIntExact(
                    blocks.stream().filter(block -> block.size() == 1).count());
            return new Together(blocks.size(), alone, left, party.accessibleOf(choice));
        }
    }
}
