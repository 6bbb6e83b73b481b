package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.Vnd;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.payment.ConfirmPayment;
import io.seatline.usecase.port.IpnReader;
import io.seatline.usecase.port.IpnReader.Reading;
import io.seatline.usecase.port.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MoMo's instant payment notification, at a function URL that anybody can call. */
public final class NotifyHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyHandler.class);

    private final IpnReader notifications;
    private final ConfirmPayment confirmPayment;
    private final Metrics meter;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public NotifyHandler() {
        this(LambdaPlatform.primed(Read.BOOKINGS, Read.TICKETS));
    }

    public NotifyHandler(Wiring wiring) {
        notifications = wiring.notifications();
        confirmPayment = wiring.confirmPayment();
        meter = wiring.meter();
        invocation = wiring.invocation();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> {
            if (!"POST".equals(event.getRequestContext().getHttp().getMethod())) {
                throw new Problem(400, "invalid_request", "Notifications are POSTed.");
            }
            switch (notifications.read(Http.body(event))) {
                case Reading.Malformed(String detail) -> throw new Problem(400, "invalid_request", detail);
                case Reading.Forged(String detail) -> {
                    LOG.warn("notification refused: {}", detail);
                    meter.count("NotificationForged", 1);
                    throw new Problem(401, "bad_signature", "The signature does not fit.");
                }
                case Reading.Captured(String order, String transId, Vnd amount) ->
                    confirmPayment.captured(order, transId, amount);
                case Reading.Failed(String order, int code) -> confirmPayment.failed(order, code);
                case Reading.NotFinal(String order, int code) ->
                    LOG.info("order {}: MoMo's code {} is not final", order, code);
            }
            return Http.noContent();
        });
    }
}
