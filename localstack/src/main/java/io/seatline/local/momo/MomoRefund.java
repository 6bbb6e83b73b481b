package io.seatline.local.momo;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A refund that MoMo has taken on, successful ({@code resultCode} 0) or not. An order may have several.
 *
 * @param refundId the refund's own order id
 * @param orderId the order that is refunded, in full or in part
 * @param amount VND
 * @param createdTime epoch milliseconds
 */
public record MomoRefund(String refundId, String orderId, long amount, int resultCode, long transId, long createdTime) {

    /** Whether the money was refunded. */
    @JsonIgnore
    public boolean isDone() {
        return resultCode == 0;
    }

    /** Whether MoMo has not decided yet. */
    @JsonIgnore
    boolean isPending() {
        return resultCode == 7002;
    }

    MomoRefund settled(int finalCode) {
        return new MomoRefund(refundId, orderId, amount, finalCode, transId, createdTime);
    }
}
