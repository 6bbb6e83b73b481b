package io.seatline.lambda.support;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.lambda.http.BookingsCursor;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.http.Views;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.support.FindForSupport;
import java.util.Optional;

/** Answers support's look-ups of bookings. */
public final class BookingRoutes {
    private static final String BOOKING = "booking_id";
    private static final String ORDER = "order_id";
    private static final String CUSTOMER = "customer";
    private static final String SEAT = "show_seat";
    private static final String CURSOR = "cursor";

    private final FindForSupport findForSupport;

    public BookingRoutes(FindForSupport findForSupport) {
        this.findForSupport = findForSupport;
    }

    /** Finds bookings by exactly one query parameter. */
    public APIGatewayV2HTTPResponse find(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event, BOOKING, ORDER, CUSTOMER, SEAT, CURSOR);
        String by = QueryParameters.exactlyOne(event, BOOKING, ORDER, CUSTOMER, SEAT);
        String value = QueryParameters.required(event, by);
        if (by.equals(CUSTOMER)) {
            return ofCustomer(event, value);
        }
        if (Http.queryParameter(event, CURSOR).isPresent()) {
            throw Http.invalid(CURSOR, "allowed only with " + CUSTOMER);
        }
        Optional<CustomerBooking> found =
                switch (by) {
                    case BOOKING -> findForSupport.byId(bookingId(value));
                    case ORDER -> findForSupport.byMomoOrder(value);
                    default -> findForSupport.bySeat(seat(value));
                };
        return Http.json(200, Views.bookings(found.stream().toList()));
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

    /** Returns a booking with its payments, cases and history. */
    public APIGatewayV2HTTPResponse show(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return findForSupport
                .details(Http.bookingId(event))
                .map(found -> Http.json(200, SupportViews.details(found)))
                .orElseThrow(() -> Http.notFound("booking"));
    }
}
