package io.seatline.dynamodb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.dynamodb.error.Errors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Tests the raw protocol: bytes that AWS's client does not show or never sends. */
class JsonProtocolTest {
    private static final String SERIALIZATION = "com.amazon.coral.service#SerializationException";

    private static final FakeTables TABLES = new FakeTables();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static JsonEndpoint endpoint;

    @BeforeAll
    static void start() {
        endpoint = JsonEndpoint.start(0, TABLES, new FakeStreams());
    }

    @AfterAll
    static void stop() {
        endpoint.close();
        HTTP.close();
    }

    @BeforeEach
    void reset() {
        TABLES.request = null;
        TABLES.put = PutItemResponse.builder()::build;
    }

    private static HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(endpoint.uri())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", target)
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=key");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String target, String body) throws IOException, InterruptedException {
        return send(request(target).POST(BodyPublishers.ofString(body)));
    }

    private static void assertError(HttpResponse<String> response, String body) {
        assertEquals(body, response.body());
        assertEquals(400, response.statusCode());
    }

    @Test
    void response_has_the_headers_of_aws() throws Exception {
        HttpResponse<String> response = post("DynamoDB_20120810.GetItem", "{\"Key\":{\"id\":{\"S\":\"ế\"}}}");

        assertEquals(200, response.statusCode());
        assertEquals("{\"Item\":{\"id\":{\"S\":\"ế\"}}}", response.body());
        byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        assertEquals(
                checksum.getValue(),
                response.headers().firstValueAsLong("x-amz-crc32").orElseThrow());
        assertEquals(
                bytes.length,
                response.headers().firstValueAsLong("Content-Length").orElseThrow());
        assertEquals(
                "application/x-amz-json-1.0",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(
                36,
                response.headers().firstValue("x-amzn-RequestId").orElseThrow().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "hi", "{} {}", "{\"a\":1}x", "{'a':1}", "{\"Limit\":01}"})
    void body_that_is_not_json_is_refused(String body) throws Exception {
        assertError(
                post("DynamoDB_20120810.Scan", body),
                "{\"__type\":\"" + SERIALIZATION + "\",\"Message\":\"the body is not a JSON object\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Limit\":\"23\"",
                "\"Limit\":true",
                "\"Limit\":[]",
                "\"Limit\":{}",
                "\"Limit\":2147483648",
                "\"Limit\":1e300",
                "\"Limit\":7.9",
                "\"TableName\":23",
                "\"TableName\":{}",
                "\"ConsistentRead\":1",
                "\"ConsistentRead\":\"Yes\"",
                "\"AttributesToGet\":\"a\"",
                "\"AttributesToGet\":{}",
                "\"AttributesToGet\":[null]",
                "\"ExpressionAttributeNames\":\"a\"",
                "\"ExpressionAttributeNames\":[]",
                "\"ExclusiveStartKey\":{\"a\":\"b\"}",
                "\"ExclusiveStartKey\":{\"a\":[]}",
                "\"ExclusiveStartKey\":{\"a\":{\"N\":1}}",
                "\"ExclusiveStartKey\":{\"a\":{\"SS\":\"b\"}}",
                "\"ExclusiveStartKey\":{\"a\":{\"B\":23}}",
                "\"ExclusiveStartKey\":{\"a\":{\"B\":\"=+/=\"}}"
            })
    void wrong_json_type_is_refused(String member) throws Exception {
        HttpResponse<String> response = post("DynamoDB_20120810.Scan", "{" + member + "}");

        assertEquals(400, response.statusCode());
        assertTrue(response.body().startsWith("{\"__type\":\"" + SERIALIZATION + "\","), response.body());
    }

    @Test
    void unknown_and_null_members_are_ignored() throws Exception {
        post("DynamoDB_20120810.Scan", "{\"Unknown\":{\"a\":[1]},\"TableName\":null,\"Limit\":7}");

        assertEquals(ScanRequest.builder().limit(7).build(), TABLES.request);
    }

    @Test
    void values_with_no_type_or_two_types_reach_the_engine() throws Exception {
        post(
                "DynamoDB_20120810.PutItem",
                "{\"Item\":{\"a\":null,\"b\":{},\"c\":{\"S\":null},\"d\":{\"S\":\"x\",\"N\":\"1\"}}}");

        Map<String, AttributeValue> item = ((PutItemRequest) TABLES.request).item();
        AttributeValue empty = AttributeValue.builder().build();
        assertEquals(
                Map.of(
                        "a",
                        empty,
                        "b",
                        empty,
                        "c",
                        empty,
                        "d",
                        empty.toBuilder().s("x").n("1").build()),
                item);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DynamoDB_20120810.ListTable", "DynamoDB_20111205.Scan", "Scan", "DynamoDB_20120810.scan"})
    void unknown_target_is_refused(String target) throws Exception {
        assertError(
                post(target, "{}"),
                "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\",\"message\":"
                        + "\"unsupported operation \\\"" + target + "\\\"\"}");
    }

    @Test
    void unsigned_request_is_refused() throws Exception {
        HttpRequest.Builder unsigned = HttpRequest.newBuilder(endpoint.uri())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810.Scan")
                .POST(BodyPublishers.ofString("{}"));

        assertError(
                send(unsigned),
                "{\"__type\":\"com.amazon.coral.service#MissingAuthenticationTokenException\",\"message\":\"Request"
                        + " must contain either a valid (registered) AWS access key ID or X.509 certificate.\"}");
    }

    @Test
    void errors_have_the_namespaces_of_aws() throws Exception {
        TABLES.put = () -> {
            throw Errors.validation("wrong");
        };
        assertError(
                post("DynamoDB_20120810.PutItem", "{}"),
                "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"wrong\"}");

        TABLES.put = () -> {
            throw Errors.described(
                    ConditionalCheckFailedException.builder().item(Map.of("a", AttributeValue.fromN("1"))),
                    "ConditionalCheckFailedException",
                    "failed");
        };
        assertError(
                post("DynamoDB_20120810.PutItem", "{}"),
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
                        + "\"message\":\"failed\",\"Item\":{\"a\":{\"N\":\"1\"}}}");
    }

    @Test
    void fault_is_answered_with_500() throws Exception {
        TABLES.put = () -> {
            throw new StackOverflowError();
        };

        HttpResponse<String> response = post("DynamoDB_20120810.PutItem", "{}");

        assertEquals(500, response.statusCode());
        assertEquals(
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\","
                        + "\"message\":\"Internal server error\"}",
                response.body());
    }

    @Test
    void body_of_more_than_16_mb_is_refused() throws Exception {
        String large = "{\"TableName\":\"" + "x".repeat(16 * 1024 * 1024 - 16) + "\"}";
        assertEquals(16 * 1024 * 1024, large.length());

        assertEquals(200, post("DynamoDB_20120810.Scan", large).statusCode());
        assertEquals(413, post("DynamoDB_20120810.Scan", large + " ").statusCode());
        assertEquals(200, post("DynamoDB_20120810.Scan", "{}").statusCode());
    }

    @Test
    void other_methods_and_content_types_are_not_found() throws Exception {
        HttpResponse<String> put = send(request("DynamoDB_20120810.Scan").PUT(BodyPublishers.ofString("{}")));
        HttpResponse<String> form = send(request("DynamoDB_20120810.Scan")
                .setHeader("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));

        assertEquals(404, put.statusCode());
        assertEquals(404, form.statusCode());
        assertEquals("<UnknownOperationException/>\n", form.body());
    }

    @Test
    void get_request_reports_a_healthy_endpoint() throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(endpoint.uri()));

        assertEquals(200, response.statusCode());
        assertEquals("healthy: 127.0.0.1:" + endpoint.port() + " ", response.body());
    }

    @Test
    void connection_stays_open_after_an_error() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String body : new String[] {"{}", "broken", "{\"Limit\":\"a\"}", "{}"}) {
                sendRaw(socket.getOutputStream(), body);
                String status = body.equals("{}") ? "HTTP/1.1 200 OK" : "HTTP/1.1 400 Bad Request";
                assertEquals(status, readRaw(in));
            }
        }
    }

    private static void sendRaw(OutputStream out, String body) throws IOException {
        out.write(("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
                        + "X-Amz-Target: DynamoDB_20120810.Scan\r\nAuthorization: AWS4\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static String readRaw(BufferedReader in) throws IOException {
        String status = in.readLine();
        int length = -1;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        assertTrue(length > 0);
        assertEquals(length, in.skip(length));
        return status;
    }
}
