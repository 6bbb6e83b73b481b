package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.seatline.lambda.http.CatalogViews;
import io.seatline.lambda.http.Etags;
import io.seatline.lambda.http.Etags.Tagged;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.search.FindSeats;
import io.seatline.usecase.search.FindShows;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serves the public catalog: cities, their cinemas and movies, programmes, the seat map of a show. */
public final class SearchHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final String NAMES_CACHING = "public, max-age=60";
    /** Availability is at most 15 s old, of which up to ten have passed here. */
    private static final String SHOWS_CACHING = "public, max-age=5";

    private static final String SEAT_MAP_CACHING = "public, max-age=1";

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");

    /** Rendered seat maps. Requests that share a cached map also share its JSON, for as long as the map lives. */
    private final LoadingCache<FindSeats.SeatMap, Tagged> seatMaps =
            Caffeine.newBuilder().weakKeys().build(map -> Tagged.of(Http.write(CatalogViews.seatMap(map))));

    private final FindShows findShows;
    private final FindSeats findSeats;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public SearchHandler() {
        this(LambdaPlatform.primed(Read.SHOWS));
    }

    public SearchHandler(Wiring wiring) {
        this(wiring.findShows(), wiring.findSeats(), wiring.invocation());
    }

    SearchHandler(FindShows findShows, FindSeats findSeats, Invocation invocation) {
        this.findShows = findShows;
        this.findSeats = findSeats;
        this.invocation = invocation;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> switch (event.getRouteKey()) {
            case "GET /api/v1/cities" -> cities(event);
            case "GET /api/v1/cities/{city_id}/cinemas" -> cinemas(event);
            case "GET /api/v1/cities/{city_id}/movies" -> movies(event);
            case "GET /api/v1/cities/{city_id}/movies/{movie_id}/shows" -> shows(event);
            case "GET /api/v1/cinemas/{cinema_id}/shows" -> cinemaShows(event);
            case "GET /api/v1/shows/{show_id}/seats" -> seats(event);
            default -> throw Invocation.unknownRoute(event);
        });
    }

    private APIGatewayV2HTTPResponse cities(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return cached(CatalogViews.cities(findShows.cities()), NAMES_CACHING);
    }

    private APIGatewayV2HTTPResponse cinemas(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return findShows
                .cinemas(id(event, "city_id", "city"))
                .map(cinemas -> cached(CatalogViews.cinemas(cinemas), NAMES_CACHING))
                .orElseThrow(() -> Http.notFound("city"));
    }

    private APIGatewayV2HTTPResponse movies(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return findShows
                .movies(id(event, "city_id", "city"))
                .map(movies -> cached(CatalogViews.movies(movies), NAMES_CACHING))
                .orElseThrow(() -> Http.notFound("city"));
    }

    private APIGatewayV2HTTPResponse shows(APIGatewayV2HTTPEvent event) {
        Optional<LocalDate> date = onlyDate(event);
        return switch (findShows.shows(id(event, "city_id", "city"), id(event, "movie_id", "movie"), date)) {
            case FindShows.Found.Shows(FindShows.MovieProgramme programme) ->
                cached(CatalogViews.programme(programme), SHOWS_CACHING);
            case FindShows.Found.NoCity _ -> throw Http.notFound("city");
            case FindShows.Found.NoMovie _ -> throw Http.notFound("movie");
        };
    }

    private APIGatewayV2HTTPResponse cinemaShows(APIGatewayV2HTTPEvent event) {
        Optional<LocalDate> date = onlyDate(event);
        return findShows
                .programme(id(event, "cinema_id", "cinema"), date)
                .map(programme -> cached(CatalogViews.programme(programme), SHOWS_CACHING))
                .orElseThrow(() -> Http.notFound("cinema"));
    }

    private APIGatewayV2HTTPResponse seats(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event);
        return findSeats
                .seats(Http.showId(event))
                .map(map -> Etags.answer(event, seatMaps.get(map), SEAT_MAP_CACHING))
                .orElseThrow(() -> Http.notFound("show"));
    }

    private static APIGatewayV2HTTPResponse cached(Object view, String cacheControl) {
        return Http.json(200, view, Map.of("cache-control", cacheControl));
    }

    private static Optional<LocalDate> onlyDate(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event, "date");
        return QueryParameters.date(event, "date");
    }

    private static String id(APIGatewayV2HTTPEvent event, String parameter, String what) {
        String id = Http.pathParameter(event, parameter);
        if (!ID.matcher(id).matches()) {
            throw Http.notFound(what);
        }
        return id;
    }
}
