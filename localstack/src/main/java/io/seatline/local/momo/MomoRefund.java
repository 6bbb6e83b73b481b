package io.seatline.local.momo;

/**
 * A refund that MoMo has taken on, successful ({@code resultCode} 0) or not.
 *
 * @param refundId the refund's own order id
 * @param orderId the order whose payment goes back
 * @param amount VND
 * @param createdTime epoch milliseconds
 */
public record MomoRefund(
        String refundId, String orderId, long amount, int resultCode, long transId, long createdTime) {}
