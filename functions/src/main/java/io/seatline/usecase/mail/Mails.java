package io.seatline.usecase.mail;

/** The service that sends mails. */
public interface Mails {
    /**
     * Sends a mail. A mail that is sent twice arrives twice.
     *
     * @throws RuntimeException if the service cannot take it now; the message names neither the customer nor the address
     */
    Result send(Mail mail);

    /** What the service did. */
    enum Result {
        /** It accepted the mail. The mail may still bounce. */
        ACCEPTED,
        /** It will never accept this mail, for instance because it takes the address for malformed. */
        REJECTED
    }
}
