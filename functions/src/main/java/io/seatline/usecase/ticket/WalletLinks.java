package io.seatline.usecase.ticket;

import io.seatline.domain.booking.Booking;
import io.seatline.domain.ticket.Ticket;

/** Makes links that add tickets to the wallet of a phone. */
public interface WalletLinks {
    /**
     * A link that adds a ticket to its customer's wallet. Whoever opens it gets the ticket, as with the QR code.
     *
     * @param booking the ticket's booking
     * @param token the signed ticket, which the wallet shows as a QR code
     */
    String link(Booking booking, Ticket ticket, String token);
}
