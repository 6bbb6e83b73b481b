package io.seatline.local.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.seatline.lambda.json.InvalidField;
import io.seatline.lambda.json.JsonFields;
import java.io.IOException;

/** Reads the JSON bodies of local requests as strictly as the API's, and refuses them in the API's form. */
public final class ScriptRequests {
    private static final int LARGEST_BODY = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ScriptRequests() {}

    /** Answers {@link InvalidField} with a problem; call it for each server whose routes read bodies here. */
    public static void register(JavalinConfig config) {
        config.routes.exception(
                InvalidField.class,
                (invalid, ctx) -> problem(
                        ctx,
                        400,
                        JSON.createObjectNode()
                                .put("code", "invalid_request")
                                .put("detail", invalid.getMessage() + ".")
                                .put("field", invalid.field())));
    }

    /** The body's fields. */
    public static JsonFields fields(Context ctx) throws IOException {
        return JsonFields.parse(body(ctx));
    }

    /** The fields of a body that may be empty because all its fields are optional. */
    public static JsonFields optionalFields(Context ctx) throws IOException {
        return JsonFields.parseOptional(body(ctx));
    }

    private static byte[] body(Context ctx) throws IOException {
        byte[] body = ctx.req().getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new InvalidField("body", "must have at most " + LARGEST_BODY + " bytes");
        }
        return body;
    }

    /** Answers with a problem, which gets its status. */
    public static void problem(Context ctx, int status, ObjectNode members) {
        ObjectNode problem = JSON.createObjectNode().put("type", "about:blank").put("status", status);
        ctx.status(status)
                .contentType("application/problem+json")
                .result(problem.setAll(members).toString());
    }
}
