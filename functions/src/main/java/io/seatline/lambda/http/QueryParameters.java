package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the query parameters of a request. */
public final class QueryParameters {
    private QueryParameters() {}

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
