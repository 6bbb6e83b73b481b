package io.seatline.usecase.support;

import java.time.Instant;

/**
 * A step in the history of a booking.
 *
 * @param event {@code HELD}, {@code OFFERED}, {@code SOLD}, a state that the booking reached, {@code REFUND_REQUESTED},
 *     {@code REFUND_RETRIED}, {@code REFUND_SUCCEEDED}, {@code REFUND_FAILED}, {@code CASE_OPENED}, {@code CASE_CLOSED},
 *     {@code ADMITTED} or {@code ADMISSION_UNDONE}
 * @param by the id of a member of staff, {@link #CUSTOMER}, {@link #SEATLINE} or {@link #UNKNOWN}
 * @param detail what staff should know about it; may be empty
 */
public record HistoryStep(Instant at, String event, String by, String detail) {
    public static final String CUSTOMER = "customer";
    public static final String SEATLINE = "seatline";

    /** Nothing that is stored tells who it was. */
    public static final String UNKNOWN = "unknown";
}
