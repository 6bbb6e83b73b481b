package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the query parameters of a request. */
public final class QueryParameters {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern INTEGER = Pattern.compile("[1-9][0-9]{0,8}");

    private QueryParameters() {}

    /** Returns the name of the one query parameter that the request has of these; refuses any other number. */
    public static String exactlyOne(APIGatewayV2HTTPEvent event, String... names) {
        List<String> given = Arrays.stream(names)
                .filter(name -> Http.queryParameter(event, name).isPresent())
                .toList();
        if (given.size() != 1) {
            throw Http.invalid(
                    given.isEmpty() ? names[0] : given.get(1),
                    "give exactly one of the query parameters " + String.join(", ", names));
        }
        return given.getFirst();
    }

    /**
     * Returns the parameters as the client encoded them, with {@code +} for a space as in a form; none if one cannot be
     * decoded or comes twice. API Gateway's own map joins values of one name.
     */
    public static Map<String, String> decoded(APIGatewayV2HTTPEvent event) {
        Map<String, String> parameters = new HashMap<>();
        String query = Optional.ofNullable(event.getRawQueryString()).orElse("");
        for (String pair : query.split("&", -1)) {
            int end = pair.contains("=") ? pair.indexOf('=') : pair.length();
            try {
                String value = decode(pair.substring(Math.min(end + 1, pair.length())));
                if (parameters.put(decode(pair.substring(0, end)), value) != null) {
                    return Map.of();
                }
            } catch (IllegalArgumentException _) {
                return Map.of();
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns the value of a query parameter, or refuses the request because it is missing. */
    public static String required(APIGatewayV2HTTPEvent event, String name) {
        return Http.queryParameter(event, name).orElseThrow(() -> Http.invalid(name, "required"));
    }

    /** Returns a date; empty if the request has no such parameter. */
    public static Optional<LocalDate> date(APIGatewayV2HTTPEvent event, String name) {
        return Http.queryParameter(event, name).map(text -> {
            try {
                if (DATE.matcher(text).matches()) {
                    return LocalDate.parse(text);
                }
            } catch (DateTimeException _) {
                // A date format without such a day, for example 2026-02-30, is refused like any other text.
            }
            throw Http.invalid(name, "must be a date such as 2026-11-22");
        });
    }

    /** Returns a whole number within limits; empty if the request has no such parameter. */
    public static Optional<Integer> integer(APIGatewayV2HTTPEvent event, String name, int least, int most) {
        return Http.queryParameter(event, name).map(text -> {
            int number = INTEGER.matcher(text).matches() ? Integer.parseInt(text) : -1;
            if (number < least || number > most) {
                throw Http.invalid(name, "must be a whole number from " + least + " to " + most);
            }
            return number;
        });
    }

    /** Refuses a request with any other query parameter, because a misspelt one would be ignored. */
    public static void only(APIGatewayV2HTTPEvent event, String... known) {
        Optional.ofNullable(event.getQueryStringParameters()).map(Map::keySet).orElse(Set.of()).stream()
                .filter(name -> !List.of(known).contains(name))
                .min(String::compareTo)
                .ifPresent(name -> {
                    throw Http.invalid(
                            name,
                            "unknown query parameter; "
                                    + (known.length == 0
                                            ? "there are no query parameters"
                                            : "the query parameters are " + String.join(", ", known)));
                });
    }
}
