package io.seatline.usecase.port;

import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.payment.PaymentLinks;
import java.time.Duration;

/** MoMo. No method throws because MoMo is slow, away or unhappy: that is an answer. */
public interface PaymentGateway {

    /**
     * Opens an order. Repeating it with the same order is safe.
     *
     * @param payableFor how long the customer may pay; rounded up to whole minutes
     * @param timeout how long to wait for MoMo
     */
    Created create(PaymentId paymentId, Vnd amount, String orderInfo, Duration payableFor, Duration timeout);

    /** MoMo's answer to a new order. */
    sealed interface Created {
        /** The customer may pay there. */
        record Payable(PaymentLinks links) implements Created {}

        /** MoMo already has the order (40, 41) and does not tell its links again: a fresh attempt is needed. */
        record AlreadyKnown() implements Created {}

        /** MoMo did not answer, or refused. Never names a secret. */
        record Unavailable(String why) implements Created {}
    }

    /** Asks how an order stands. */
    Status query(PaymentId paymentId, Duration timeout);

    /** How an order stands. */
    sealed interface Status {
        /** Paid. */
        record Paid(String transId, Vnd amount) implements Status {}

        /** The customer has confirmed and MoMo is at work (7000, 7002). */
        record Processing() implements Status {}

        /** Ended without money, finally. */
        record Failed(int resultCode) implements Status {}

        /** MoMo knows no such order (42). */
        record NotFound() implements Status {}

        /** Not final for another reason, such as a customer who has not acted (1000). */
        record Pending(int resultCode) implements Status {}

        /** MoMo did not answer. */
        record NoAnswer(String reason) implements Status {}
    }

    /**
     * Returns a captured payment. Repeating it with the same refund id is safe.
     *
     * @param momoOrder the order under which MoMo captured it
     * @param refundId MoMo's order and request id of this refund
     */
    Refunded refund(String momoOrder, String transId, Vnd amount, String refundId, Duration timeout);

    /** MoMo's answer to a refund, after asking how it stands where MoMo says that it already has it (40, 41, 1081). */
    sealed interface Refunded {
        /** The money has gone back. */
        record Done() implements Refunded {}

        /** Try again in an hour (1080). */
        record TryLater() implements Refunded {}

        /** Finally refused. */
        record Refused(int resultCode) implements Refunded {}

        /** Not final, or no answer: the same refund is asked for again. */
        record Unsettled(String why) implements Refunded {}
    }
}
