package io.seatline.domain.seating;

/** A kind of seat. A show has a price for each category in its hall. */
public enum SeatCategory {
    STANDARD,
    VIP,
    COUPLE,
    ACCESSIBLE
}
