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
    void invokes_its_function_with_a_lambda_url_event() {
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
    void takes_every_method(String method) {
        front.send(front.request(PATH).method(method, BodyPublishers.noBody()));
        assertEquals(
                method,
                front.functions.event().at("/requestContext/http/method").asText());
    }

    @Test
    void passes_on_an_empty_answer() {
        front.functions.answer("{\"statusCode\":204}");
        HttpResponse<String> response = front.post(PATH, "application/json", "{}");
        assertEquals(204, response.statusCode());
        assertEquals("", response.body());
    }

    @Test
    void answers_a_functions_failure_with_502_as_lambda_does() {
        front.functions.fail();
        HttpResponse<String> response = front.post(PATH, "application/json", "{}");
        assertEquals(502, response.statusCode());
        assertEquals("Internal Server Error", response.body());
    }

    @Test
    void refuses_more_than_lambda_takes() {
        HttpResponse<String> response =
                front.send(front.request(PATH).POST(BodyPublishers.ofByteArray(new byte[HttpApi.URL_BODY_BYTES + 1])));
        assertEquals(413, response.statusCode());
        assertEquals("", front.functions.invoked());
    }
}
