package io.seatline.lambda;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.manage.AdmissionRoutes;
import io.seatline.lambda.manage.CatalogRoutes;
import io.seatline.lambda.manage.DeskRoutes;
import io.seatline.lambda.manage.ManageRoute;
import io.seatline.lambda.manage.NumbersRoutes;
import io.seatline.lambda.manage.SalesRoutes;
import io.seatline.lambda.manage.WaitlistRoutes;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles the calls of a cinema's managers. */
public final class ManageHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(ManageHandler.class);

    private final Map<String, ManageRoute> routes;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public ManageHandler() {
        this(LambdaPlatform.primed(Read.SHOWS, Read.BOOKINGS, Read.ENTRIES));
    }

    public ManageHandler(Wiring wiring) {
        routes = Stream.of(
                        new AdmissionRoutes(wiring).routes(),
                        new CatalogRoutes(wiring).routes(),
                        new DeskRoutes(wiring).routes(),
                        new SalesRoutes(wiring).routes(),
                        new NumbersRoutes(wiring).routes(),
                        new WaitlistRoutes(wiring).routes())
                .flatMap(List::stream)
                .collect(toUnmodifiableMap(ManageRoute::key, Function.identity()));
        invocation = wiring.invocation();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> {
            LOG.info("{} by {}", event.getRouteKey(), Http.customer(event));
            return Optional.ofNullable(routes.get(event.getRouteKey()))
                    .orElseThrow(() -> Invocation.unknownRoute(event))
                    .answer(event);
        });
    }
}
