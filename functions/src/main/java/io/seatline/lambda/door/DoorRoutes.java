package io.seatline.lambda.door;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.BookingId;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.http.ReserveRequest;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.ticket.AdmitSeats;
import io.seatline.usecase.ticket.AdmitSeats.Outcome;
import io.seatline.usecase.ticket.AdmitSeats.Result;
import io.seatline.usecase.ticket.DoorLists;
import io.seatline.usecase.ticket.Scan;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a door its next shows and their tickets, and admits who has a ticket. */
public final class DoorRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(DoorRoutes.class);
    private static final String CINEMA = "cinema_id";
    private static final String SINCE = "since";

    private final DoorLists lists;
    private final AdmitSeats admitSeats;
    private final InstantSource clock;

    public DoorRoutes(Wiring wiring) {
        lists = wiring.doorLists();
        admitSeats = wiring.admitSeats();
        clock = wiring.clock();
    }

    /** Lists the next shows of a cinema. */
    public APIGatewayV2HTTPResponse shows(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event, CINEMA);
        String cinema = QueryParameters.required(event, CINEMA);
        return lists.nextShows(cinema)
                .map(shows -> Http.json(
                        200,
                        new DoorViews.ShowsView(
                                cinema,
                                shows.stream()
                                        .map(next -> DoorViews.show(next, admitSeats.doorsOpenAt(next.show())))
                                        .toList())))
                .orElseThrow(() -> Http.notFound("cinema"));
    }

    /** Lists the tickets of a show, unless the door has the newest list. */
    public APIGatewayV2HTTPResponse tickets(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event, SINCE);
        return lists.tickets(Http.showId(event))
                .map(list -> Http.json(
                        200,
                        DoorViews.tickets(
                                list, admitSeats.doorsOpenAt(list.show()), Http.queryParameter(event, SINCE))))
                .orElseThrow(() -> Http.notFound("show"));
    }

    /** Admits the seats of a ticket, or says why not. */
    public APIGatewayV2HTTPResponse admit(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        Scan scan = ScanRequest.read(event, clock.instant());
        return switch (result(scan)) {
            case Result.Answer answer -> answer(answer, scan);
            case Result.NoSuchShow _ -> throw Http.notFound("show");
            case Result.NotOnTicket(var seats) ->
                throw Http.invalid(
                        ReserveRequest.SEATS + "[" + scan.seats().orElseThrow().indexOf(seats.getFirst()) + "]",
                        "the ticket is not for seat \"" + seats.getFirst() + "\"");
            case Result.ScanReused _ ->
                throw new Problem(
                        409,
                        "idempotency_key_reused",
                        "This scan_id was used for another ticket or other seats; use a new one for each scan.");
            case Result.Undone _ ->
                throw new Problem(
                        409,
                        "admission_undone",
                        "A manager has undone this admission; scan the ticket again under a new scan_id.");
        };
    }

    private APIGatewayV2HTTPResponse answer(Result.Answer answer, Scan scan) {
        if (answer.outcome() != Outcome.ADMITTED && scan.at().isPresent()) {
            LOG.warn(
                    "a door without network let somebody in with booking {} by scan {}: {}",
                    answer.booking().map(BookingId::value).orElse("unknown"),
                    scan.id(),
                    answer.outcome());
        }
        return Http.json(200, DoorViews.admission(answer, scan, admitSeats.doorsOpenAt(answer.show())));
    }

    private Result result(Scan scan) {
        try {
            return admitSeats.admit(scan);
        } catch (OptimisticRetry.Exhausted contention) {
            throw new Problem(
                            503,
                            "too_many_at_once",
                            "Too many scans compete for this ticket. Repeat the same request in a second.")
                    .retryAfter(Duration.ofSeconds(1));
        }
    }
}
