package io.seatline.testing;

import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.usecase.ticket.QrCodes;
import io.seatline.usecase.ticket.TicketTokens;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Tokens that say what they sign, and pictures that say what they show. */
public final class FakeTickets implements TicketTokens {
    public static final QrCodes PICTURES = new QrCodes() {
        @Override
        public byte[] png(String text, int pixels) {
            return ("PNG of " + text).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String svg(String text) {
            return "SVG of " + text;
        }
    };

    @Override
    public String sign(Ticket ticket) {
        return "ticket " + ticket.booking() + " "
                + ticket.seats().stream().map(SeatNumber::value).collect(Collectors.joining(",")) + " "
                + ticket.epoch();
    }

    @Override
    public Reading read(String token) {
        return new Reading.Forged("nothing is signed");
    }

    @Override
    public String publicKeys() {
        return "{\"keys\":[]}";
    }
}
