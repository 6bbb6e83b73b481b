package io.seatline.domain.seating;

/** What kind of seat it is; a show has a price for each kind in its hall. */
public enum SeatCategory {
    STANDARD,
    VIP,
    COUPLE,
    ACCESSIBLE
}
