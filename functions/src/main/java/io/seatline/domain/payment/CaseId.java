package io.seatline.domain.payment;

import io.seatline.domain.PaymentId;
import java.util.Optional;

/**
 * The id of a support case.
 *
 * @param payment the payment whose money is at issue
 * @param refund the refund that failed; empty for a stray payment, whose refunds share its case
 */
public record CaseId(PaymentId payment, Optional<RefundId> refund) {

    /** The case of a stray payment. */
    public static CaseId of(PaymentId stray) {
        return new CaseId(stray, Optional.empty());
    }

    /** The case of a refund that failed. */
    public static CaseId of(RefundId refund) {
        PaymentId payment = refund.payment();
        return payment.booking().isEmpty() ? of(payment) : new CaseId(payment, Optional.of(refund));
    }

    /** Parses a case id; empty if the text is not one. */
    public static Optional<CaseId> parse(String text) {
        return RefundId.parse(text).map(CaseId::of).or(() -> PaymentId.parse(text)
                .filter(id -> id.booking().isEmpty())
                .map(CaseId::of));
    }

    /** The case's id in text: the refund's id, or the stray payment's. */
    public String value() {
        return refund.map(RefundId::value).orElseGet(payment::value);
    }

    @Override
    public String toString() {
        return value();
    }
}
