package io.seatline.usecase.port;

import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.payment.PaymentLinks;
import java.time.Duration;

/** MoMo's API. No method throws if MoMo is slow, unavailable or refuses: the result says so. */
public interface PaymentGateway {

    /**
     * Creates an order. Safe to repeat with the same payment id.
     *
     * @param payableFor how long the customer may pay, rounded up to whole minutes
     * @param timeout how long to wait for MoMo
     */
    Created create(PaymentId paymentId, Vnd amount, String orderInfo, Duration payableFor, Duration timeout);

    /** The result of creating an order. */
    sealed interface Created {
        /** The customer can pay with these links. */
        record Payable(PaymentLinks links) implements Created {}

        /** MoMo already has the order (40, 41) and does not return its links again: another payment is needed. */
        record AlreadyKnown() implements Created {}

        /** MoMo refused for good, for example because of the merchant's account or the amount. */
        record Refused(int resultCode) implements Created {}

        /** MoMo did not answer, or may answer otherwise later. The reason never contains a secret. */
        record Unavailable(String reason) implements Created {}
    }

    /** Queries the status of an order. */
    Status query(PaymentId paymentId, Duration timeout);

    /** The status of an order. */
    sealed interface Status {
        /** MoMo captured the payment. */
        record Paid(String transId, Vnd amount) implements Status {}

        /** The customer has confirmed and MoMo is processing the payment (7000, 7002). */
        record Processing() implements Status {}

        /** The order finally failed without a capture. */
        record Failed(int resultCode) implements Status {}

        /** MoMo does not know the order (42). */
        record NotFound() implements Status {}

        /** Not final for another reason, for example because the customer has not acted (1000). */
        record Pending(int resultCode) implements Status {}

        /** MoMo did not answer, or its answer was unusable. */
        record NoAnswer(String reason) implements Status {}
    }

    /**
     * Refunds an amount of a captured payment. Safe to repeat with the same id. A payment may have several refunds.
     *
     * @param momoOrder the order id of the captured payment at MoMo
     * @param refundId the order id and request id of this try at MoMo, {@code <refund_id>-<try>}; a later try of a
     *     refund is not made if an earlier one succeeded or may still succeed
     */
    Refunded refund(String momoOrder, String transId, Vnd amount, String refundId, Duration timeout);

    /** The result of a refund. If MoMo already has the refund (40, 41) or refuses it with 1081, its status is queried. */
    sealed interface Refunded {
        /** MoMo refunded the amount. */
        record Done() implements Refunded {}

        /** MoMo asks to retry in an hour (1080). */
        record TryLater() implements Refunded {}

        /** MoMo finally refused the refund. */
        record Refused(int resultCode) implements Refunded {}

        /** The result is not final, or MoMo did not answer: the same refund must be requested again. */
        record Unsettled(String reason) implements Refunded {}
    }
}
