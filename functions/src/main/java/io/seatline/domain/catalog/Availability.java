package io.seatline.domain.catalog;

/** How many of a show's seats are free. */
public enum Availability {
    /** More than a tenth. */
    PLENTY,
    /** At most a tenth. */
    FEW,
    /** None. */
    SOLD_OUT
}
