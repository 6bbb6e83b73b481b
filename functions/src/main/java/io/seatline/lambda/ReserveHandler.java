package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.seating.rules.SelectionRules.Rule;
import io.seatline.domain.seating.rules.SelectionRules.Violation;
import io.seatline.lambda.http.BookingsCursor;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.http.PaymentReturn;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.http.RefundRequest;
import io.seatline.lambda.http.ReserveRequest;
import io.seatline.lambda.http.Views;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.BookingLinks;
import io.seatline.usecase.booking.CancelBooking;
import io.seatline.usecase.booking.CheckPayment;
import io.seatline.usecase.booking.FindBookings;
import io.seatline.usecase.booking.ReserveSeats;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.refund.RequestRefund;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Handles the customer's bookings: reserve, list, get, cancel, pay again, check a payment, return seats, and return from MoMo. */
public final class ReserveHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ReserveSeats reserveSeats;
    private final FindBookings findBookings;
    private final CancelBooking cancelBooking;
    private final RequestPayment requestPayment;
    private final CheckPayment checkPayment;
    private final RequestRefund requestRefund;
    private final BookingLinks links;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public ReserveHandler() {
        this(LambdaPlatform.primed(Read.SHOWS, Read.BOOKINGS, Read.ENTRIES));
    }

    public ReserveHandler(Wiring wiring) {
        reserveSeats = wiring.reserveSeats();
        findBookings = wiring.findBookings();
        cancelBooking = wiring.cancelBooking();
        requestPayment = wiring.requestPayment();
        checkPayment = wiring.checkPayment();
        requestRefund = wiring.requestRefund();
        links = wiring.bookingLinks();
        invocation = wiring.invocation();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> switch (event.getRouteKey()) {
            case "POST /api/v1/reserve" -> reserve(event);
            case "GET /api/v1/bookings" -> list(event);
            case "GET /api/v1/bookings/{booking_id}" -> get(event);
            case "DELETE /api/v1/bookings/{booking_id}" -> cancel(event);
            case "POST /api/v1/bookings/{booking_id}/payment" -> payAgain(event);
            case "POST /api/v1/bookings/{booking_id}/payment/check" -> check(event);
            case "POST /api/v1/bookings/{booking_id}/refund" -> refund(event);
            case "GET /api/v1/payment/success" -> PaymentReturn.redirect(event, checkPayment, links);
            default -> throw Invocation.unknownRoute(event);
        });
    }

    private APIGatewayV2HTTPResponse reserve(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        ReserveSeats.Request request = ReserveRequest.read(event);
        return switch (reserveSeats.reserve(request)) {
            case ReserveSeats.Result.Held(CustomerBooking customerBooking) ->
                Http.json(201, Views.booking(customerBooking));
            case ReserveSeats.Result.Repeated(CustomerBooking customerBooking) ->
                Http.json(200, Views.booking(customerBooking));
            case ReserveSeats.Result.GatewayUnavailable(BookingId id) -> throw gatewayUnavailable(id);
            case ReserveSeats.Result.PaymentRefused(BookingId id) -> throw paymentRefused(id);
            case ReserveSeats.Result.NoSuchShow _ ->
                throw Http.invalid("show_seats[0]", "unknown show \"" + request.show() + "\"");
            case ReserveSeats.Result.NoSuchSeats(List<SeatNumber> seats) ->
                throw Http.invalid(
                        "show_seats[" + request.seats().indexOf(seats.getFirst()) + "]",
                        "unknown seat \"" + seats.getFirst() + "\"");
            case ReserveSeats.Result.SalesNotOpen(Instant opensAt) ->
                throw new Problem(
                        403,
                        "sales_not_open",
                        "Sales of this show open at " + opensAt + "; try again then.",
                        Map.of("sales_open_at", opensAt.toString()));
            case ReserveSeats.Result.SalesClosed(Sales sales) -> throw Http.salesClosed(sales);
            case ReserveSeats.Result.PriceChanged(Vnd amount) ->
                throw new Problem(
                        409,
                        "price_changed",
                        "The seats cost " + amount + ". Nothing is held; send the new amount if the customer agrees.",
                        Map.of("amount", amount.amount()));
            case ReserveSeats.Result.RuleBroken(Violation broken) ->
                throw new Problem(
                        409,
                        "seat_rule",
                        detail(broken.rule()),
                        Map.of("rule", broken.rule().name(), "show_seats", ids(request.show(), broken.seats())));
            case ReserveSeats.Result.SeatsUnavailable refused ->
                throw new Problem(
                        403,
                        "seat_unavailable",
                        detail(refused),
                        Map.of("unavailable", ids(request.show(), refused.seats())));
            case ReserveSeats.Result.AlreadyHolding(BookingId id) ->
                throw new Problem(
                        409,
                        "already_holding",
                        "You hold an unpaid booking; pay it or cancel it first.",
                        Map.of("booking_id", id.value()));
            case ReserveSeats.Result.TooManyLapses(Duration retryAfter) ->
                throw tooManyLapses(request.show(), retryAfter);
            case ReserveSeats.Result.Busy _ ->
                throw tooManyAtOnce(
                        "Too many customers are reserving these seats. Repeat the same request in a second.");
            case ReserveSeats.Result.BeingReleased _ ->
                throw tooManyAtOnce(
                        "The seats of your last booking are still being released. Repeat the same request in a second.");
            case ReserveSeats.Result.KeyReused _ ->
                throw new Problem(
                        409,
                        "idempotency_key_reused",
                        "This Idempotency-Key was used for other seats; use a new one for each booking.");
        };
    }

    private static Problem tooManyAtOnce(String detail) {
        return new Problem(503, "too_many_at_once", detail).retryAfter(Duration.ofSeconds(1));
    }

    private static String detail(ReserveSeats.Result.SeatsUnavailable refused) {
        if (refused.own().isEmpty()) {
            return "Somebody else has some of these seats; choose others.";
        }
        return refused.own().size() == refused.seats().size()
                ? "You have already bought some of these seats; choose others."
                : "Somebody else has some of these seats, and you have already bought others of them; choose others.";
    }

    private static String detail(Rule rule) {
        return switch (rule) {
            case ACCESSIBLE ->
                "Accessible seats need \"accessible\": true; set it if the customer needs one, or choose others.";
            case COUPLE_PAIR -> "Couple seats are sold in pairs; choose the other seat of each pair too.";
            case SINGLE_SEAT -> "The choice leaves single seats; choose seats so that none is left single.";
        };
    }

    private static Problem tooManyLapses(ShowId show, Duration retryAfter) {
        long seconds = Http.wholeSeconds(retryAfter);
        return new Problem(
                        429,
                        "too_many_lapses",
                        "You cancelled or did not pay " + Policies.MAX_LAPSES
                                + " holds of this show. You can hold its seats again in " + seconds + " seconds.",
                        Map.of("show_id", show.value(), "retry_after", seconds))
                .retryAfter(retryAfter);
    }

    private static List<String> ids(ShowId show, List<SeatNumber> seats) {
        return seats.stream().map(seat -> new ShowSeat(show, seat).id()).toList();
    }

    private APIGatewayV2HTTPResponse list(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event, "cursor");
        CustomerId customer = Http.customer(event);
        return Http.json(200, Views.bookings(customer, findBookings.page(customer, BookingsCursor.read(event))));
    }

    private APIGatewayV2HTTPResponse get(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return findBookings
                .find(Http.customer(event), Http.bookingId(event))
                .map(customerBooking -> Http.json(200, Views.booking(customerBooking)))
                .orElseThrow(() -> Http.notFound("booking"));
    }

    private APIGatewayV2HTTPResponse cancel(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return switch (cancelBooking.cancel(Http.customer(event), Http.bookingId(event))) {
            case CANCELLED -> Http.noContent();
            case NOT_FOUND -> throw Http.notFound("booking");
            case NOT_CANCELLABLE ->
                throw new Problem(
                        409, "not_cancellable", "Only an unpaid booking whose seats are still held can be cancelled.");
        };
    }

    private APIGatewayV2HTTPResponse payAgain(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        Http.optionalFields(event).only();
        return switch (requestPayment.retry(Http.customer(event), Http.bookingId(event))) {
            case RequestPayment.Result.Payable(CustomerBooking customerBooking) ->
                Http.json(
                        200,
                        new Views.PaymentAnswer(Views.payment(
                                customerBooking.booking(),
                                customerBooking.payment().orElseThrow())));
            case RequestPayment.Result.NotFound _ -> throw Http.notFound("booking");
            case RequestPayment.Result.NotPayable(String why) -> throw new Problem(409, "not_payable", why);
            case RequestPayment.Result.GatewayUnavailable(BookingId id) -> throw gatewayUnavailable(id);
            case RequestPayment.Result.AlreadyKnown(BookingId id) -> throw gatewayUnavailable(id);
            case RequestPayment.Result.PaymentRefused(BookingId id, int _) -> throw paymentRefused(id);
        };
    }

    private APIGatewayV2HTTPResponse check(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        Http.optionalFields(event).only();
        return switch (checkPayment.check(Http.customer(event), Http.bookingId(event))) {
            case CheckPayment.Result.Checked(CustomerBooking customerBooking) ->
                Http.json(200, Views.booking(customerBooking));
            case CheckPayment.Result.NotFound _ -> throw Http.notFound("booking");
            case CheckPayment.Result.TooManyChecks _ ->
                throw new Problem(
                                429,
                                "too_many_checks",
                                "MoMo was asked about this booking a moment ago. Read the booking, and check again later.")
                        .retryAfter(Policies.PAYMENT_CHECK_INTERVAL);
            case CheckPayment.Result.GatewayUnavailable(BookingId id) ->
                throw new Problem(
                        502,
                        "payment_gateway_unavailable",
                        "MoMo does not say now whether the payment was made. If it was, it counts; check again in a moment.",
                        Map.of("booking_id", id.value()));
        };
    }

    private APIGatewayV2HTTPResponse refund(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        RefundRequest request = RefundRequest.ofCustomer(event);
        return Http.json(
                200,
                request.answer(requestRefund.byCustomer(Http.customer(event), Http.bookingId(event), request.seats())));
    }

    private static Problem gatewayUnavailable(BookingId id) {
        return new Problem(
                502,
                "payment_gateway_unavailable",
                "MoMo does not take the payment now. Your seats are still held; request the payment again in a moment.",
                Map.of("booking_id", id.value()));
    }

    private static Problem paymentRefused(BookingId id) {
        return new Problem(
                502,
                "payment_refused",
                "MoMo refuses Seatline's payment request, so the booking is cancelled and its seats are released. This is"
                        + " not your fault, and the operator is alerted. Try again later, with a new Idempotency-Key.",
                Map.of("booking_id", id.value()));
    }
}
