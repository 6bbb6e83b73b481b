package io.seatline.lambda.support;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.lambda.http.BookingsCursor;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.http.Views;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.support.FindForSupport;
import java.util.List;

/** Answers support's look-ups of bookings. */
public final class BookingRoutes {
    private static final String BOOKING = "booking_id";
    private static final String ORDER = "order_id";
    private static final String CUSTOMER = "customer";
    private static final String SEAT = "show_seat";
    private static final String CODE = "code";
    private static final String SHOW = "show_id";
    private static final String CURSOR = "cursor";

    private final FindForSupport findForSupport;

    public BookingRoutes(FindForSupport findForSupport) {
        this.findForSupport = findForSupport;
    }

    /** Finds bookings by exactly one query parameter. */
    public APIGatewayV2HTTPResponse find(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event, BOOKING, ORDER, CUSTOMER, SEAT, CODE, SHOW, CURSOR);
        String by = QueryParameters.exactlyOne(event, BOOKING, ORDER, CUSTOMER, SEAT, CODE);
        String value = QueryParameters.required(event, by);
        if (!by.equals(CODE) && Http.queryParameter(event, SHOW).isPresent()) {
            throw Http.invalid(SHOW, "allowed only with " + CODE);
        }
        if (by.equals(CUSTOMER)) {
            return ofCustomer(event, value);
        }
        if (Http.queryParameter(event, CURSOR).isPresent()) {
            throw Http.invalid(CURSOR, "allowed only with " + CUSTOMER);
        }
        List<CustomerBooking> found =
                switch (by) {
                    case BOOKING ->
                        findForSupport.byId(bookingId(value)).stream().toList();
                    case ORDER -> findForSupport.byMomoOrder(value).stream().toList();
                    case CODE -> findForSupport.byCode(show(QueryParameters.required(event, SHOW)), code(value));
                    default -> findForSupport.bySeat(seat(value)).stream().toList();
                };
        return Http.json(200, Views.bookings(found));
    }

    private APIGatewayV2HTTPResponse ofCustomer(APIGatewayV2HTTPEvent event, String value) {
        if (!CustomerId.isValid(value)) {
            throw Http.invalid(CUSTOMER, "must have 1-" + CustomerId.MAX_LENGTH + " characters, not all blank");
        }
        CustomerId customer = new CustomerId(value);
        return Http.json(
                200,
                Views.bookings(customer, findForSupport.ofCustomer(customer, BookingsCursor.read(event, customer))));
    }

    private static BookingId bookingId(String text) {
        if (!BookingId.isValid(text)) {
            throw Http.invalid(BOOKING, "must be a booking id: bk and 26 characters of a-z and 2-7");
        }
        return new BookingId(text);
    }

    private static ShowSeat seat(String text) {
        return ShowSeat.parse(text)
                .orElseThrow(() -> Http.invalid(SEAT, "must be a seat of a show such as sh7f3k.F12"));
    }

    private static ShowId show(String text) {
        if (!ShowId.isValid(text)) {
            throw Http.invalid(SHOW, "must be a show id such as sh7f3k");
        }
        return new ShowId(text);
    }

    private static TicketCode code(String text) {
        return TicketCode.parse(text)
                .orElseThrow(() -> Http.invalid(CODE, "must be the code of a ticket: 8 characters"));
    }

    /** Returns a booking with its payments, cases and history. */
    public APIGatewayV2HTTPResponse show(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return findForSupport
                .details(Http.bookingId(event))
                .map(found -> Http.json(200, SupportViews.details(found)))
                .orElseThrow(() -> Http.notFound("booking"));
    }
}
