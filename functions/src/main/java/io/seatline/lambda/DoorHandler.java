package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.lambda.door.DoorRoutes;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles the calls of the ushers at the door. */
public final class DoorHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(DoorHandler.class);

    private final DoorRoutes routes;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public DoorHandler() {
        this(LambdaPlatform.primed(Read.SHOWS, Read.BOOKINGS));
    }

    public DoorHandler(Wiring wiring) {
        routes = new DoorRoutes(wiring);
        invocation = wiring.invocation();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> {
            LOG.info("{} by {}", event.getRouteKey(), Http.staff(event));
            return switch (event.getRouteKey()) {
                case "GET /api/v1/door/shows" -> routes.shows(event);
                case "GET /api/v1/door/shows/{show_id}/tickets" -> routes.tickets(event);
                case "POST /api/v1/door/admissions" -> routes.admit(event);
                default -> throw Invocation.unknownRoute(event);
            };
        });
    }
}
