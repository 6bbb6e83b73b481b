package io.seatline.lambda.manage;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.manage.ShowNumbers;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows the numbers of a cinema's day, and of a show. */
public final class NumbersRoutes {
    private static final String CINEMA = "cinema_id";
    private static final String DATE = "date";
    private static final String CSV = "text/csv";

    private final ShowNumbers numbers;

    public NumbersRoutes(Wiring wiring) {
        numbers = wiring.showNumbers();
    }

    public List<ManageRoute> routes() {
        return List.of(
                new ManageRoute("GET /api/v1/manage/shows", List.of(CINEMA, DATE), this::day),
                ManageRoute.of("GET /api/v1/manage/shows/{show_id}", this::show));
    }

    private APIGatewayV2HTTPResponse day(APIGatewayV2HTTPEvent event) {
        String cinema = QueryParameters.required(event, CINEMA);
        LocalDate date = QueryParameters.date(event, DATE).orElseThrow(() -> Http.invalid(DATE, "required"));
        ShowNumbers.OfDay day = numbers.ofDay(cinema, date).orElseThrow(() -> Http.notFound("cinema"));
        Map<String, String> headers = Map.of("cache-control", "no-store", "vary", "accept");
        return acceptsCsv(event)
                ? Http.respond(200, CSV + "; charset=utf-8; header=present", ShowViews.csv(day), headers)
                : Http.json(200, ShowViews.day(day), headers);
    }

    /** Whether the {@code Accept} header names CSV with a weight above zero. */
    private static boolean acceptsCsv(APIGatewayV2HTTPEvent event) {
        String accepted = Http.header(event, "accept").orElse("").toLowerCase(Locale.ROOT);
        return Arrays.stream(accepted.split(",", -1))
                .map(part -> part.replace(" ", ""))
                .anyMatch(part -> part.split(";", 2)[0].equals(CSV) && !part.matches(".*;q=0(\\.0*)?"));
    }

    private APIGatewayV2HTTPResponse show(APIGatewayV2HTTPEvent event) {
        return numbers.details(Http.showId(event))
                .map(details -> Http.json(200, ShowViews.show(details)))
                .orElseThrow(() -> Http.notFound("show"));
    }
}
