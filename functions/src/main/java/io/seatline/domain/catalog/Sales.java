package io.seatline.domain.catalog;

/** Whether a show's seats are on sale. */
public enum Sales {
    /** Sales have not opened yet. */
    NOT_OPEN,
    /** Seats can be reserved. */
    OPEN,
    /** The show has started, or the cinema's grace period after its start has ended. */
    ENDED
}
