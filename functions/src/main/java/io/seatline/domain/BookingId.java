package io.seatline.domain;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** A booking's public id: {@code bk} and 26 of {@code a-z2-7}. Who does not know it cannot guess it. */
public record BookingId(String value) {
    private static final Pattern FORM = Pattern.compile("bk[a-z2-7]{26}");

    public BookingId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a booking id: \"" + value + "\"");
        }
    }

    /** Whether the text has the form of a booking id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** The booking that this customer makes under this idempotency key, however often the request is repeated. */
    public static BookingId of(CustomerId customer, String idempotencyKey) {
        return new BookingId("bk" + Ids.derivedFrom("booking", customer.value(), idempotencyKey));
    }

    /** A booking of its own, for a request without an idempotency key. */
    public static BookingId random(RandomGenerator random) {
        return new BookingId("bk" + Ids.random(random));
    }

    /** The booking of the seats that are offered to a waitlist entry: a waitlist entry gets one offer, however often it is made. */
    public static BookingId offeredTo(WaitlistEntryId entry) {
        return new BookingId("bk" + Ids.derivedFrom("offer", entry.value()));
    }

    @Override
    public String toString() {
        return value;
    }
}
