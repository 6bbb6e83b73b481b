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

/** Posts JSON to MoMo and reads its answer; never throws because of what MoMo or the network does. */
final class MomoTransport {
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json; charset=UTF-8", "Accept", "application/json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private MomoTransport() {}

    /** What came back. */
    sealed interface Reply {
        /** A JSON object with a result code, under a status below 500. */
        record Told(int status, int resultCode, JsonNode body) implements Reply {
            boolean isSuccessStatus() {
                return status / 100 == 2;
            }

            /** HTTP 422 with 7000: MoMo is still at work on this very request. */
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

        /** No answer to rely on. */
        record None(String why) implements Reply {}
    }

    /**
     * Waits at most a quarter of the time for a connection and three quarters for each part of the answer.
     */
    static Reply post(URI address, Map<String, ?> request, Duration timeout) {
        try {
            byte[] body = JSON.writeValueAsBytes(request);
            Duration forConnection = timeout.dividedBy(4);
            return read(new HttpPost(forConnection, timeout.minus(forConnection)).send(address, HEADERS, body));
        } catch (SocketTimeoutException e) {
            return new Reply.None("MoMo did not answer in time");
        } catch (IOException | UncheckedIOException e) {
            return new Reply.None("MoMo could not be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Reply read(HttpPost.Answer answer) throws IOException {
        int status = answer.status();
        if (status / 100 != 2 && status / 100 != 4) {
            return new Reply.None("MoMo answered HTTP " + status);
        }
        JsonNode body;
        try {
            body = JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            return new Reply.None("MoMo answered HTTP " + status + " without JSON");
        }
        JsonNode code = body.path("resultCode");
        return code.isIntegralNumber() && code.canConvertToInt()
                ? new Reply.Told(status, code.intValue(), body)
                : new Reply.None("MoMo answered HTTP " + status + " without a result code");
    }
}
