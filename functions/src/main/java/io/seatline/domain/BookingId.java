package io.seatline.domain;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A booking's public id: {@code bk} and 26 characters of {@code a-z2-7}. It cannot be guessed. The first eight
 * of a customer's booking derive from the customer, so a request recognizes its customer's claims without a read.
 */
public record BookingId(String value) {
    private static final String PREFIX = "bk";

    /** 40 bits: two customers of a show practically never share them. The other 18 characters carry 90 bits. */
    private static final int CUSTOMER_PART = 8;

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
        return belongingTo(customer, Ids.derivedFrom("booking", customer.value(), idempotencyKey));
    }

    /** A new id of a customer's booking, for a request without an idempotency key. */
    public static BookingId random(CustomerId customer, RandomGenerator random) {
        return belongingTo(customer, Ids.random(random));
    }

    /**
     * The id of the booking offered to a waitlist entry. A repeated offer gets the same id: an entry gets one offer.
     */
    public static BookingId offeredTo(CustomerId customer, WaitlistEntryId entry) {
        return belongingTo(customer, Ids.derivedFrom("offer", entry.value()));
    }

    /**
     * Derives the id of a counter sale from the member of staff and the idempotency key. It never equals the id of a
     * customer's booking.
     */
    public static BookingId ofSale(StaffId staff, String idempotencyKey) {
        return new BookingId(PREFIX + Ids.derivedFrom("sale", staff.value(), idempotencyKey));
    }

    /** A new id of a block, or of a counter sale without an idempotency key. */
    public static BookingId random(RandomGenerator random) {
        return new BookingId(PREFIX + Ids.random(random));
    }

    /** Names the claims on the seats that were free when their show was cancelled. No booking has this id. */
    public static BookingId ofCancelled(ShowId show) {
        return new BookingId(PREFIX + Ids.derivedFrom("cancelled", show.value()));
    }

    /** Names the lifted block in place of a booking that restored tables have lost, whose id a repeated request may get. */
    public static BookingId inPlaceOf(BookingId lost) {
        return new BookingId(PREFIX + Ids.derivedFrom("lost", lost.value()));
    }

    /** Whether this may be a booking of the customer. If not, it certainly is another customer's. */
    public boolean mayBelongTo(CustomerId customer) {
        return value.startsWith(partOf(customer), PREFIX.length());
    }

    private static BookingId belongingTo(CustomerId customer, String unique) {
        return new BookingId(PREFIX + partOf(customer) + unique.substring(CUSTOMER_PART));
    }

    private static String partOf(CustomerId customer) {
        return Ids.derivedFrom("customer", customer.value()).substring(0, CUSTOMER_PART);
    }

    @Override
    public String toString() {
        return value;
    }
}
