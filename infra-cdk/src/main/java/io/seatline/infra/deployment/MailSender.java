package io.seatline.infra.deployment;

import java.util.regex.Pattern;

/**
 * The sender of mails: an address of a domain that is verified in Amazon SES in the stack's Region.
 *
 * @param address such as {@code no-reply@cinema.vn}
 */
public record MailSender(String address) {
    private static final Pattern FORM = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    public MailSender {
        requireAddress("mailFrom", "no-reply@cinema.vn", address);
    }

    static void requireAddress(String option, String example, String address) {
        if (!FORM.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    option + " must be an address such as " + example + ", not \"" + address + "\".");
        }
    }

    /** The domain to verify in SES. */
    public String domain() {
        return address.substring(address.indexOf('@') + 1);
    }
}
