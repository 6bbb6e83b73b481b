package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.BookingId;
import io.seatline.domain.payment.CaseId;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.http.RefundRequest;
import io.seatline.lambda.http.Views;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.lambda.support.BookingRoutes;
import io.seatline.usecase.refund.RequestRefund;
import io.seatline.usecase.support.SupportDesk;
import io.seatline.usecase.support.SupportDesk.CaseDetails;
import io.seatline.usecase.support.SupportDesk.CaseResult;
import io.seatline.usecase.support.SupportDesk.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles the calls of support. */
public final class SupportHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(SupportHandler.class);
    private static final String NOTE = "note";
    private static final int MAX_NOTE_LENGTH = 1000;

    private final SupportDesk desk;
    private final RequestRefund requestRefund;
    private final BookingRoutes bookings;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public SupportHandler() {
        this(LambdaPlatform.primed(Read.BOOKINGS));
    }

    public SupportHandler(Wiring wiring) {
        desk = wiring.supportDesk();
        requestRefund = wiring.requestRefund();
        bookings = new BookingRoutes(wiring.findForSupport());
        invocation = wiring.invocation();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> {
            LOG.info("{} by {}", event.getRouteKey(), Http.customer(event));
            return switch (event.getRouteKey()) {
                case "GET /api/v1/support/bookings" -> bookings.find(event);
                case "GET /api/v1/support/bookings/{booking_id}" -> bookings.show(event);
                case "GET /api/v1/support/cases" -> cases(event);
                case "POST /api/v1/support/cases/{case_id}/refund" -> refundCase(event);
                case "POST /api/v1/support/cases/{case_id}/close" -> closeCase(event);
                case "POST /api/v1/support/bookings/{booking_id}/refund" -> refundBooking(event);
                default -> throw Invocation.unknownRoute(event);
            };
        });
    }

    private APIGatewayV2HTTPResponse cases(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return Http.json(
                200,
                new Views.CasesView(
                        desk.openCases().stream().map(Views::supportCase).toList()));
    }

    private APIGatewayV2HTTPResponse refundCase(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        RefundRequest request = RefundRequest.ofCase(event);
        return answer(desk.refund(caseId(event), Http.staff(event), request.byHand()));
    }

    private APIGatewayV2HTTPResponse closeCase(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        String note = Http.fields(event)
                .only(NOTE)
                .line(NOTE, MAX_NOTE_LENGTH)
                .orElseThrow(() -> Http.invalid(NOTE, "required: describe how the case was solved"));
        return answer(desk.close(caseId(event), Http.staff(event), note));
    }

    private APIGatewayV2HTTPResponse refundBooking(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        RefundRequest request = RefundRequest.ofBooking(event);
        BookingId id = Http.bookingId(event);
        return Http.json(
                200,
                request.answer(requestRefund.bySupport(
                        id, request.seats(), Http.staff(event), request.byHand(), request.admitted())));
    }

    private static APIGatewayV2HTTPResponse answer(CaseResult result) {
        return switch (result) {
            case CaseResult.Current(CaseDetails caseDetails) -> Http.json(200, Views.supportCase(caseDetails));
            case CaseResult.NotFound _ -> throw Http.notFound("case");
            case CaseResult.Refused(Reason reason) -> throw refusal(reason);
        };
    }

    private static Problem refusal(Reason reason) {
        return switch (reason) {
            case REFUND_IN_PROGRESS ->
                new Problem(
                        409, "refund_in_progress", "A refund is in progress at MoMo; wait until it succeeds or fails.");
            case ALREADY_REFUNDED -> new Problem(409, "already_refunded", "The money is already refunded.");
            case PAID_IN_CASH ->
                new Problem(
                        409,
                        "not_refundable",
                        "It was paid in cash: pay the money back, then repeat the request with by_hand and a note.");
            case MONEY_NOT_RETURNED ->
                new Problem(
                        409,
                        "money_not_returned",
                        "The money of this case is not refunded yet; refund it before you close the case.");
        };
    }

    private static CaseId caseId(APIGatewayV2HTTPEvent event) {
        return CaseId.parse(Http.pathParameter(event, "case_id")).orElseThrow(() -> Http.notFound("case"));
    }
}
