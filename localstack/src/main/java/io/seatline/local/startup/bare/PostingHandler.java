package io.seatline.local.startup.bare;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The bare handler with one POST to MoMo's endpoint more, which a reservation cannot do without either. */
public final class PostingHandler extends BareHandler {
    private final URI create = URI.create(System.getenv("MOMO_ENDPOINT") + "/v2/gateway/api/create");

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        APIGatewayV2HTTPResponse response = super.handleRequest(event, context);
        post("{\"orderId\":\"" + context.getAwsRequestId() + "\"}");
        return response;
    }

    /** MoMo refuses what is not signed; that is an answer as well. */
    private void post(String body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) create.toURL().openConnection();
            connection.setDoOutput(true);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
