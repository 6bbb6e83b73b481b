package io.seatline.domain.catalog;

/** What the cinema's manager has decided about a show's sales. */
public enum SalesControl {
    /** The sales window decides. */
    OPEN,
    /** Sales are closed and may reopen. */
    CLOSED,
    /** The show does not take place, which cannot be undone. */
    CANCELLED
}
