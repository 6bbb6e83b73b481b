package io.seatline.usecase.mail;

import io.seatline.domain.CustomerId;
import java.util.Optional;

/** The mail addresses of customers, which no table of Seatline contains. */
public interface CustomerAddresses {
    /** The address that the customer has verified; empty if there is none, or the account was deleted. */
    Optional<Recipient> verified(CustomerId customer);

    /** Where to send a customer's mails, and in which language. */
    record Recipient(String address, Language language) {
        /** Hides the address, which is never logged. */
        @Override
        public String toString() {
            return "Recipient";
        }
    }
}
