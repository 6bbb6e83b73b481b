package io.seatline.lambda;

import static io.seatline.lambda.Deployment.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Changes the caller of a sample call, and asserts problem responses. */
final class Calls {
    private Calls() {}

    /** The call with another customer as caller. */
    static APIGatewayV2HTTPEvent by(String customer, APIGatewayV2HTTPEvent event) {
        return withClaim("sub", customer, event);
    }

    /** The call with a caller in these groups, flattened as API Gateway does. */
    static APIGatewayV2HTTPEvent in(String groups, APIGatewayV2HTTPEvent event) {
        return withClaim("cognito:groups", groups, event);
    }

    private static APIGatewayV2HTTPEvent withClaim(String name, String value, APIGatewayV2HTTPEvent event) {
        var jwt = event.getRequestContext().getAuthorizer().getJwt();
        Map<String, String> claims = new HashMap<>(jwt.getClaims());
        claims.put(name, value);
        jwt.setClaims(claims);
        return event;
    }

    /** Asserts an RFC 9457 problem with this status and code. */
    static JsonNode assertProblem(int status, String code, APIGatewayV2HTTPResponse response) {
        assertEquals(status, response.getStatusCode(), response.getBody());
        assertEquals("application/problem+json", response.getHeaders().get("content-type"));
        JsonNode problem = json(response);
        assertEquals(code, problem.get("code").textValue());
        assertEquals(status, problem.get("status").intValue());
        assertEquals("urn:seatline:problem:" + code, problem.get("type").textValue());
        assertFalse(problem.get("detail").textValue().isBlank());
        return problem;
    }
}
