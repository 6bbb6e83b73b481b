package io.seatline.adapter.momo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.adapter.http.HttpPost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Posts JSON to MoMo and reads the answer. Failures of MoMo or the network are results, never exceptions. */
final class MomoTransport {
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json; charset=UTF-8", "Accept", "application/json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private MomoTransport() {}

    /** The result of a call. */
    sealed interface Reply {
        /** JSON with a result code, under a status 2xx or 4xx. */
        record Response(int status, int resultCode, JsonNode body) implements Reply {
            boolean isSuccessStatus() {
                return status / 100 == 2;
            }

            /** Whether MoMo is still processing this request (HTTP 422 with code 7000). */
            boolean isInFlight() {
                return status == 422;
            }

            /** Whether the answer names this order. */
            boolean isAbout(String order) {
                return body.path("orderId").asText().equals(order);
            }

            /** Whether the answer names another order. */
            boolean isAboutAnother(String order) {
                return body.hasNonNull("orderId") && !isAbout(order);
            }
        }

        /** No usable answer. */
        record NoResponse(String why) implements Reply {}
    }

    /**
     * Posts a request. Waits at most a quarter of the timeout for a connection and three quarters for each part of the
     * answer.
     */
    static Reply post(URI address, Map<String, ?> request, Duration timeout) {
        try {
            byte[] body = JSON.writeValueAsBytes(request);
            Duration forConnection = timeout.dividedBy(4);
            return read(new HttpPost(forConnection, timeout.minus(forConnection)).send(address, HEADERS, body));
        } catch (SocketTimeoutException e) {
            return new Reply.NoResponse("MoMo did not answer in time");
        } catch (IOException | UncheckedIOException e) {
            return new Reply.NoResponse(
                    "MoMo could not be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Reply read(HttpPost.Answer answer) throws IOException {
        int status = answer.status();
        if (status / 100 != 2 && status / 100 != 4) {
            return new Reply.NoResponse("MoMo answered HTTP " + status);
        }
        JsonNode body;
        try {
            body = JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            return new Reply.NoResponse("MoMo answered HTTP " + status + " without JSON");
        }
        JsonNode code = body.path("resultCode");
        return code.isIntegralNumber() && code.canConvertToInt()
                ? new Reply.Response(status, code.intValue(), body)
                : new Reply.NoResponse("MoMo answered HTTP " + status + " without a result code");
    }
}
