package io.seatline.domain.catalog;

/** Whether a show's seats are on sale. */
public enum Sales {
    /** Sales have not opened yet. */
    NOT_OPEN,
    /** Seats can be reserved. */
    OPEN,
    /** A manager has closed sales, which may reopen. */
    CLOSED,
    /** The show has started, or the cinema's grace period after its start has ended. */
    ENDED,
    /** The show does not take place. */
    CANCELLED;

    /** Whether customers can never buy seats of the show again. */
    public boolean isOver() {
        return this == ENDED || this == CANCELLED;
    }
}
