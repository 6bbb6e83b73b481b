package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.Vnd;
import io.seatline.events.metric.Metric;
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

/** Handles IPNs (instant payment notifications) from MoMo, at a function URL that anybody can call. */
public final class NotifyHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyHandler.class);

    private final IpnReader ipnReader;
    private final ConfirmPayment confirmPayment;
    private final Metrics metrics;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public NotifyHandler() {
        this(LambdaPlatform.primed(Read.BOOKINGS, Read.ENTRIES));
    }

    public NotifyHandler(Wiring wiring) {
        ipnReader = wiring.ipnReader();
        confirmPayment = wiring.confirmPayment();
        metrics = wiring.metrics();
        invocation = wiring.invocation();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> {
            if (!"POST".equals(event.getRequestContext().getHttp().getMethod())) {
                throw new Problem(400, "invalid_request", "Use POST to send a notification.");
            }
            switch (ipnReader.read(Http.body(event))) {
                case Reading.Malformed(String detail) -> throw new Problem(400, "invalid_request", detail);
                case Reading.Forged(String detail) -> {
                    LOG.warn("IPN refused: {}", detail);
                    metrics.count(Metric.NOTIFICATION_FORGED, 1);
                    throw new Problem(401, "bad_signature", "The signature is not valid.");
                }
                case Reading.Captured(String momoOrder, String transId, Vnd amount) ->
                    confirmPayment.captured(momoOrder, transId, amount);
                case Reading.Failed(String momoOrder, int code) -> confirmPayment.failed(momoOrder, code);
                case Reading.NotFinal(String momoOrder, int code) ->
                    LOG.info("order {}: MoMo result code {} is not final", momoOrder, code);
            }
            return Http.noContent();
        });
    }
}
