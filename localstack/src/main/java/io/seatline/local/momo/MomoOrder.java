package io.seatline.local.momo;

/**
 * An order of the simulator. Times are epoch milliseconds, amounts VND.
 *
 * @param amount the requested amount or, once captured, the captured one
 * @param transId MoMo's number of the payment, 0 until it is captured or declined
 */
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
        boolean processing) {

    /** Whether the customer has acted. */
    public enum State {
        /** No. After {@link MomoOrder#expiresAt} the order counts as expired. */
        WAITING,
        CAPTURED,
        DECLINED
    }

    MomoOrder captured(long capturedAmount, long number) {
        return with(capturedAmount, State.CAPTURED, number, processing);
    }

    MomoOrder declined(long number) {
        return with(amount, State.DECLINED, number, processing);
    }

    MomoOrder processing(boolean now) {
        return with(amount, state, transId, now);
    }

    /** The same order under another id, not yet paid. */
    MomoOrder renamed(String otherOrderId) {
        return new MomoOrder(
                otherOrderId,
                otherOrderId,
                amount,
                orderInfo,
                redirectUrl,
                ipnUrl,
                extraData,
                expiresAt,
                State.WAITING,
                0,
                false);
    }

    private MomoOrder with(long newAmount, State newState, long newTransId, boolean newProcessing) {
        return new MomoOrder(
                orderId,
                requestId,
                newAmount,
                orderInfo,
                redirectUrl,
                ipnUrl,
                extraData,
                expiresAt,
                newState,
                newTransId,
                newProcessing);
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
