package io.seatline.domain.seating.rules;

import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.HallLayout.Row;
import io.seatline.domain.seating.HallLayout.Seat;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a customer's choice of seats. The result does not depend on the order of the seats. */
public final class SelectionRules {
    private SelectionRules() {}

    /** A rule, in the order in which they are checked. */
    public enum Rule {
        /** Accessible seats are only for customers who ask for them. */
        ACCESSIBLE,
        /** A couple seat is chosen with the other seat of its pair, unless that seat is not free. */
        COUPLE_PAIR,
        /** No single free seat is left if another choice of the same size would leave none; see {@link SingleSeats}. */
        SINGLE_SEAT
    }

    /**
     * A rule that a choice breaks.
     *
     * @param seats the seats at fault, sorted: the chosen ones or, for {@link Rule#SINGLE_SEAT}, those left single
     */
    public record Violation(Rule rule, List<SeatNumber> seats) {}

    /**
     * Finds the first rule that a choice breaks.
     *
     * @param free the free seats of the hall; the chosen ones count as free even if they are not among them
     */
    public static Optional<Violation> check(
            HallLayout layout, Set<Rule> rules, Set<SeatNumber> free, Set<SeatNumber> chosen) {
        for (Rule rule : Rule.values()) {
            if (rules.contains(rule)) {
                List<SeatNumber> atFault =
                        switch (rule) {
                            case ACCESSIBLE -> accessible(layout, chosen);
                            case COUPLE_PAIR -> withoutPartner(layout, free, chosen);
                            case SINGLE_SEAT ->
                                SingleSeats.leftBy(layout, rules.contains(Rule.COUPLE_PAIR), free, chosen);
                        };
                if (!atFault.isEmpty()) {
                    return Optional.of(
                            new Violation(rule, atFault.stream().sorted().toList()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<SeatNumber> accessible(HallLayout layout, Set<SeatNumber> chosen) {
        return chosen.stream()
                .filter(seat -> layout.seat(seat)
                        .filter(s -> s.category() == SeatCategory.ACCESSIBLE)
                        .isPresent())
                .toList();
    }

    private static List<SeatNumber> withoutPartner(HallLayout layout, Set<SeatNumber> free, Set<SeatNumber> chosen) {
        Map<SeatNumber, SeatNumber> partners = new HashMap<>();
        for (Row row : layout.rows()) {
            Set<Integer> pairs = row.pairStarts();
            for (int i = 0; i + 1 < row.seats().size(); i++) {
                Seat first = row.seats().get(i);
                if (pairs.contains(first.column())) {
                    SeatNumber second = row.seats().get(i + 1).number();
                    partners.put(first.number(), second);
                    partners.put(second, first.number());
                }
            }
        }
        return chosen.stream()
                .filter(seat -> partners.containsKey(seat)
                        && free.contains(partners.get(seat))
                        && !chosen.contains(partners.get(seat)))
                .toList();
    }
}
