package io.seatline.local.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionUrlTest {

    private static final String PATH = "/api/v1/payment/notify";

    @RegisterExtension
    final RunningFront front = new RunningFront();

    @Test
    void function_url_sends_a_lambda_url_event() {
        HttpResponse<String> response = front.post(PATH + "?a=1", "application/json", "{\"orderId\":\"o1\"}");
        JsonNode event = front.functions.event();
        JsonNode context = event.path("requestContext");
        assertEquals("Notify", front.functions.invoked());
        assertEquals("$default", event.path("routeKey").asText());
        assertEquals("$default", context.path("routeKey").asText());
        assertEquals(PATH, event.path("rawPath").asText());
        assertEquals("a=1", event.path("rawQueryString").asText());
        assertTrue(context.path("domainName").asText().matches("\\w+\\.lambda-url\\.[\\w-]+\\.on\\.aws"));
        assertEquals("anonymous", context.path("accountId").asText());
        assertFalse(context.has("authorizer"));
        assertEquals("{\"orderId\":\"o1\"}", event.path("body").asText());
        assertEquals(
                context.path("requestId").asText(),
                response.headers().firstValue("x-amzn-requestid").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void every_method_is_accepted(String method) {
        front.send(front.request(PATH).method(method, BodyPublishers.noBody()));
        assertEquals(
                method,
                front.functions.event().at("/requestContext/http/method").asText());
    }

    @Test
    void empty_answer_is_passed_on() {
        front.functions.answer("{\"statusCode\":204}");
        HttpResponse<String> response = front.post(PATH, "application/json", "{}");
        assertEquals(204, response.statusCode());
        assertEquals("", response.body());
    }

    @Test
    void failed_function_is_502_as_on_lambda() {
        front.functions.fail();
        HttpResponse<String> response = front.post(PATH, "application/json", "{}");
        assertEquals(502, response.statusCode());
        assertEquals("Internal Server Error", response.body());
    }

    @Test
    void body_over_lambdas_limit_is_rejected() {
        HttpResponse<String> response =
                front.send(front.request(PATH).POST(BodyPublishers.ofByteArray(new byte[HttpApi.EVENT_BYTES + 1])));
        assertEquals(413, response.statusCode());
        assertEquals("", front.functions.invoked());
    }
}
