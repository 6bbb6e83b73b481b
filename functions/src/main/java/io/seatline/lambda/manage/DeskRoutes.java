package io.seatline.lambda.manage;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.BookingId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.lambda.http.BlockView;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.http.ReserveRequest;
import io.seatline.lambda.http.Views;
import io.seatline.lambda.json.JsonFields;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.desk.BlockSeats;
import io.seatline.usecase.desk.Refusal;
import io.seatline.usecase.desk.SellAtCounter;
import io.seatline.usecase.desk.UnblockSeats;
import io.seatline.usecase.payment.CustomerBooking;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Blocks seats, lifts blocks, and sells seats at the counter. */
public final class DeskRoutes {
    private final BlockSeats blockSeats;
    private final UnblockSeats unblockSeats;
    private final SellAtCounter sellAtCounter;

    public DeskRoutes(Wiring wiring) {
        blockSeats = wiring.blockSeats();
        unblockSeats = wiring.unblockSeats();
        sellAtCounter = wiring.sellAtCounter();
    }

    public List<ManageRoute> routes() {
        return List.of(
                ManageRoute.of("POST /api/v1/manage/shows/{show_id}/blocks", this::block),
                ManageRoute.of("DELETE /api/v1/manage/blocks/{block_id}", this::unblock),
                ManageRoute.of("POST /api/v1/manage/shows/{show_id}/sales", this::sell));
    }

    private APIGatewayV2HTTPResponse block(APIGatewayV2HTTPEvent event) {
        JsonFields body = Http.fields(event).only(ReserveRequest.SEATS, Reason.FIELD);
        ShowId show = Http.showId(event);
        List<SeatNumber> seats = ReserveRequest.seats(body, show, Policies.MAX_BLOCK_SEATS);
        String reason = Reason.required(body);
        return switch (blockSeats.block(Http.staff(event), show, seats, reason)) {
            case BlockSeats.Result.Blocked(Booking block) -> Http.json(201, BlockView.of(block));
            case BlockSeats.Result.Refused(Refusal refusal) -> throw problem(refusal, show, seats);
        };
    }

    private APIGatewayV2HTTPResponse unblock(APIGatewayV2HTTPEvent event) {
        String id = Http.pathParameter(event, "block_id");
        if (!BookingId.isValid(id)) {
            throw Http.notFound("block");
        }
        return switch (unblockSeats.unblock(Http.staff(event), new BookingId(id))) {
            case UNBLOCKED -> Http.noContent();
            case NOT_FOUND -> throw Http.notFound("block");
            case SHOW_OVER -> throw SalesRoutes.showOver();
            case SHOW_CANCELLED -> throw SalesRoutes.showCancelled();
        };
    }

    private APIGatewayV2HTTPResponse sell(APIGatewayV2HTTPEvent event) {
        JsonFields body = Http.fields(event).only(ReserveRequest.SEATS, ReserveRequest.AMOUNT);
        ShowId show = Http.showId(event);
        List<SeatNumber> seats = ReserveRequest.seats(body, show, Policies.MAX_SEATS);
        return switch (sellAtCounter.sell(new SellAtCounter.Request(
                Http.staff(event), show, seats, ReserveRequest.key(event), ReserveRequest.amount(body)))) {
            case SellAtCounter.Result.Sold(CustomerBooking sale) -> Http.json(201, Views.booking(sale));
            case SellAtCounter.Result.Repeated(CustomerBooking sale) -> Http.json(200, Views.booking(sale));
            case SellAtCounter.Result.Refused(Refusal refusal) -> throw problem(refusal, show, seats);
        };
    }

    private static Problem problem(Refusal refusal, ShowId show, List<SeatNumber> requested) {
        return switch (refusal) {
            case Refusal.NoSuchShow _ -> Http.notFound("show");
            case Refusal.NoSuchSeats(List<SeatNumber> seats) ->
                Http.invalid(
                        ReserveRequest.SEATS + "[" + requested.indexOf(seats.getFirst()) + "]",
                        "unknown seat \"" + seats.getFirst() + "\"");
            case Refusal.ShowOver _ -> SalesRoutes.showOver();
            case Refusal.ShowCancelled _ -> SalesRoutes.showCancelled();
            case Refusal.SalesEnded(Sales sales) -> Http.salesClosed(sales);
            case Refusal.PriceChanged changed ->
                new Problem(
                        409,
                        "price_changed",
                        "The seats cost " + changed.amount()
                                + ". Nothing was sold; send this amount as expected_amount to sell them.",
                        Map.of("amount", changed.amount().amount()));
            case Refusal.SeatsUnavailable(List<SeatNumber> seats) ->
                new Problem(
                        403,
                        "seat_unavailable",
                        "Some of these seats are taken or are being offered to the waitlist; choose others.",
                        Map.of("unavailable", Views.ids(show, seats)));
            case Refusal.Busy _ ->
                new Problem(
                                503,
                                "too_many_at_once",
                                "Too many requests compete for these seats. Repeat the same request in a second.")
                        .retryAfter(Duration.ofSeconds(1));
            case Refusal.KeyReused _ ->
                new Problem(
                        409,
                        "idempotency_key_reused",
                        "This Idempotency-Key was used for other seats; use a new one for each sale.");
        };
    }
}
