package io.seatline.domain;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** A booking's public id: {@code bk} and 26 characters of {@code a-z2-7}. It cannot be guessed. */
public record BookingId(String value) {
    private static final Pattern FORM = Pattern.compile("bk[a-z2-7]{26}");

    public BookingId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("booking id \"" + value + "\" must be bk followed by 26 of a-z2-7");
        }
    }

    /** Whether the text has the form of a booking id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** Derives the id from the customer and the idempotency key, so that a repeated request gets the same id. */
    public static BookingId of(CustomerId customer, String idempotencyKey) {
        return new BookingId("bk" + Ids.derivedFrom("booking", customer.value(), idempotencyKey));
    }

    /** A new id, for a request without an idempotency key. */
    public static BookingId random(RandomGenerator random) {
        return new BookingId("bk" + Ids.random(random));
    }

    /**
     * The id of the booking offered to a waitlist entry. A repeated offer gets the same id: an entry gets one offer.
     */
    public static BookingId offeredTo(WaitlistEntryId entry) {
        return new BookingId("bk" + Ids.derivedFrom("offer", entry.value()));
    }

    @Override
    public String toString() {
        return value;
    }
}
