package io.seatline.local.momo;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * An order of the simulator. Times are epoch milliseconds, amounts VND.
 *
 * @param amount the requested amount or, once captured, the captured one
 * @param transId MoMo's number of the payment, 0 until it is captured or declined
 */
@RecordBuilder
public record MomoOrder(
        String orderId,
        String requestId,
        long amount,
        String orderInfo,
        String redirectUrl,
        String ipnUrl,
        String extraData,
        long expiresAt,
        State state,
        long transId,
        boolean processing)
        implements MomoOrderBuilder.With {

    /** Whether the customer has acted. */
    public enum State {
        /** No. After {@link MomoOrder#expiresAt} the order counts as expired. */
        WAITING,
        CAPTURED,
        DECLINED
    }

    MomoOrder captured(long capturedAmount, long number) {
        return with(order -> order.amount(capturedAmount).state(State.CAPTURED).transId(number));
    }

    MomoOrder declined(long number) {
        return with(order -> order.state(State.DECLINED).transId(number));
    }

    /** The same order under another id, not yet paid. */
    MomoOrder renamed(String otherOrderId) {
        return with(order -> order.orderId(otherOrderId)
                .requestId(otherOrderId)
                .state(State.WAITING)
                .transId(0)
                .processing(false));
    }

    /** MoMo's result code of the order at that time. */
    int resultCode(long now) {
        return switch (state) {
            case CAPTURED -> 0;
            case DECLINED -> 1006;
            case WAITING -> now >= expiresAt ? 1005 : 1000;
        };
    }
}
