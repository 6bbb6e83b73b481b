package io.seatline.adapter.ticket;

import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.usecase.ticket.TicketTokens;
import java.util.stream.IntStream;

/** Tickets, and tokens of keys that a test chooses. */
final class TicketFixture {
    static final String CURRENT = "the current text of the ticket keys";
    static final String PREVIOUS = "the previous text of the ticket keys";
    static final Ticket TICKET = ticket("h18t2611231540", 2);

    private TicketFixture() {}

    static TicketTokens tokens(String current, String previous) {
        String secret = secret(current, previous);
        return new CoseTickets(new TicketKeys(() -> secret, () -> secret));
    }

    static String secret(String current, String previous) {
        return "{\"current\":\"%s\",\"previous\":\"%s\"}".formatted(current, previous);
    }

    /** A ticket for seats F12, F13 and so on. */
    static Ticket ticket(String show, int seats) {
        return new Ticket(
                new ShowId(show),
                new BookingId("bkq7v5kpd4c3xjz2m6ya4nwtrbfe"),
                IntStream.range(12, 12 + seats)
                        .mapToObj(number -> SeatNumber.of("F", number))
                        .toList(),
                0);
    }
}
