package io.seatline.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.lambda.Invoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Functions that return the answer that a test has set, or else their event. */
final class ToyFunctions implements Invoker {

    private static final ObjectMapper JSON = new ObjectMapper();

    private volatile String result = "";
    private volatile boolean failing;
    private volatile JsonNode event = JSON.missingNode();
    private volatile String invoked = "";

    @Override
    public byte[] invoke(String functionId, byte[] bytes) throws FunctionError {
        invoked = functionId;
        try {
            event = JSON.readTree(bytes);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
        if (failing) {
            throw new FunctionError(functionId, "the test asked for a failure");
        }
        return result.isEmpty() ? bytes : result.getBytes(StandardCharsets.UTF_8);
    }

    void answer(String json) {
        result = json;
    }

    void fail() {
        failing = true;
    }

    /** The last event; a missing node if no function was invoked. */
    JsonNode event() {
        return event;
    }

    /** The last invoked function; empty if there was none. */
    String invoked() {
        return invoked;
    }
}
