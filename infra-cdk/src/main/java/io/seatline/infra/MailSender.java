package io.seatline.infra;

import java.util.regex.Pattern;

/**
 * Whom the user pool's mails come from: an address of a domain that is verified in Amazon SES, in the stack's Region.
 *
 * @param address such as {@code no-reply@cinema.vn}
 */
record MailSender(String address) {
    private static final Pattern FORM = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    MailSender {
        if (!FORM.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "Mails come from an address such as no-reply@cinema.vn, not \"" + address + "\".");
        }
    }

    /** What is verified in SES. */
    String domain() {
        return address.substring(address.indexOf('@') + 1);
    }
}
