package io.seatline.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.lambda.Invoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Functions that answer what a test tells them to, or else the event that they were invoked with. */
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
            throw new FunctionError(functionId, "told to fail");
        }
        return result.isEmpty() ? bytes : result.getBytes(StandardCharsets.UTF_8);
    }

    void answer(String json) {
        result = json;
    }

    void fail() {
        failing = true;
    }

    /** The last event; missing when nothing was invoked. */
    JsonNode event() {
        return event;
    }

    /** The last function invoked; empty when none was. */
    String invoked() {
        return invoked;
    }
}
