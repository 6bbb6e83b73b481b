package io.seatline.domain.catalog;

/**
 * A cinema's rules for the seats that customers choose.
 *
 * @param couplePairs whether couple seats are sold in their pairs only
 * @param noSingleSeats whether a selection must not leave a single free seat where an equally large choice in the row
 *     would not
 */
public record SeatRules(boolean couplePairs, boolean noSingleSeats) {
    /** Any free seats may be chosen. */
    public static final SeatRules NONE = new SeatRules(false, false);
}
