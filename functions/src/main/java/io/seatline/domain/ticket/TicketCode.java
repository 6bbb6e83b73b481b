package io.seatline.domain.ticket;

import io.seatline.domain.BookingId;
import io.seatline.domain.Ids;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The short code of a booking's ticket, for doors whose camera is broken: 8 characters of Crockford's base32, which has
 * no I, L, O and U. It follows from the booking's id, so it is never stored. 40 bits: two bookings of a show share a code
 * once in some ten million shows; a door then refuses it and asks for the QR code.
 */
public record TicketCode(String value) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String RFC_4648 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 8;
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    public TicketCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "ticket code \"" + value + "\" must be " + LENGTH + " characters of " + ALPHABET);
        }
    }

    /** The code of a booking's ticket. */
    public static TicketCode of(BookingId booking) {
        StringBuilder code = new StringBuilder(LENGTH);
        Ids.derivedFrom("ticket", booking.value())
                .substring(0, LENGTH)
                .chars()
                .forEach(letter -> code.append(ALPHABET.charAt(RFC_4648.indexOf(letter))));
        return new TicketCode(code.toString());
    }

    /** Reads a code as a person types it: lower case, spaces and dashes, O for 0, I and L for 1. Empty if it is none. */
    public static Optional<TicketCode> parse(String typed) {
        String code = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return FORM.matcher(code).matches() ? Optional.of(new TicketCode(code)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
