package io.seatline.domain.catalog;

/**
 * A cinema's rules for the seats that customers choose.
 *
 * @param couplePairs whether couple seats are sold in their pairs only
 * @param noSingleSeats whether a choice must not leave a single free seat if another choice of the same size in the
 *     row would leave none
 */
public record SeatRules(boolean couplePairs, boolean noSingleSeats) {
    /** Any free seats may be chosen. */
    public static final SeatRules NONE = new SeatRules(false, false);
}
