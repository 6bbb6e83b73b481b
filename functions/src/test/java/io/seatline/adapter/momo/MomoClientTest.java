package io.seatline.adapter.momo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.usecase.port.PaymentGateway.Created;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import io.seatline.usecase.port.PaymentGateway.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the client against a real HTTP server that returns each test's response. */
class MomoClientTest {
    private static final PaymentId ORDER = new PaymentId("bkabcdefghijklmnopqrstuvwxyz.1");
    private static final String REFUND = ORDER + "-r1-1";
    private static final String SECOND_TRY = ORDER + "-r1-2";
    private static final String OTHER_REFUND = ORDER + "-r2-1";

    private static final Vnd AMOUNT = new Vnd(180_000);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Answer(int status, String body) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private MomoClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/gateway/api/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        client = clientOf(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void create_sends_the_fields_that_momo_requires() {
        answer("create", 200, """
                {"orderId":"%s","resultCode":0,"payUrl":"https://pay","qrCodeUrl":"qr","deeplink":"momo://x"}""");
        var created = client.create(ORDER, AMOUNT, "Ghế F12", Duration.ofSeconds(299), TIMEOUT);
        assertEquals(new Created.Payable(new PaymentLinks("https://pay", "qr", "momo://x")), created);
        JsonNode request = requests.getFirst();
        assertEquals("MOMO", request.path("partnerCode").textValue());
        assertEquals(ORDER.value(), request.path("requestId").textValue());
        assertEquals(ORDER.value(), request.path("orderId").textValue());
        assertEquals("captureWallet", request.path("requestType").textValue());
        assertEquals(180_000, request.path("amount").longValue());
        assertEquals(5, request.path("orderExpireTime").intValue());
        assertEquals("vi", request.path("lang").textValue());
        assertTrue(request.path("autoCapture").booleanValue());
        assertEquals("", request.path("extraData").textValue());
        assertTrue(request.path("signature").textValue().matches("[0-9a-f]{64}"));
        assertTrue(request.path("accessKey").isMissingNode());
    }

    @ParameterizedTest
    @CsvSource({"PT0S,1", "PT-5S,1", "PT1S,1", "PT1M,1", "PT1M0.001S,2", "PT4M59S,5", "PT5M,5"})
    void expiry_rounds_up_to_whole_minutes(Duration payableFor, long minutes) {
        assertEquals(minutes, MomoClient.wholeMinutes(payableFor));
    }

    @Test
    void absent_links_are_empty() {
        answer("create", 200, "{\"orderId\":\"%s\",\"resultCode\":0,\"payUrl\":\"https://pay\",\"deeplink\":null}");
        assertEquals(new Created.Payable(new PaymentLinks("https://pay", "", "")), create());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 41})
    void duplicate_order_is_already_known(int code) {
        answer("create", 400, "{\"orderId\":\"%s\",\"resultCode\":" + code + "}");
        assertEquals(new Created.AlreadyKnown(), create());
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 20, 21, 22, 45, 47})
    void request_that_can_never_succeed_is_a_refusal(int code) {
        answer("create", 400, "{\"orderId\":\"%s\",\"resultCode\":" + code + "}");
        assertEquals(new Created.Refused(code), create());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 98, 99, 1001, 1003, 1006, 7000})
    void failure_of_momo_or_of_the_customer_is_no_refusal(int code) {
        answer("create", 400, "{\"orderId\":\"%s\",\"resultCode\":" + code + "}");
        assertEquals(new Created.Unavailable("MoMo answered " + code), create());
    }

    @Test
    void rejected_request_is_refused_even_if_momo_does_not_repeat_its_id() {
        answer("create", 400, "{\"resultCode\":20}");
        assertEquals(new Created.Refused(20), create());
        answer("create", 400, "{\"orderId\":\"another\",\"resultCode\":20}");
        assertEquals(new Created.Unavailable("MoMo answered for another order"), create());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 43, 98, 99, 1000, 7002, 5555})
    void other_failure_of_create_may_pass(int code) {
        answer("create", 200, "{\"orderId\":\"%s\",\"resultCode\":" + code + "}");
        assertEquals(new Created.Unavailable("MoMo answered " + code), create());
    }

    @Test
    void create_in_progress_is_unavailable() {
        answer("create", 422, "{\"orderId\":\"%s\",\"resultCode\":7000}");
        assertEquals(new Created.Unavailable("MoMo answered 7000"), create());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200|<html>",
                "200|",
                "200|[]",
                "200|{\"resultCode\":\"0\"}",
                "500|{\"orderId\":\"%s\",\"resultCode\":1006}",
                "503|{\"orderId\":\"%s\",\"resultCode\":1088}",
                "302|{\"orderId\":\"%s\",\"resultCode\":1006}",
                "200|{\"orderId\":\"another\",\"resultCode\":0,\"payUrl\":\"https://pay\",\"transId\":1,\"amount\":2}",
                "200|{\"orderId\":\"another\",\"resultCode\":1006}",
                "200|{\"resultCode\":0,\"payUrl\":\"https://pay\",\"transId\":1,\"amount\":2}",
                "200|{\"resultCode\":1006}",
                "400|{\"orderId\":\"%s\",\"resultCode\":0,\"payUrl\":\"https://pay\",\"transId\":1,\"amount\":2}",
                "422|{\"orderId\":\"%s\",\"resultCode\":7000}"
            })
    void invalid_response_counts_as_no_response(int status, String body) {
        String text = body == null ? "" : body;
        answer("create", status, text);
        answer("query", status, text);
        assertTrue(create() instanceof Created.Unavailable);
        assertTrue(query() instanceof Status.NoAnswer, () -> query().toString());
        answers.put("refund", new Answer(status, text.replace("%s", REFUND)));
        assertTrue(refund() instanceof Refunded.Unsettled, () -> refund().toString());
    }

    @Test
    void refused_connection_counts_as_no_response() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        client = clientOf(port);
        assertTrue(create() instanceof Created.Unavailable);
        assertTrue(query() instanceof Status.NoAnswer);
        assertTrue(refund() instanceof Refunded.Unsettled);
    }

    @Test
    void timeout_counts_as_no_response() throws IOException {
        // The backlog accepts connections, and nothing answers them.
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            client = clientOf(mute.getLocalPort());
            Duration brief = Duration.ofMillis(200);
            assertEquals(
                    new Created.Unavailable("MoMo did not answer in time"),
                    client.create(ORDER, AMOUNT, "", Duration.ofMinutes(5), brief));
            assertEquals(new Status.NoAnswer("MoMo did not answer in time"), client.query(ORDER, brief));
            assertEquals(
                    new Refunded.Unsettled("MoMo did not answer in time"),
                    client.refund(ORDER.value(), "1", AMOUNT, REFUND, brief));
        }
    }

    @Test
    void unreadable_secret_counts_as_no_response() {
        client = clientOf(
                server.getAddress().getPort(),
                new MomoKeys(
                        () -> {
                            throw new IllegalStateException("access denied");
                        },
                        () -> MomoFixture.SANDBOX));
        String why = "MoMo's secret cannot be read";
        assertEquals(new Created.Unavailable(why), create());
        assertEquals(new Status.NoAnswer(why), query());
        assertEquals(new Refunded.Unsettled(why), refund());
        assertEquals(List.of(), requests);
    }

    @Test
    void query_returns_a_payment_with_its_amount() {
        answer("query", 200, "{\"orderId\":\"%s\",\"resultCode\":0,\"transId\":4088878653,\"amount\":180000}");
        assertEquals(new Status.Paid("4088878653", AMOUNT), query());
    }

    @ParameterizedTest
    @CsvSource({
        "7000,PROCESSING",
        "7002,PROCESSING",
        "42,NOT_FOUND",
        "1005,FAILED",
        "1006,FAILED",
        "1000,PENDING",
        "10,PENDING",
        "40,PENDING",
        "1081,PENDING",
        "31337,PENDING"
    })
    void query_maps_result_codes_to_a_status(int code, String expected) {
        answer("query", 200, "{\"orderId\":\"%s\",\"resultCode\":" + code + "}");
        Status status =
                switch (expected) {
                    case "PROCESSING" -> new Status.Processing();
                    case "NOT_FOUND" -> new Status.NotFound();
                    case "FAILED" -> new Status.Failed(code);
                    default -> new Status.Pending(code);
                };
        assertEquals(status, query());
    }

    @Test
    void each_query_has_a_fresh_request_id_of_at_most_50_chars() {
        answer("query", 200, "{\"orderId\":\"%s\",\"resultCode\":1000}");
        query();
        query();
        String first = requests.get(0).path("requestId").textValue();
        assertNotEquals(first, requests.get(1).path("requestId").textValue());
        assertTrue(first.length() <= 50);
    }

    @Test
    void refund_sends_refund_id_and_transaction() {
        answers.put("refund", new Answer(200, "{\"orderId\":\"" + REFUND + "\",\"resultCode\":0}"));
        assertEquals(new Refunded.Done(), refund());
        JsonNode request = requests.getFirst();
        assertEquals(REFUND, request.path("orderId").textValue());
        assertEquals(REFUND, request.path("requestId").textValue());
        assertEquals(4088878653L, request.path("transId").longValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {1088, 99, 1001, 21, 22})
    void final_refusal_ends_a_refund(int code) {
        answers.put("refund", new Answer(400, "{\"orderId\":\"" + REFUND + "\",\"resultCode\":" + code + "}"));
        assertEquals(new Refunded.Refused(code), refund());
    }

    @Test
    void failed_refund_is_retried_later() {
        answers.put("refund", new Answer(200, "{\"orderId\":\"" + REFUND + "\",\"resultCode\":1080}"));
        assertEquals(new Refunded.TryLater(), refund());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 20, 42, 7002, 31337})
    void refund_without_final_result_is_unsettled(int code) {
        answers.put("refund", new Answer(200, "{\"orderId\":\"" + REFUND + "\",\"resultCode\":" + code + "}"));
        assertEquals(new Refunded.Unsettled("MoMo answered " + code), refund());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "40|[{\"orderId\":\"OWN\",\"amount\":180000,\"resultCode\":0,\"transId\":1}]|Done",
                "41|[{\"orderId\":\"OWN\",\"amount\":\"180000\",\"resultCode\":0}]|Done",
                "41|[{\"orderId\":\"OTHER\",\"amount\":1000,\"resultCode\":1088},"
                        + "{\"orderId\":\"OWN\",\"amount\":180000,\"resultCode\":0}]|Done",
                "40|[{\"orderId\":\"OWN\",\"amount\":180000,\"resultCode\":1080}]|TryLater",
                "40|[{\"orderId\":\"OWN\",\"amount\":180000,\"resultCode\":1088}]|Refused",
                "40|[{\"orderId\":\"OWN\",\"amount\":180000,\"resultCode\":22}]|Refused",
                "40|[{\"orderId\":\"OWN\",\"amount\":180000,\"resultCode\":7002}]|Unsettled",
                "40|[{\"orderId\":\"OWN\",\"amount\":1000,\"resultCode\":0}]|Unsettled",
                "40|[{\"orderId\":\"portal\",\"amount\":180000,\"resultCode\":0}]|TryLater",
                "41|[{\"orderId\":\"OTHER\",\"amount\":180000,\"resultCode\":0}]|TryLater",
                "40|[]|TryLater",
                "40|null|Unsettled",
                "40|[{\"orderId\":\"OWN\"}]|Unsettled",
                "1081|[{\"orderId\":\"OWN\",\"amount\":180000,\"resultCode\":0}]|Done",
                "1081|[{\"orderId\":\"OWN\",\"amount\":180000,\"resultCode\":7002}]|Unsettled",
                "1081|[{\"orderId\":\"OWN\",\"amount\":180000,\"resultCode\":1080}]|Refused",
                "1081|[{\"orderId\":\"portal\",\"amount\":180000,\"resultCode\":0}]|Refused",
                "1081|[{\"orderId\":\"OTHER\",\"amount\":180000,\"resultCode\":0}]|Refused",
                "1081|[{\"orderId\":\"o\",\"amount\":80000,\"resultCode\":0},"
                        + "{\"orderId\":\"p\",\"amount\":100000,\"resultCode\":0}]|Refused",
                "1081|[]|Refused",
                "1081|null|Unsettled"
            })
    void only_its_own_entry_tells_how_a_duplicate_refund_ended(int code, String refundTrans, String expected) {
        answerRefund(REFUND, code);
        answerHistory(refundTrans);
        assertEquals(expected, refund().getClass().getSimpleName());
        assertEquals(ORDER.value(), requests.getLast().path("orderId").textValue());
    }

    @Test
    void each_of_several_refunds_is_done_only_under_its_own_id() {
        answerHistory("[{\"orderId\":\"OWN\",\"amount\":60000,\"resultCode\":0},"
                + "{\"orderId\":\"OTHER\",\"amount\":60000,\"resultCode\":1088}]");
        answerRefund(REFUND, 41);
        assertEquals(new Refunded.Done(), refund(REFUND, 60_000));
        answerRefund(OTHER_REFUND, 41);
        assertEquals(new Refunded.Refused(1088), refund(OTHER_REFUND, 60_000));
        answerRefund(ORDER + "-r3-1", 41);
        assertEquals(new Refunded.TryLater(), refund(ORDER + "-r3-1", 60_000));
        answerRefund(ORDER + "-r11-1", 1081);
        assertEquals(new Refunded.Refused(1081), refund(ORDER + "-r11-1", 60_000));
    }

    /** MoMo would accept the second try as one more partial refund. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"orderId\":\"OWN\",\"amount\":60000,\"resultCode\":0}]|Done",
                "[{\"orderId\":\"OWN\",\"amount\":60000,\"resultCode\":7002}]|Unsettled",
                "[{\"orderId\":\"OWN\",\"amount\":60000,\"resultCode\":7002},"
                        + "{\"orderId\":\"SECOND\",\"amount\":60000,\"resultCode\":0}]|Done",
                "null|Unsettled"
            })
    void second_try_is_not_requested_if_the_first_may_have_succeeded(String refundTrans, String expected) {
        answerRefund(SECOND_TRY, 0);
        answerHistory(refundTrans);
        assertEquals(expected, refund(SECOND_TRY, 60_000).getClass().getSimpleName());
        assertEquals(1, requests.size());
        assertEquals(ORDER.value(), requests.getFirst().path("orderId").textValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|0|Done",
                "[{\"orderId\":\"OWN\",\"amount\":60000,\"resultCode\":1080}]|0|Done",
                "[{\"orderId\":\"OTHER\",\"amount\":60000,\"resultCode\":0}]|0|Done",
                "[{\"orderId\":\"OTHER\",\"amount\":60000,\"resultCode\":0}]|1081|Refused",
                "[]|40|TryLater"
            })
    void second_try_is_requested_if_the_first_failed(String refundTrans, int code, String expected) {
        answerRefund(SECOND_TRY, code);
        answerHistory(refundTrans);
        assertEquals(expected, refund(SECOND_TRY, 60_000).getClass().getSimpleName());
        assertEquals(2, requests.size(), "the function has time for two calls");
        assertEquals(SECOND_TRY, requests.getLast().path("orderId").textValue());
        assertEquals(60_000, requests.getLast().path("amount").longValue());
    }

    @Test
    void duplicate_refund_is_unsettled_until_the_query_succeeds() {
        for (int code : new int[] {40, 41, 1081}) {
            answerRefund(REFUND, code);
            answer("query", 503, "");
            assertTrue(refund() instanceof Refunded.Unsettled);
        }
    }

    private Created create() {
        return client.create(ORDER, AMOUNT, "Ghế F12", Duration.ofMinutes(5), TIMEOUT);
    }

    @Test
    void rejected_call_is_made_once_more_with_a_key_that_was_stored_meanwhile() {
        var old = new MomoCredentials("OLD", "old", "old");
        answer("create", 400, "{\"orderId\":\"%s\",\"resultCode\":13}");

        client = clientOf(server.getAddress().getPort(), MomoKeys.fixed(old));
        client.create(ORDER, AMOUNT, "F12", Duration.ofMinutes(5), TIMEOUT);
        assertEquals(1, requests.size(), "the same key is refused again");

        requests.clear();
        client = clientOf(server.getAddress().getPort(), new MomoKeys(() -> old, () -> MomoFixture.SANDBOX));
        client.create(ORDER, AMOUNT, "F12", Duration.ofMinutes(5), TIMEOUT);
        assertEquals(
                List.of("OLD", "MOMO"),
                requests.stream().map(r -> r.path("partnerCode").asText()).toList());
        assertEquals(requests.getFirst().path("requestId"), requests.getLast().path("requestId"));
        assertNotEquals(
                requests.getFirst().path("signature"), requests.getLast().path("signature"));
    }

    private Status query() {
        return client.query(ORDER, TIMEOUT);
    }

    private Refunded refund() {
        return refund(REFUND, AMOUNT.amount());
    }

    private Refunded refund(String refundId, long amount) {
        return client.refund(ORDER.value(), "4088878653", new Vnd(amount), refundId, TIMEOUT);
    }

    private MomoClient clientOf(int port) {
        return clientOf(port, MomoKeys.fixed(MomoFixture.SANDBOX));
    }

    private MomoClient clientOf(int port, MomoKeys keys) {
        URI endpoint = URI.create("http://localhost:" + port);
        URI ours = URI.create("https://api.example/");
        return new MomoClient(new MomoSettings(endpoint, ours, ours), keys, new java.security.SecureRandom());
    }

    private void answer(String call, int status, String body) {
        answers.put(call, new Answer(status, body.replace("%s", ORDER.value())));
    }

    private void answerRefund(String refundId, int code) {
        int status = code == 0 ? 200 : 400;
        answers.put("refund", new Answer(status, "{\"orderId\":\"" + refundId + "\",\"resultCode\":" + code + "}"));
    }

    private void answerHistory(String refundTrans) {
        String entries =
                refundTrans.replace("OWN", REFUND).replace("SECOND", SECOND_TRY).replace("OTHER", OTHER_REFUND);
        answer("query", 200, "{\"orderId\":\"%s\",\"resultCode\":0,\"refundTrans\":" + entries + "}");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            String path = exchange.getRequestURI().getPath();
            Answer answer = answers.get(path.substring(path.lastIndexOf('/') + 1));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
