package io.seatline.infra.deployment;

import java.util.regex.Pattern;

/**
 * The sender of the user pool's mails: an address of a domain that is verified in Amazon SES in the stack's Region.
 *
 * @param address such as {@code no-reply@cinema.vn}
 */
public record MailSender(String address) {
    private static final Pattern FORM = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    public MailSender {
        if (!FORM.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "mailFrom must be an address such as no-reply@cinema.vn, not \"" + address + "\".");
        }
    }

    /** The domain to verify in SES. */
    public String domain() {
        return address.substring(address.indexOf('@') + 1);
    }
}
