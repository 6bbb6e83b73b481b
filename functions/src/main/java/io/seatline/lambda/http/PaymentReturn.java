package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.usecase.BookingLinks;
import io.seatline.usecase.booking.CheckPayment;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends a browser that returns from MoMo on to its booking. The query never confirms a payment. If MoMo signed it and the
 * payment is open, its IPN may be lost, so MoMo is asked first.
 */
public final class PaymentReturn {
    private PaymentReturn() {}

    public static APIGatewayV2HTTPResponse redirect(
            APIGatewayV2HTTPEvent event, CheckPayment checkPayment, BookingLinks links) {
        String location = Http.queryParameter(event, "orderId")
                .flatMap(order -> checkPayment
                        .checkReturn(order, QueryParameters.decoded(event))
                        .map(booking -> links.afterMomo(booking.value(), order)))
                .orElseGet(links::toNone);
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(303);
        response.setHeaders(new LinkedHashMap<>(Map.of("location", location, "cache-control", "no-store")));
        return response;
    }
}
