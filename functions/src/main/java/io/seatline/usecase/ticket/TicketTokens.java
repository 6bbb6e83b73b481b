package io.seatline.usecase.ticket;

import io.seatline.domain.ticket.Ticket;

/** Signs tickets as tokens and reads tokens back. The same ticket always gets the same token while the key lasts. */
public interface TicketTokens {
    /** Signs a ticket. The token has only characters of Base45, which a QR code stores compactly. */
    String sign(Ticket ticket);

    /** Verifies a token, which may be any text. */
    Reading read(String token);

    /** The public keys of all valid tokens as a JWK set (RFC 7517, RFC 8037), in JSON. */
    String publicKeys();

    /** The result of reading a token. */
    sealed interface Reading {
        /** The signature is right. */
        record Genuine(Ticket ticket) implements Reading {}

        /** Seatline has not signed this text, or with a key that is no longer valid. The reason never quotes it. */
        record Forged(String reason) implements Reading {}
    }
}
