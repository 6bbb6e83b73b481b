package io.seatline.adapter.momo;

import java.util.Map;

/** Maps MoMo's result codes to their meaning (MoMo's "List Result Codes"). A code that is not listed is never final. */
final class ResultCodes {

    /** The meaning of a code. */
    enum Meaning {
        /** Succeeded. Includes 9000 ("authorized"), because our payments are captured in one step. */
        SUCCESS,
        /** The customer has confirmed and MoMo is processing the payment. */
        PROCESSING,
        /** Not final: MoMo is in maintenance, or the customer has not acted. */
        PENDING,
        /**
         * MoMo rejects the request because of the merchant's account or the request's content. Final for a new order;
         * says nothing about an existing one.
         */
        REJECTED,
        /** MoMo does not pay or refund this amount, or not by this method of payment. Says nothing about an existing order. */
        AMOUNT_REFUSED,
        /** MoMo has seen this request or order id before. */
        DUPLICATE,
        /** MoMo does not know the order. */
        UNKNOWN_ORDER,
        /** Ended for good without money. */
        FAILED,
        /** The refund failed and may succeed in an hour. Says nothing about the payment itself. */
        REFUND_LATER,
        /**
         * The refund is refused, because the payment was refunded or the amount exceeds what is left of it. Says nothing
         * about the payment itself.
         */
        REFUND_ALREADY,
        /** The refund is refused for good. Says nothing about the payment itself. */
        REFUND_REFUSED
    }

    static final Map<Integer, Meaning> TABLE = Map.ofEntries(
            Map.entry(0, Meaning.SUCCESS),
            Map.entry(9000, Meaning.SUCCESS),
            Map.entry(7000, Meaning.PROCESSING),
            Map.entry(7002, Meaning.PROCESSING),
            Map.entry(10, Meaning.PENDING), // maintenance
            Map.entry(11, Meaning.REJECTED), // access denied
            Map.entry(12, Meaning.REJECTED), // API version
            Map.entry(13, Meaning.REJECTED), // authentication failed
            Map.entry(20, Meaning.REJECTED), // bad format
            Map.entry(21, Meaning.AMOUNT_REFUSED), // invalid amount
            Map.entry(22, Meaning.AMOUNT_REFUSED), // amount out of range
            Map.entry(43, Meaning.PENDING), // an analogous transaction is being processed
            Map.entry(45, Meaning.REJECTED), // duplicate item id
            Map.entry(47, Meaning.REJECTED), // inapplicable information
            Map.entry(1000, Meaning.PENDING), // the customer has not acted
            Map.entry(40, Meaning.DUPLICATE), // request id
            Map.entry(41, Meaning.DUPLICATE), // order id
            Map.entry(42, Meaning.UNKNOWN_ORDER),
            Map.entry(98, Meaning.FAILED), // QR code not made
            Map.entry(99, Meaning.FAILED), // unknown error
            Map.entry(1001, Meaning.FAILED), // insufficient funds
            Map.entry(1002, Meaning.FAILED), // rejected by the issuer
            Map.entry(1003, Meaning.FAILED), // cancelled
            Map.entry(1004, Meaning.FAILED), // over the customer's limit
            Map.entry(1005, Meaning.FAILED), // expired
            Map.entry(1006, Meaning.FAILED), // denied by the customer
            Map.entry(1007, Meaning.FAILED), // inactive account
            Map.entry(1017, Meaning.FAILED), // cancelled by the merchant
            Map.entry(1026, Meaning.FAILED), // promotion rules
            Map.entry(2019, Meaning.FAILED), // invalid order group
            Map.entry(4001, Meaning.FAILED), // restricted account
            Map.entry(4002, Meaning.FAILED), // account not verified
            Map.entry(4100, Meaning.FAILED), // the customer failed to log in
            Map.entry(1080, Meaning.REFUND_LATER),
            Map.entry(1081, Meaning.REFUND_ALREADY),
            Map.entry(1088, Meaning.REFUND_REFUSED));

    private ResultCodes() {}

    static Meaning of(int code) {
        return TABLE.getOrDefault(code, Meaning.PENDING);
    }
}
