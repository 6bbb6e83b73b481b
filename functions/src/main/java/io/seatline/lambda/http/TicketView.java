package io.seatline.lambda.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.usecase.ticket.IssueTicket.SignedTicket;
import java.time.Instant;
import java.util.List;

/**
 * A ticket as its owner sees it. {@code token} is the text of its QR code; {@code code} admits the whole booking, so it is
 * null in a ticket for some of its seats.
 */
public record TicketView(String token, String code, List<SeatView> seats, Views.BookedShowView show) {

    /** A seat. {@code category} is null if the show ended long ago, {@code admitted_at} until somebody is let in. */
    @JsonNaming(SnakeCaseStrategy.class)
    record SeatView(String seat, String category, String admittedAt) {}

    public static TicketView of(SignedTicket ticket) {
        boolean whole = ticket.seats().size() == ticket.booking().seats().size();
        return new TicketView(
                ticket.token(),
                whole ? TicketCode.of(ticket.booking().id()).value() : null,
                ticket.seats().stream()
                        .map(seat -> new SeatView(
                                seat.number().value(),
                                seat.category().map(Enum::name).orElse(null),
                                seat.admittedAt().map(Instant::toString).orElse(null)))
                        .toList(),
                Views.show(ticket.booking().bookedShow()));
    }
}
