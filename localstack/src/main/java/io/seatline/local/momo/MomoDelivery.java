package io.seatline.local.momo;

/**
 * A notification, sent or waiting.
 *
 * @param orderId its order
 * @param dueAt when to send it, epoch milliseconds of the simulator's clock
 * @param body the signed JSON
 * @param status how it was answered: an HTTP status, {@link #PENDING} or {@link #UNANSWERED}
 */
public record MomoDelivery(long id, String orderId, String ipnUrl, long dueAt, String body, int status) {
    /** Not sent yet. */
    public static final int PENDING = 0;
    /** Sent without an answer. */
    public static final int UNANSWERED = -1;

    MomoDelivery answered(int newStatus) {
        return new MomoDelivery(id, orderId, ipnUrl, dueAt, body, newStatus);
    }
}
