package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.http.Views;
import io.seatline.lambda.json.JsonFields;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.support.SupportDesk;
import io.seatline.usecase.support.SupportDesk.BookingResult;
import io.seatline.usecase.support.SupportDesk.CaseDetails;
import io.seatline.usecase.support.SupportDesk.CaseResult;
import io.seatline.usecase.support.SupportDesk.Reason;
import io.seatline.usecase.support.SupportDesk.RefundMethod;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles the calls of support. API Gateway has checked the token; this class checks the group. */
public final class SupportHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(SupportHandler.class);
    private static final String GROUP = "support";
    private static final String NOTE = "note";
    private static final int MAX_NOTE_LENGTH = 1000;

    private final SupportDesk desk;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public SupportHandler() {
        this(LambdaPlatform.primed(Read.BOOKINGS));
    }

    public SupportHandler(Wiring wiring) {
        desk = wiring.supportDesk();
        invocation = wiring.invocation();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> {
            if (!Http.groups(event).contains(GROUP)) {
                throw new Problem(403, "forbidden", "Only members of the group support may do this.");
            }
            QueryParameters.only(event);
            LOG.info("{} by {}", event.getRouteKey(), Http.customer(event));
            return switch (event.getRouteKey()) {
                case "GET /api/v1/support/cases" -> cases();
                case "POST /api/v1/support/cases/{case_id}/refund" -> refundCase(event);
                case "POST /api/v1/support/cases/{case_id}/close" -> closeCase(event);
                case "POST /api/v1/support/bookings/{booking_id}/refund" -> refundBooking(event);
                default -> throw Invocation.unknownRoute(event);
            };
        });
    }

    private APIGatewayV2HTTPResponse cases() {
        return Http.json(
                200,
                new Views.CasesView(
                        desk.openCases().stream().map(Views::supportCase).toList()));
    }

    private APIGatewayV2HTTPResponse refundCase(APIGatewayV2HTTPEvent event) {
        RefundRequest request = RefundRequest.read(event);
        return answer(desk.refund(caseId(event), request.way(), request.note()));
    }

    private APIGatewayV2HTTPResponse closeCase(APIGatewayV2HTTPEvent event) {
        String note = Http.fields(event)
                .only(NOTE)
                .line(NOTE, MAX_NOTE_LENGTH)
                .orElseThrow(() -> Http.invalid(NOTE, "required: describe how the case was solved"));
        return answer(desk.close(caseId(event), note));
    }

    private APIGatewayV2HTTPResponse refundBooking(APIGatewayV2HTTPEvent event) {
        RefundRequest request = RefundRequest.read(event);
        String id = Http.pathParameter(event, "booking_id");
        if (!BookingId.isValid(id)) {
            throw Http.notFound("booking");
        }
        return switch (desk.refundBooking(new BookingId(id), request.way(), request.note())) {
            case BookingResult.Current(CustomerBooking customerBooking) ->
                Http.json(200, Views.booking(customerBooking));
            case BookingResult.NotFound _ -> throw Http.notFound("booking");
            case BookingResult.Refused(Reason reason) -> throw refusal(reason);
        };
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
            case ALREADY_REFUNDED -> new Problem(409, "already_refunded", "The payment is already refunded.");
            case MONEY_NOT_RETURNED ->
                new Problem(
                        409,
                        "money_not_returned",
                        "The money of this case is not refunded yet; refund it before you close the case.");
            case HAS_CASE ->
                new Problem(
                        409,
                        "refund_failed",
                        "MoMo refused the refund of this booking; use its support case, see GET /support/cases.");
            case NOT_PAID -> new Problem(409, "not_refundable", "The booking is not paid.");
        };
    }

    private static PaymentId caseId(APIGatewayV2HTTPEvent event) {
        return PaymentId.parse(Http.pathParameter(event, "case_id")).orElseThrow(() -> Http.notFound("case"));
    }

    /** The optional body of a refund: {@code {"by_hand":true,"note":"…"}}. Without a body, MoMo makes the refund. */
    private record RefundRequest(RefundMethod way, String note) {
        static RefundRequest read(APIGatewayV2HTTPEvent event) {
            JsonFields body = Http.optionalFields(event).only("by_hand", NOTE);
            boolean byHand = body.flag("by_hand").orElse(false);
            Optional<String> note = body.line(NOTE, MAX_NOTE_LENGTH);
            if (byHand && note.isEmpty()) {
                throw body.invalid(NOTE, "required with by_hand: describe how the money was paid back");
            }
            if (!byHand && note.isPresent()) {
                throw body.invalid(NOTE, "allowed only with by_hand, because a refund by MoMo keeps no note");
            }
            return new RefundRequest(byHand ? RefundMethod.BY_HAND : RefundMethod.MOMO, note.orElse(""));
        }
    }
}
