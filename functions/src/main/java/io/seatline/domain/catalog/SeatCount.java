package io.seatline.domain.catalog;

/**
 * The seats of a show, counted.
 *
 * @param free the seats without a claim
 * @param seats all seats of the hall
 */
public record SeatCount(int free, int seats) {
    private static final int FEW = 10;

    /** What listings show of the count. */
    public Availability availability() {
        if (free <= 0) {
            return Availability.SOLD_OUT;
        }
        return free * FEW <= seats ? Availability.FEW : Availability.PLENTY;
    }
}
