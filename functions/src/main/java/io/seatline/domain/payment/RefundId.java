package io.seatline.domain.payment;

import io.seatline.domain.PaymentId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of a payment's n-th refund, {@code <payment_id>-r<n>}, counted from 1. */
public record RefundId(PaymentId payment, int number) {
    private static final String REFUND = "-r";
    private static final Pattern FORM = Pattern.compile("(.+)" + REFUND + "([1-9][0-9]{0,5})");
    private static final Pattern AT_MOMO = Pattern.compile("(.+" + REFUND + "[1-9][0-9]*)-[1-9][0-9]*");

    public RefundId {
        if (number < 1) {
            throw new IllegalArgumentException("refunds are counted from 1, not " + number);
        }
    }

    /** Parses a refund id; empty if the text is not one. */
    public static Optional<RefundId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? PaymentId.parse(matcher.group(1))
                        .map(payment -> new RefundId(payment, Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The refund that an id at MoMo belongs to; empty if the text is not such an id. */
    public static Optional<RefundId> ofMomo(String momoId) {
        Matcher matcher = AT_MOMO.matcher(momoId);
        return matcher.matches() ? parse(matcher.group(1)) : Optional.empty();
    }

    /** The refund's id in text. */
    public String value() {
        return payment.value() + REFUND + number;
    }

    /** The order id and request id at MoMo of the n-th try of this refund, counted from 1. */
    public String atMomo(int tries) {
        return value() + "-" + tries;
    }

    @Override
    public String toString() {
        return value();
    }
}
