package io.seatline.lambda.manage;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.lambda.http.QueryParameters;
import java.util.List;
import java.util.function.Function;

/**
 * A route for managers.
 *
 * @param key such as {@code POST /api/v1/manage/catalog}
 * @param query the query parameters that it knows
 * @param work answers a request, or throws {@link io.seatline.lambda.http.Http.Problem}
 */
public record ManageRoute(
        String key, List<String> query, Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> work) {
    public ManageRoute {
        query = List.copyOf(query);
    }

    /** A route without query parameters. */
    static ManageRoute of(String key, Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> work) {
        return new ManageRoute(key, List.of(), work);
    }

    /** Answers a request; refuses unknown query parameters. */
    public APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        QueryParameters.only(event, query.toArray(String[]::new));
        return work.apply(event);
    }
}
