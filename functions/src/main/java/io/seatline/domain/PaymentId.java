package io.seatline.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A payment's id.
 *
 * <ul>
 *   <li>{@code <booking_id>.<attempt>} for a payment of a booking. It is also MoMo's order id.
 *   <li>{@code stray.<hash>} for a stray payment: MoMo captured money for an unknown order, or an unexpected amount.
 * </ul>
 */
public record PaymentId(String value) {
    /** The partition of all stray payments. */
    public static final String STRAY = "stray";

    private static final Pattern FORM = Pattern.compile("bk[a-z2-7]{26}\\.[1-9][0-9]{0,5}|stray\\.[a-z2-7]{26}");

    public PaymentId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "payment id \"" + value + "\" must be <booking_id>.<attempt> or stray.<hash>");
        }
    }

    /** The id of a booking's n-th payment, counted from 1. */
    public static PaymentId attempt(BookingId booking, int number) {
        return new PaymentId(booking.value() + "." + number);
    }

    /** The id of a payment that MoMo reported under an unknown order or with an unexpected amount. */
    public static PaymentId stray(String momoOrder, String transId) {
        return new PaymentId(STRAY + "." + Ids.derivedFrom("stray", momoOrder, transId));
    }

    /** Parses a payment id; empty if the text is not one. */
    public static Optional<PaymentId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new PaymentId(text)) : Optional.empty();
    }

    /**
     * The part before the dot: the booking's id, or {@code stray}. It is the partition key of the payment and its case.
     */
    public String partition() {
        return value.substring(0, value.indexOf('.'));
    }

    /** The part after the dot. */
    public String suffix() {
        return value.substring(value.indexOf('.') + 1);
    }

    /** The booking that this payment belongs to; empty for a stray payment. */
    public Optional<BookingId> booking() {
        return partition().equals(STRAY) ? Optional.empty() : Optional.of(new BookingId(partition()));
    }

    @Override
    public String toString() {
        return value;
    }
}
