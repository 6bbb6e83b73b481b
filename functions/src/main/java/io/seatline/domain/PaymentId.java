package io.seatline.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id under which a payment is kept. A payment attempt's is {@code <booking_id>.<attempt>} and is also MoMo's
 * order id. A stray payment (MoMo captured money that belongs to no attempt of ours, or not that much) has
 * {@code stray.<hash>}. The same id names the payment's support case.
 */
public record PaymentId(String value) {
    private static final String STRAY = "stray";
    private static final String REFUND = "-r";
    private static final Pattern REFUND_ID = Pattern.compile("(.+)" + REFUND + "[1-9][0-9]*");
    private static final Pattern FORM = Pattern.compile("bk[a-z2-7]{26}\\.[1-9][0-9]{0,5}|stray\\.[a-z2-7]{26}");

    public PaymentId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an order id: \"" + value + "\"");
        }
    }

    /** The id of a booking's n-th payment attempt, from 1. */
    public static PaymentId attempt(BookingId booking, int number) {
        return new PaymentId(booking.value() + "." + number);
    }

    /** The id for money that MoMo told us of under an order or an amount that we do not know. */
    public static PaymentId stray(String toldOrder, String transId) {
        return new PaymentId(STRAY + "." + Ids.derivedFrom("stray", toldOrder, transId));
    }

    /** The order id in this text, or nothing where it has not the form of one. */
    public static Optional<PaymentId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new PaymentId(text)) : Optional.empty();
    }

    /** What stands before the dot: the booking's id, or {@code stray}. Payment and case are kept together under it. */
    public String partition() {
        return value.substring(0, value.indexOf('.'));
    }

    /** What stands behind the dot. */
    public String suffix() {
        return value.substring(value.indexOf('.') + 1);
    }

    /** The booking whose attempt this is; nothing for a stray payment. */
    public Optional<BookingId> booking() {
        return partition().equals(STRAY) ? Optional.empty() : Optional.of(new BookingId(partition()));
    }

    /** MoMo's order and request id of this payment's n-th refund, from 1. */
    public String refundId(int number) {
        return value + REFUND + number;
    }

    /** The payment whose refund has this id; nothing where it has not the form of one of ours. */
    public static Optional<PaymentId> ofRefund(String refundId) {
        Matcher matcher = REFUND_ID.matcher(refundId);
        return matcher.matches() ? parse(matcher.group(1)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
