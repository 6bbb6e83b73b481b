package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.BookingId;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.http.ReserveRequest;
import io.seatline.lambda.http.TicketView;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.BookingLinks;
import io.seatline.usecase.ticket.CalendarFiles;
import io.seatline.usecase.ticket.IssueTicket;
import io.seatline.usecase.ticket.IssueTicket.Result;
import io.seatline.usecase.ticket.IssueTicket.SignedTicket;
import io.seatline.usecase.ticket.QrCodes;
import io.seatline.usecase.ticket.TicketTokens;
import io.seatline.usecase.ticket.WalletLinks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the customer's tickets: the ticket, its QR code as a picture, its show as a calendar file, its link for a wallet,
 * and the public keys that verify it. Staff get any ticket's QR code to print it.
 */
public final class TicketHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(TicketHandler.class);
    private static final String SIZE = "size";

    /** Pixels of a QR code unless the client chooses. */
    private static final int SIZE_BY_DEFAULT = 400;

    /** The least that cameras read. */
    private static final int LEAST_SIZE = 130;

    private static final int MOST_SIZE = 1200;

    private static final Map<String, String> KEYS_CACHING = Map.of("cache-control", "public, max-age=300");

    private final IssueTicket issueTicket;
    private final TicketTokens tokens;
    private final QrCodes qrCodes;
    private final CalendarFiles calendarFiles;
    private final BookingLinks links;
    private final Optional<WalletLinks> walletLinks;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public TicketHandler() {
        this(LambdaPlatform.primed(Read.SHOWS, Read.BOOKINGS, Read.QR_CODE));
    }

    public TicketHandler(Wiring wiring) {
        issueTicket = wiring.issueTicket();
        tokens = wiring.ticketTokens();
        qrCodes = wiring.qrCodes();
        calendarFiles = wiring.calendarFiles();
        links = wiring.bookingLinks();
        walletLinks = wiring.walletLinks();
        invocation = wiring.invocation();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> switch (event.getRouteKey()) {
            case "GET /api/v1/bookings/{booking_id}/ticket" -> get(event);
            case "POST /api/v1/bookings/{booking_id}/ticket" -> share(event);
            case "GET /api/v1/bookings/{booking_id}/ticket.png" -> png(event);
            case "GET /api/v1/bookings/{booking_id}/ticket.svg" -> svg(event, ticket(event));
            case "GET /api/v1/support/bookings/{booking_id}/ticket.svg" -> svg(event, printed(event));
            case "GET /api/v1/bookings/{booking_id}/ticket.ics" -> calendarFile(event);
            case "GET /api/v1/bookings/{booking_id}/ticket/wallet" -> wallet(event);
            case "GET /api/v1/ticket-keys" -> keys(event);
            default -> throw Invocation.unknownRoute(event);
        });
    }

    private APIGatewayV2HTTPResponse get(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return Http.json(200, TicketView.of(ticket(event)));
    }

    private APIGatewayV2HTTPResponse share(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return Http.json(200, TicketView.of(ticket(event, Optional.of(ReserveRequest.seats(event)))));
    }

    private APIGatewayV2HTTPResponse png(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event, SIZE);
        int pixels = QueryParameters.integer(event, SIZE, LEAST_SIZE, MOST_SIZE).orElse(SIZE_BY_DEFAULT);
        SignedTicket ticket = ticket(event);
        return Http.binary("image/png", qrCodes.png(ticket.token(), pixels), headers(ticket, "png"));
    }

    private APIGatewayV2HTTPResponse svg(APIGatewayV2HTTPEvent event, SignedTicket ticket) {
        QueryParameters.only(event);
        return Http.respond(200, "image/svg+xml", qrCodes.svg(ticket.token()), headers(ticket, "svg"));
    }

    private APIGatewayV2HTTPResponse calendarFile(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        SignedTicket ticket = ticket(event);
        String file = calendarFiles.of(
                ticket.booking(), links.to(ticket.booking().id().value()));
        return Http.respond(200, "text/calendar; charset=utf-8", file, headers(ticket, "ics"));
    }

    private APIGatewayV2HTTPResponse wallet(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        WalletLinks wallet = walletLinks.orElseThrow(() -> Http.notFound("link: Google Wallet is not configured"));
        SignedTicket ticket = ticket(event);
        String link = wallet.link(ticket.booking(), ticket.ticket(), ticket.token());
        return Http.json(200, Map.of("google_wallet_url", link));
    }

    private APIGatewayV2HTTPResponse keys(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return Http.respond(200, "application/jwk-set+json", tokens.publicKeys(), KEYS_CACHING);
    }

    /** The headers of a file. Its policy is for a browser that opens an SVG picture as a page. */
    private static Map<String, String> headers(SignedTicket ticket, String extension) {
        TicketCode code = TicketCode.of(ticket.booking().id());
        return Map.of(
                "cache-control", "no-store",
                "content-disposition", "inline; filename=\"ticket-" + code + "." + extension + "\"",
                "content-security-policy", "default-src 'none'",
                "x-content-type-options", "nosniff");
    }

    private SignedTicket ticket(APIGatewayV2HTTPEvent event) {
        return ticket(event, Optional.empty());
    }

    private SignedTicket ticket(APIGatewayV2HTTPEvent event, Optional<List<ShowSeat>> some) {
        return ticket(issueTicket.issue(Http.customer(event), Http.bookingId(event), some), some);
    }

    private SignedTicket printed(APIGatewayV2HTTPEvent event) {
        BookingId id = Http.bookingId(event);
        LOG.info("Ticket of booking {} for the printer of {}", id, Http.staff(event));
        return ticket(issueTicket.issueForStaff(id), Optional.empty());
    }

    private static SignedTicket ticket(Result result, Optional<List<ShowSeat>> some) {
        return switch (result) {
            case Result.Found(SignedTicket ticket) -> ticket;
            case Result.NotFound _ -> throw Http.notFound("booking");
            case Result.NoTicket(BookingState state) -> throw new Problem(409, "no_ticket", detail(state));
            case Result.UnknownSeats(List<ShowSeat> unknown) ->
                throw ReserveRequest.notOfBooking(some.orElseThrow(), unknown.getFirst());
        };
    }

    private static String detail(BookingState state) {
        return switch (state) {
            case IN_BOOKING -> "The booking is not paid yet; pay it to get its ticket.";
            case EXPIRED -> "The booking has no ticket, because its hold ended before it was paid.";
            case CANCELLED, BLOCKED -> "The booking has no ticket, because it was cancelled.";
            case REFUND_PENDING, REFUNDED, REFUND_FAILED ->
                "The booking has no ticket any more, because all its seats were returned; see refunds of the booking.";
            case PAID -> throw new IllegalStateException("a paid booking has a ticket");
        };
    }
}
