package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.seating.Party;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.http.Views;
import io.seatline.lambda.json.JsonFields;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.waitlist.FindWaitlistEntry;
import io.seatline.usecase.waitlist.JoinWaitlist;
import io.seatline.usecase.waitlist.LeaveWaitlist;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Handles the customer's waitlist entries: join, list, get, leave. */
public final class WaitlistHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final String SEATS = "seats";
    private static final String ACCESSIBLE = "accessible";

    /** Only the customer may cache an entry, and no longer than a second, the age that the answer may have anyway. */
    private static final String ENTRY_CACHING = "private, max-age=1";

    private final JoinWaitlist joinWaitlist;
    private final FindWaitlistEntry findWaitlistEntry;
    private final LeaveWaitlist leaveWaitlist;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public WaitlistHandler() {
        this(LambdaPlatform.primed(Read.SHOWS, Read.BOOKINGS, Read.ENTRIES));
    }

    public WaitlistHandler(Wiring wiring) {
        joinWaitlist = wiring.joinWaitlist();
        findWaitlistEntry = wiring.findWaitlistEntry();
        leaveWaitlist = wiring.leaveWaitlist();
        invocation = wiring.invocation();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> {
            QueryParameters.only(event);
            return switch (event.getRouteKey()) {
                case "POST /api/v1/shows/{show_id}/waitlist" -> join(event);
                case "GET /api/v1/waitlist" -> list(event);
                case "GET /api/v1/waitlist/{entry_id}" -> get(event);
                case "DELETE /api/v1/waitlist/{entry_id}" -> leave(event);
                default -> throw Invocation.unknownRoute(event);
            };
        });
    }

    private APIGatewayV2HTTPResponse join(APIGatewayV2HTTPEvent event) {
        ShowId show = Http.showId(event);
        Party party = party(Http.fields(event));
        return switch (joinWaitlist.join(Http.customer(event), show, party)) {
            case JoinWaitlist.Result.Joined(var entry, var status) -> Http.json(202, Views.joined(entry, status));
            case JoinWaitlist.Result.NoSuchShow _ -> throw Http.notFound("show");
            case JoinWaitlist.Result.SalesClosed(Sales sales) -> throw Http.salesClosed(sales);
            case JoinWaitlist.Result.SalesNotOpen(Instant opensAt) ->
                throw new Problem(
                        403,
                        "sales_not_open",
                        "Sales of this show open at " + opensAt + "; try again then.",
                        Map.of("sales_open_at", opensAt.toString()));
            case JoinWaitlist.Result.TooManyEntries(List<WaitlistEntryId> entries) ->
                throw new Problem(
                        409,
                        "too_many_entries",
                        "You have " + Policies.MAX_ENTRIES + " live waitlist entries, the maximum; leave one first.",
                        Map.of(
                                "entry_ids",
                                entries.stream().map(WaitlistEntryId::value).toList()));
            case JoinWaitlist.Result.PartyTooLarge(int seatsInHall) ->
                throw Http.invalid(SEATS, "must be at most " + seatsInHall + ", the number of seats in the hall");
            case JoinWaitlist.Result.NoAccessibleSeats _ ->
                throw Http.invalid(ACCESSIBLE, "the hall has no accessible seats");
        };
    }

    private static Party party(JsonFields body) {
        body.only(SEATS, ACCESSIBLE);
        long seats = body.required(SEATS, body.integer(SEATS, 1, Policies.MAX_SEATS));
        return new Party(Math.toIntExact(seats), body.flag(ACCESSIBLE).orElse(false));
    }

    private APIGatewayV2HTTPResponse list(APIGatewayV2HTTPEvent event) {
        return Http.json(
                200,
                new Views.EntriesView(findWaitlistEntry.live(Http.customer(event)).stream()
                        .map(Views::entry)
                        .toList()));
    }

    private APIGatewayV2HTTPResponse get(APIGatewayV2HTTPEvent event) {
        return findWaitlistEntry
                .find(Http.customer(event), entryId(event))
                .map(details -> Http.json(200, Views.entry(details), Map.of("cache-control", ENTRY_CACHING)))
                .orElseThrow(() -> Http.notFound("waitlist entry"));
    }

    private APIGatewayV2HTTPResponse leave(APIGatewayV2HTTPEvent event) {
        if (!leaveWaitlist.leave(Http.customer(event), entryId(event))) {
            throw Http.notFound("waitlist entry");
        }
        return Http.noContent();
    }

    private static WaitlistEntryId entryId(APIGatewayV2HTTPEvent event) {
        return WaitlistEntryId.parse(Http.pathParameter(event, "entry_id"))
                .orElseThrow(() -> Http.notFound("waitlist entry"));
    }
}
