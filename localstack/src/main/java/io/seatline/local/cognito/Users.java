package io.seatline.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers, in memory, the users who gave an address when they got a token, and answers Cognito's {@code AdminGetUser}. */
public final class Users {
    /** The path of the service. */
    public static final String PATH = "/local/cognito";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, TokenRequest> bySub = new ConcurrentHashMap<>();

    void remember(TokenRequest user) {
        if (user.email().isPresent()) {
            bySub.put(user.sub(), user);
        }
    }

    void register(JavalinConfig config) {
        config.routes.post(PATH, this::adminGetUser);
    }

    private void adminGetUser(Context http) throws IOException {
        JsonNode request = JSON.readTree(http.bodyAsBytes());
        TokenRequest user = bySub.get(request.path("Username").asText());
        http.contentType("application/x-amz-json-1.1");
        if (user == null) {
            http.status(400).result("{\"__type\":\"UserNotFoundException\",\"message\":\"User does not exist.\"}");
            return;
        }
        ObjectNode answer = JSON.createObjectNode().put("Username", user.sub()).put("Enabled", true);
        ArrayNode attributes = answer.putArray("UserAttributes");
        put(attributes, "sub", user.sub());
        put(attributes, "email", user.email().orElseThrow());
        put(attributes, "email_verified", "true");
        user.locale().ifPresent(locale -> put(attributes, "locale", locale));
        http.result(answer.toString());
    }

    private static void put(ArrayNode attributes, String name, String value) {
        attributes.addObject().put("Name", name).put("Value", value);
    }
}
