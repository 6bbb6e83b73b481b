package io.seatline.local.momo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.seatline.adapter.momo.MomoClient;
import io.seatline.adapter.momo.MomoCredentials;
import io.seatline.adapter.momo.MomoIpnReader;
import io.seatline.adapter.momo.MomoKeys;
import io.seatline.adapter.momo.MomoSettings;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.local.clock.MovableClock;
import io.seatline.local.momo.MomoSimulator.Approval;
import io.seatline.local.momo.MomoSimulator.Call;
import io.seatline.local.momo.MomoSimulator.Silence;
import io.seatline.local.testing.ApiClient;
import io.seatline.usecase.port.IpnReader.Reading;
import io.seatline.usecase.port.PaymentGateway.Created;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import io.seatline.usecase.port.PaymentGateway.Status;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests Seatline's MoMo client against the simulator over HTTP: two independent implementations of MoMo's documentation. */
class MomoSimulatorTest {
    private static final PaymentId ORDER = new PaymentId("bkabcdefghijklmnopqrstuvwxyz.1");
    private static final String REFUND = ORDER + "-r1-1";
    private static final String NEXT_TRY = ORDER + "-r1-2";
    private static final String SECOND_REFUND = ORDER + "-r2-1";
    private static final Vnd AMOUNT = new Vnd(180_000);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BRIEF = Duration.ofMillis(300);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MomoCredentials OURS =
            new MomoCredentials("MOMO", "F8BBA842ECF85", "K951B6PE1waDMi640xX08PD3vg6EkVlz");

    @TempDir
    private Path dir;

    private final MovableClock clock = MovableClock.standingAt(Instant.parse("2026-11-20T12:00:00Z"));
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final MomoIpnReader ipnReader = new MomoIpnReader(MomoKeys.fixed(OURS));
    private MomoSimulator momo;
    private Javalin server;
    private MomoClient client;
    private ApiClient http;
    /** Any free port at first, and the same after a restart, because orders contain the address. */
    private int port;

    @BeforeEach
    void start() {
        momo = new MomoSimulator(MomoAccount.sandbox(), this::base, clock, Optional.of(dir));
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            momo.register(config);
            config.routes.post("/notify", call -> {
                received.add(call.body());
                call.status(204);
            });
        });
        server.start(port);
        port = server.port();
        client = clientWith(OURS);
        http = new ApiClient(base());
    }

    @AfterEach
    void stop() {
        momo.close();
        server.stop();
    }

    @Test
    void repeated_create_returns_the_same_links() {
        Created first = create();
        assertInstanceOf(Created.Payable.class, first);
        assertEquals(first, create());
        assertEquals(1, momo.orders().size());
    }

    /** The remaining time is not signed: MoMo identifies a request by its id and keeps the order's first expiry. */
    @Test
    void repeat_with_less_time_left_is_the_same_request() {
        Created first = create();
        clock.advance(Duration.ofMinutes(4));

        assertEquals(first, client.create(ORDER, AMOUNT, "Ghế F12, F13", Duration.ofMinutes(1), TIMEOUT));
        clock.advance(Duration.ofSeconds(59));
        assertEquals(new Status.Pending(1000), query());
        clock.advance(Duration.ofSeconds(2));
        assertEquals(new Status.Failed(1005), query());
    }

    @Test
    void create_with_another_amount_is_a_known_order() {
        create();
        assertEquals(
                new Created.AlreadyKnown(),
                client.create(ORDER, new Vnd(90_000), "Ghế F12", Duration.ofMinutes(5), TIMEOUT));
    }

    @ParameterizedTest
    @CsvSource({"999,22", "50000001,22"})
    void amount_out_of_range_is_rejected(long amount, int code) {
        assertEquals(
                new Created.Refused(code),
                client.create(ORDER, new Vnd(amount), "Ghế F12", Duration.ofMinutes(5), TIMEOUT));
    }

    @Test
    void request_signed_with_another_key_is_rejected() {
        client = clientWith(new MomoCredentials("MOMO", "F8BBA842ECF85", "another key"));
        assertEquals(new Created.Refused(13), create());
        assertEquals(new Status.Pending(13), query());
    }

    @Test
    void request_of_another_partner_is_rejected() {
        client = clientWith(new MomoCredentials("OTHER", "F8BBA842ECF85", "K951B6PE1waDMi640xX08PD3vg6EkVlz"));
        assertEquals(new Created.Refused(11), create());
    }

    @Test
    void query_returns_the_state_until_the_order_expires() {
        assertEquals(new Status.NotFound(), query());
        create();
        assertEquals(new Status.Pending(1000), query());
        clock.advance(Duration.ofMinutes(5));
        assertEquals(new Status.Failed(1005), query());
    }

    @Test
    void ipn_of_a_payment_is_accepted_by_the_adapter() throws Exception {
        create();
        var outcome = momo.approve(ORDER.value());
        Reading reading = ipnReader.read(nextNotification());
        String transId = Long.toString(outcome.order().transId());
        assertEquals(new Reading.Captured(ORDER.value(), transId, AMOUNT), reading);
        assertEquals(new Status.Paid(transId, AMOUNT), query());
        assertEquals(1, momo.captured().size());
    }

    @Test
    void ipn_is_rejected_by_a_reader_with_another_key() throws Exception {
        create();
        momo.approve(ORDER.value());
        var others = new MomoIpnReader(MomoKeys.fixed(new MomoCredentials("MOMO", "F8BBA842ECF85", "another key")));
        assertInstanceOf(Reading.Forged.class, others.read(nextNotification()));
    }

    @Test
    void order_is_captured_once_for_repeated_approvals() throws Exception {
        create();
        long first = momo.approve(ORDER.value(), Approval.of(2, Duration.ZERO))
                .order()
                .transId();
        long second = momo.approve(ORDER.value(), Approval.of(1, Duration.ZERO))
                .order()
                .transId();
        assertEquals(first, second);
        assertEquals(1, momo.captured().size());
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(Reading.Captured.class, ipnReader.read(nextNotification()));
        }
    }

    @Test
    void expired_or_declined_order_is_captured_when_approved() throws Exception {
        create();
        momo.decline(ORDER.value());
        assertEquals(new Reading.Failed(ORDER.value(), 1006), ipnReader.read(nextNotification()));
        assertEquals(new Status.Failed(1006), query());
        clock.advance(Duration.ofHours(1));
        momo.approve(ORDER.value(), Approval.of(0, Duration.ZERO));
        assertInstanceOf(Status.Paid.class, query());
    }

    @Test
    void delayed_ipn_is_sent_when_the_clock_gets_there() throws Exception {
        create();
        momo.approve(ORDER.value(), Approval.of(1, Duration.ofMinutes(10)));
        momo.approve(ORDER.value(), Approval.of(1, Duration.ofMinutes(5)));
        assertEquals(2, pendingDeliveries());
        clock.advance(Duration.ofMinutes(5));
        assertInstanceOf(Reading.Captured.class, ipnReader.read(nextNotification()));
        assertEquals(300_000, momo.deliveries().getFirst().dueAt() - clock.millis());
        assertTrue(received.isEmpty());
    }

    @Test
    void unsent_ipn_is_sent_after_a_restart() throws Exception {
        create();
        momo.approve(ORDER.value(), Approval.of(1, Duration.ofMinutes(5)));
        stop();
        start();
        assertEquals(1, momo.captured().size());
        clock.advance(Duration.ofMinutes(5));
        assertInstanceOf(Reading.Captured.class, ipnReader.read(nextNotification()));
        create();
        assertEquals(1, momo.orders().size());
    }

    @Test
    void approval_can_notify_a_wrong_amount_or_an_unknown_order() throws Exception {
        create();
        post(payPath() + "/approve", "{\"order_id\":\"bkzzzzzzzzzzzzzzzzzzzzzzzzzz.9\"}", "application/json");
        assertTrue(ipnReader.read(nextNotification()) instanceof Reading.Captured unknown
                && unknown.momoOrder().equals("bkzzzzzzzzzzzzzzzzzzzzzzzzzz.9"));
        assertEquals(new Status.Pending(1000), query());
        post(payPath() + "/approve", "{\"amount\":1000}", "application/json");
        assertTrue(ipnReader.read(nextNotification()) instanceof Reading.Captured wrong
                && wrong.amount().equals(new Vnd(1_000)));
        assertEquals(
                181_000, momo.captured().stream().mapToLong(MomoOrder::amount).sum());
    }

    @Test
    void payment_is_refunded_once() {
        String transId = paid();
        assertEquals(new Refunded.Done(), refund(transId, REFUND));
        assertEquals(new Refunded.Done(), refund(transId, REFUND));
        // The refund list shows that the first try succeeded, so the next one is not requested.
        assertEquals(new Refunded.Done(), refund(transId, NEXT_TRY));
        assertEquals(2, momo.calls(Call.REFUND));
        assertEquals(List.of(180_000L), refundedAmounts());
    }

    @Test
    void payment_is_refunded_in_several_parts() {
        String transId = paid();
        assertEquals(new Refunded.Done(), refund(transId, REFUND, 60_000));
        assertEquals(new Refunded.Done(), refund(transId, SECOND_REFUND, 60_000));
        assertEquals(new Refunded.Done(), refund(transId, ORDER + "-r3-1", 60_000));
        assertEquals(List.of(60_000L, 60_000L, 60_000L), refundedAmounts());
        assertEquals(new Refunded.Refused(1081), refund(transId, ORDER + "-r4-1", 1_000));
        assertEquals(new Status.Paid(transId, AMOUNT), query());
    }

    @Test
    void refund_that_exceeds_what_is_left_is_refused() {
        String transId = paid();
        assertEquals(new Refunded.Done(), refund(transId, REFUND, 120_000));
        assertEquals(new Refunded.Refused(1081), refund(transId, SECOND_REFUND, 60_001));
        assertEquals(new Refunded.Refused(1081), refund(transId, SECOND_REFUND, 60_001), "final, hence repeated");
        assertEquals(new Refunded.Done(), refund(transId, ORDER + "-r3-1", 60_000));
    }

    /** The equal amount of another refund does not make this one done. */
    @Test
    void refund_of_an_equal_amount_is_another_refund() {
        String transId = paid();
        assertEquals(new Refunded.Done(), refund(transId, REFUND, 100_000));
        assertEquals(new Refunded.Refused(1081), refund(transId, SECOND_REFUND, 100_000));
        assertEquals(List.of(100_000L), refundedAmounts());
    }

    @Test
    void forced_success_does_not_refund_more_than_is_left() {
        String transId = paid();
        refund(transId, REFUND, 180_000);
        momo.failRefunds(0, 1);
        assertEquals(new Refunded.Refused(1081), refund(transId, SECOND_REFUND, 1_000));
    }

    @Test
    void refund_below_1000_vnd_is_refused() {
        String transId = paid();
        assertEquals(new Refunded.Refused(22), refund(transId, REFUND, 999));
        assertEquals(new Refunded.Done(), refund(transId, SECOND_REFUND, 1_000));
        assertEquals(List.of(1_000L), refundedAmounts());
    }

    @Test
    void repeated_refund_with_another_amount_is_not_carried_out() {
        String transId = paid();
        refund(transId, REFUND, 60_000);
        assertEquals(
                new Refunded.Unsettled("MoMo lists this refund with another amount"), refund(transId, REFUND, 70_000));
        assertEquals(List.of(60_000L), refundedAmounts());
    }

    @Test
    void next_try_waits_for_a_pending_one() {
        String transId = paid();
        momo.failRefunds(7002, 1);
        refund(transId, REFUND, 60_000);
        assertInstanceOf(Refunded.Unsettled.class, refund(transId, NEXT_TRY, 60_000));
        assertEquals(new Refunded.Refused(1081), refund(transId, SECOND_REFUND, 120_001), "the pending amount counts");
        momo.settleRefund(REFUND, 1080);
        assertEquals(new Refunded.Done(), refund(transId, NEXT_TRY, 60_000));
        assertThrows(IllegalStateException.class, () -> momo.settleRefund(REFUND, 0), "it has failed for good");
        assertEquals(List.of(60_000L), refundedAmounts());
    }

    @Test
    void books_list_each_refund_of_an_order_also_after_a_restart() {
        String transId = paid();
        refund(transId, REFUND, 60_000);
        momo.failRefunds(1080, 1);
        refund(transId, SECOND_REFUND, 50_000);
        stop();
        start();
        refund(transId, ORDER + "-r2-2", 50_000);
        JsonNode refunds = http.get("/local/momo/books").body().path("refunds");
        assertEquals(
                List.of(
                        ORDER + " " + REFUND + " 60000 0",
                        ORDER + " " + SECOND_REFUND + " 50000 1080",
                        ORDER + " " + ORDER + "-r2-2 50000 0"),
                refunds.valueStream()
                        .map(refund -> String.join(
                                " ",
                                refund.path("orderId").asText(),
                                refund.path("refundId").asText(),
                                refund.path("amount").asText(),
                                refund.path("resultCode").asText()))
                        .toList());
    }

    @Test
    void failed_refund_is_repeated_under_the_id_of_the_next_try() {
        String transId = paid();
        momo.failRefunds(1080, 1);
        assertEquals(new Refunded.TryLater(), refund(transId, REFUND));
        assertEquals(new Refunded.TryLater(), refund(transId, REFUND));
        assertEquals(new Refunded.Done(), refund(transId, NEXT_TRY));
    }

    @Test
    void unsettled_refund_is_repeated_under_the_id_of_the_next_try() {
        String transId = paid();
        momo.failRefunds(10, 1);
        assertEquals(new Refunded.Unsettled("MoMo answered 10"), refund(transId, REFUND));
        assertEquals(new Refunded.TryLater(), refund(transId, REFUND));
        assertEquals(new Refunded.Done(), refund(transId, NEXT_TRY));
    }

    @Test
    void pending_refund_is_awaited() {
        String transId = paid();
        momo.failRefunds(7002, 1);
        assertInstanceOf(Refunded.Unsettled.class, refund(transId, REFUND));
        assertInstanceOf(Refunded.Unsettled.class, refund(transId, REFUND));
        momo.settleRefund(REFUND, 0);
        assertEquals(new Refunded.Done(), refund(transId, REFUND));
    }

    @Test
    void refund_with_a_lost_answer_is_settled() {
        String transId = paid();
        momo.silence(Set.of(Call.REFUND), Silence.ANSWER_LOST);
        assertInstanceOf(Refunded.Unsettled.class, client.refund(ORDER.value(), transId, AMOUNT, REFUND, BRIEF));
        momo.heal();
        assertEquals(new Refunded.Done(), refund(transId, REFUND));
        assertEquals(1, momo.refunds().size());
    }

    @Test
    void faults_can_be_injected_into_calls() throws Exception {
        post("/local/momo/faults", "{\"create\":\"silent\",\"query\":\"silent\"}", "application/json");
        assertEquals(
                new Created.Unavailable("MoMo did not answer in time"),
                client.create(ORDER, AMOUNT, "Ghế", Duration.ofMinutes(5), BRIEF));
        assertEquals(new Status.NoAnswer("MoMo did not answer in time"), client.query(ORDER, BRIEF));
        assertTrue(momo.orders().isEmpty());
        post("/local/momo/faults", "{\"create\":\"ok\",\"query\":\"processing\"}", "application/json");
        assertInstanceOf(Created.Payable.class, create());
        assertEquals(new Status.Processing(), query());
    }

    @Test
    void order_can_be_left_in_process_until_settled() {
        create();
        momo.processing(ORDER.value());
        assertEquals(new Status.Processing(), query());
        momo.settle(ORDER.value());
        assertEquals(new Status.Pending(1000), query());
    }

    @Test
    void invalid_script_requests_are_rejected() throws Exception {
        create();
        assertEquals(400, post("/local/momo/faults", "{\"query\":\"ill\"}", "").statusCode());
        assertEquals(400, post(payPath() + "/approve", "{\"notify\":4}", "").statusCode());
        assertEquals(
                400,
                post(payPath() + "/approve", "{\"delay_seconds\":\"x\"}", "").statusCode());
        for (String options : List.of(
                "{\"delay\":5}",
                "{\"notify\":1.0}",
                "{\"notify\":0,\"notify\":1}",
                "{\"order_id\":7}",
                "{\"amount\":-1}",
                "notify=0",
                "[]",
                "{} {}")) {
            assertEquals(400, post(payPath() + "/approve", options, "").statusCode(), options);
        }
        assertEquals(400, post(payPath() + "/decline", "{\"notify\":0}", "").statusCode());
        for (String faults : List.of(
                "{\"notify\":\"silent\"}",
                "{\"create\":\"processing\"}",
                "{\"create\":\"silent\",\"create\":\"ok\"}",
                "{\"refund\":{\"code\":1080,\"time\":2}}",
                "{\"refund\":{\"times\":2}}")) {
            assertEquals(400, post("/local/momo/faults", faults, "").statusCode(), faults);
        }
        assertEquals(
                MomoOrder.State.WAITING, momo.order(ORDER.value()).orElseThrow().state());
        assertEquals(404, post("/pay/nobody/approve", "", "").statusCode());
        assertTrue(momo.captured().isEmpty());
    }

    @Test
    void payment_page_escapes_the_order_info() throws Exception {
        client.create(ORDER, AMOUNT, "<b>Ghế</b> F12", Duration.ofMinutes(5), TIMEOUT);
        String page = http.get(payPath()).text();
        assertTrue(page.contains("180.000 ₫"));
        assertTrue(page.contains("&lt;b&gt;Ghế&lt;/b&gt; F12"));
        assertTrue(page.contains("<svg role=\"img\""));
        assertTrue(page.contains("action=\"" + payUrl() + "/approve\""));
        momo.approve(ORDER.value());
        String paid = http.get(payPath()).text();
        assertTrue(paid.contains("Paid. Thank you."));
        assertFalse(paid.contains("<form"));
    }

    @Test
    void browser_returns_with_parameters_signed_like_an_ipn() throws Exception {
        create();
        HttpResponse<String> response = post(payPath() + "/approve", "", "text/html");
        assertEquals(303, response.statusCode());
        URI back = URI.create(response.headers().firstValue("Location").orElseThrow());
        assertEquals("/api/v1/payment/success", back.getPath());
        ObjectNode result = JSON.createObjectNode();
        for (String pair : back.getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            String field = pair.substring(0, equals);
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (Set.of("amount", "transId", "resultCode", "responseTime").contains(field)) {
                result.put(field, Long.parseLong(value));
            } else {
                result.put(field, value);
            }
        }
        assertInstanceOf(Reading.Captured.class, ipnReader.read(result.toString()), "signed as an IPN is");
        result.put("resultCode", 1006);
        assertInstanceOf(Reading.Forged.class, ipnReader.read(result.toString()));
    }

    @Test
    void script_gets_json() throws Exception {
        create();
        JsonNode answer = JSON.readTree(
                post(payPath() + "/approve", "", "application/json").body());
        assertEquals(0, answer.path("result_code").intValue());
        assertEquals(ORDER.value(), answer.path("order_id").textValue());
        JsonNode books = http.get("/local/momo/books").body();
        assertEquals("CAPTURED", books.path("orders").path(0).path("state").textValue());
    }

    private URI base() {
        return URI.create("http://localhost:" + port);
    }

    private String payPath() {
        return "/pay/" + ORDER.value();
    }

    private String payUrl() {
        return base() + payPath();
    }

    private MomoClient clientWith(MomoCredentials credentials) {
        MomoSettings settings = new MomoSettings(
                base().resolve(MomoSimulator.PATH),
                base().resolve("/notify"),
                base().resolve("/api/v1/payment/success"));
        return new MomoClient(settings, MomoKeys.fixed(credentials), new java.security.SecureRandom());
    }

    private Created create() {
        return client.create(ORDER, AMOUNT, "Ghế F12, F13", Duration.ofMinutes(5), TIMEOUT);
    }

    private Status query() {
        return client.query(ORDER, TIMEOUT);
    }

    private String paid() {
        create();
        return Long.toString(momo.approve(ORDER.value(), Approval.of(0, Duration.ZERO))
                .order()
                .transId());
    }

    private Refunded refund(String transId, String refundId) {
        return refund(transId, refundId, AMOUNT.amount());
    }

    private Refunded refund(String transId, String refundId, long amount) {
        return client.refund(ORDER.value(), transId, new Vnd(amount), refundId, TIMEOUT);
    }

    private List<Long> refundedAmounts() {
        return momo.refunds().stream()
                .filter(MomoRefund::isDone)
                .map(MomoRefund::amount)
                .toList();
    }

    private long pendingDeliveries() {
        return momo.deliveries().stream()
                .filter(delivery -> delivery.status() == MomoDelivery.PENDING)
                .count();
    }

    private String nextNotification() throws InterruptedException {
        return Optional.ofNullable(received.poll(10, TimeUnit.SECONDS)).orElse("no notification");
    }

    private HttpResponse<String> post(String path, String body, String accept) {
        HttpRequest.Builder request = http.request(path).POST(BodyPublishers.ofString(body));
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        return http.send(request);
    }
}
