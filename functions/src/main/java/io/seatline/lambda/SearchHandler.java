package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.seatline.domain.ShowId;
import io.seatline.lambda.http.CatalogViews;
import io.seatline.lambda.http.Etags;
import io.seatline.lambda.http.Etags.Tagged;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.catalog.FindShows;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serves the public catalog: cities, their movies, the shows of a movie, the seat map of a show. */
public final class SearchHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final String CATALOG_CACHING = "public, max-age=60";
    private static final String SEAT_MAP_CACHING = "public, max-age=1";

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** Rendered seat maps. Requests that share a cached map also share its JSON, for as long as the map lives. */
    private final LoadingCache<FindShows.SeatMap, Tagged> seatMaps =
            Caffeine.newBuilder().weakKeys().build(map -> Tagged.of(Http.write(CatalogViews.seatMap(map))));

    private final FindShows findShows;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public SearchHandler() {
        this(LambdaPlatform.primed(Read.SHOWS));
    }

    public SearchHandler(Wiring wiring) {
        this(wiring.findShows(), wiring.invocation());
    }

    SearchHandler(FindShows findShows, Invocation invocation) {
        this.findShows = findShows;
        this.invocation = invocation;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> switch (event.getRouteKey()) {
            case "GET /api/v1/cities" -> catalog(CatalogViews.cities(findShows.cities()));
            case "GET /api/v1/cities/{city_id}/movies" -> movies(event);
            case "GET /api/v1/cities/{city_id}/movies/{movie_id}/shows" -> shows(event);
            case "GET /api/v1/shows/{show_id}/seats" -> seats(event);
            default -> throw Invocation.unknownRoute(event);
        });
    }

    private APIGatewayV2HTTPResponse movies(APIGatewayV2HTTPEvent event) {
        return findShows
                .movies(id(event, "city_id", "city"))
                .map(movies -> catalog(CatalogViews.movies(movies)))
                .orElseThrow(() -> Http.notFound("city"));
    }

    private APIGatewayV2HTTPResponse shows(APIGatewayV2HTTPEvent event) {
        Optional<LocalDate> date = Http.queryParameter(event, "date").map(SearchHandler::date);
        return switch (findShows.shows(id(event, "city_id", "city"), id(event, "movie_id", "movie"), date)) {
            case FindShows.Found.Shows(FindShows.Programme programme) -> catalog(CatalogViews.programme(programme));
            case FindShows.Found.NoCity _ -> throw Http.notFound("city");
            case FindShows.Found.NoMovie _ -> throw Http.notFound("movie");
        };
    }

    private APIGatewayV2HTTPResponse seats(APIGatewayV2HTTPEvent event) {
        String id = Http.pathParameter(event, "show_id");
        if (!ShowId.isValid(id)) {
            throw Http.notFound("show");
        }
        return findShows
                .seats(new ShowId(id))
                .map(map -> Etags.answer(event, seatMaps.get(map), SEAT_MAP_CACHING))
                .orElseThrow(() -> Http.notFound("show"));
    }

    private static APIGatewayV2HTTPResponse catalog(Object view) {
        return Http.json(200, view, Map.of("cache-control", CATALOG_CACHING));
    }

    private static String id(APIGatewayV2HTTPEvent event, String parameter, String what) {
        String id = Http.pathParameter(event, parameter);
        if (!ID.matcher(id).matches()) {
            throw Http.notFound(what);
        }
        return id;
    }

    private static LocalDate date(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException _) {
            // A date format without such a day, for example 2026-02-30, is refused like any other text.
        }
        throw Http.invalid("date", "must be a date such as 2026-11-22");
    }
}
