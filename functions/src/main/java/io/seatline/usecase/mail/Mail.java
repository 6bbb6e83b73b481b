package io.seatline.usecase.mail;

import java.util.Optional;

/**
 * A mail to one customer.
 *
 * @param picture the QR code of the ticket as PNG, which the HTML shows as {@code cid:ticket}
 */
public record Mail(String to, String subject, String text, String html, Optional<byte[]> picture) {
    /** The content id of the picture. */
    public static final String PICTURE_ID = "ticket";

    /** Tells nothing: it contains personal data and a ticket. */
    @Override
    public String toString() {
        return "Mail";
    }
}
