package io.seatline.lambda.manage;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.json.JsonFields;

/** The reason that a manager gives for an action, the field {@code reason} of a body: one line, 1 to 200 characters. */
final class Reason {
    static final String FIELD = "reason";
    private static final int MAX_LENGTH = 200;

    private Reason() {}

    /** Reads the reason of a body that has no other field. */
    static String required(APIGatewayV2HTTPEvent event) {
        return required(Http.fields(event).only(FIELD));
    }

    /** Reads the reason of a body. */
    static String required(JsonFields body) {
        return body.required(FIELD, body.line(FIELD, MAX_LENGTH));
    }

    /** Reads the reason of an optional body that has no other field; empty if there is none. */
    static String optional(APIGatewayV2HTTPEvent event) {
        return Http.optionalFields(event).only(FIELD).line(FIELD, MAX_LENGTH).orElse("");
    }
}
