package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.seatline.domain.Policies;
import io.seatline.domain.Vnd;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.json.JsonFields;
import io.seatline.usecase.refund.RequestRefund.AdmittedSeats;
import io.seatline.usecase.refund.RequestRefund.Reason;
import io.seatline.usecase.refund.RequestRefund.Result;
import java.util.List;
import java.util.Optional;

/**
 * The optional body of a refund, {@code {"show_seats":["sh7f3k.F12"],"by_hand":true,"note":"…"}}, and its answer.
 *
 * @param seats the seats to return; all that the booking keeps if empty
 * @param byHand the note about a refund by hand; empty if MoMo makes it
 * @param admitted what to do if somebody was let in for one of the seats
 */
public record RefundRequest(Optional<List<ShowSeat>> seats, Optional<String> byHand, AdmittedSeats admitted) {
    private static final String SEATS = "show_seats";
    private static final String BY_HAND = "by_hand";
    private static final String NOTE = "note";
    private static final String ADMITTED = "admitted";
    private static final int MAX_NOTE_LENGTH = 1000;

    /** Reads a customer's request, which names seats only. */
    public static RefundRequest ofCustomer(APIGatewayV2HTTPEvent event) {
        return new RefundRequest(seats(Http.optionalFields(event).only(SEATS)), Optional.empty(), AdmittedSeats.REFUSE);
    }

    /** Reads a request of support about a booking. */
    public static RefundRequest ofBooking(APIGatewayV2HTTPEvent event) {
        JsonFields body = Http.optionalFields(event).only(SEATS, BY_HAND, NOTE, ADMITTED);
        boolean admitted = body.flag(ADMITTED).orElse(false);
        return new RefundRequest(seats(body), byHand(body), admitted ? AdmittedSeats.REFUND : AdmittedSeats.REFUSE);
    }

    /** Reads a request of support about a case. */
    public static RefundRequest ofCase(APIGatewayV2HTTPEvent event) {
        return new RefundRequest(
                Optional.empty(), byHand(Http.optionalFields(event).only(BY_HAND, NOTE)), AdmittedSeats.REFUSE);
    }

    private static Optional<List<ShowSeat>> seats(JsonFields body) {
        return body.list(SEATS, 1, Policies.MAX_SEATS, ReserveRequest.SEAT, ShowSeat::parse);
    }

    private static Optional<String> byHand(JsonFields body) {
        boolean byHand = body.flag(BY_HAND).orElse(false);
        Optional<String> note = body.line(NOTE, MAX_NOTE_LENGTH);
        if (byHand && note.isEmpty()) {
            throw body.invalid(NOTE, "required with by_hand: describe how the money was paid back");
        }
        if (!byHand && note.isPresent()) {
            throw body.invalid(NOTE, "allowed only with by_hand, because a refund by MoMo keeps no note");
        }
        return note;
    }

    /** Returns the view of the booking; throws the problem if nothing was refunded. */
    public Views.BookingView answer(Result result) {
        return switch (result) {
            case Result.Current(var customerBooking) -> Views.booking(customerBooking);
            case Result.NotFound _ -> throw Http.notFound("booking");
            case Result.UnknownSeats(List<ShowSeat> unknown) ->
                throw ReserveRequest.notOfBooking(seats.orElseThrow(), unknown.getFirst());
            case Result.Refused(Reason reason) -> throw refusal(reason);
        };
    }

    private static Problem refusal(Reason reason) {
        return switch (reason) {
            case NOT_PAID ->
                new Problem(409, "not_refundable", "The booking is not paid; only paid seats can be refunded.");
            case NO_POLICY ->
                new Problem(
                        409, "not_refundable", "This cinema lets no customer return seats; support can refund them.");
            case SHOW_CANCELLED ->
                new Problem(
                        409,
                        "not_refundable",
                        "The show is cancelled: its full price is refunded without a request; see refunds.");
            case TOO_LATE ->
                new Problem(409, "not_refundable", "The time to return seats is over; see refund_policy.until.");
            case TOO_SMALL ->
                new Problem(
                        409,
                        "not_refundable",
                        "After the cinema's fee, less than " + new Vnd(Policies.MIN_REFUND)
                                + " is left, the least that MoMo refunds. Return more seats together.");
            case ADMITTED ->
                new Problem(
                        409,
                        "not_refundable",
                        "Somebody was let in for one of these seats; return the others with show_seats. Support can refund it"
                                + " with \"admitted\": true.");
            case PAID_IN_CASH ->
                new Problem(
                        409,
                        "not_refundable",
                        "The booking was paid in cash: pay the money back, then repeat the request with by_hand and a note.");
            case REFUND_IN_PROGRESS ->
                new Problem(
                        409, "refund_in_progress", "A refund is in progress at MoMo; wait until it succeeds or fails.");
            case ALREADY_REFUNDED ->
                new Problem(409, "already_refunded", "These seats are already refunded; see refunds of the booking.");
            case HAS_CASE ->
                new Problem(
                        409,
                        "refund_failed",
                        "The refund of this booking failed. Refund its support case instead; see GET /support/cases.");
        };
    }
}
