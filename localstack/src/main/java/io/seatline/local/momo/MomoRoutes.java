package io.seatline.local.momo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.seatline.lambda.json.JsonFields;
import io.seatline.local.momo.MomoFaults.Fault;
import io.seatline.local.momo.MomoSimulator.Approval;
import io.seatline.local.momo.MomoSimulator.Call;
import io.seatline.local.momo.MomoSimulator.Outcome;
import io.seatline.local.web.ScriptRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Serves the simulator over HTTP.
 *
 * <ul>
 *   <li>{@code POST /local/momo/v2/gateway/api/create|query|refund}: MoMo's calls
 *   <li>{@code GET /pay/<order>}: the page; {@code POST /pay/<order>/approve|decline}: the customer's action. A
 *       client that accepts HTML is redirected to the order's redirect address, another gets
 *       {@code {"result_code","message","order_id","trans_id","amount","redirect_url"}}. Approve takes an optional
 *       {@code {"notify":0..3,"delay_seconds":n,"amount":n,"order_id":"…"}}; see {@link Approval}
 *   <li>{@code POST /local/momo/faults}: any of {@code create}, {@code query}, {@code refund}, each {@code "ok"},
 *       {@code "silent"} (nothing done, no answer), {@code "unanswered"} (done, no answer) or
 *       {@code {"code":1080,"times":1}}; {@code query} also {@code "processing"}. Answers 204
 *   <li>{@code GET /local/momo/books}: {@code {"orders","refunds","deliveries"}}, for audits
 * </ul>
 */
final class MomoRoutes {
    /** How long a lost answer keeps its connection; longer than any client waits. */
    private static final long SILENCE_SECONDS = 60;

    private static final long LONGEST_DELAY_SECONDS = 86_400;
    private static final long MOST_VND = 1_000_000_000_000L;
    private static final long MOST_CODE = 99_999;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MomoSimulator momo;
    private final MomoGateway gateway;
    private final MomoFaults faults;

    MomoRoutes(MomoSimulator momo, MomoGateway gateway, MomoFaults faults) {
        this.momo = momo;
        this.gateway = gateway;
        this.faults = faults;
    }

    void register(JavalinConfig config) {
        String api = MomoSimulator.PATH + "/v2/gateway/api/";
        config.routes.post(api + "create", http -> call(http, Call.CREATE));
        config.routes.post(api + "query", http -> call(http, Call.QUERY));
        config.routes.post(api + "refund", http -> call(http, Call.REFUND));
        config.routes.post(MomoSimulator.PATH + "/faults", this::setFaults);
        config.routes.get(MomoSimulator.PATH + "/books", this::books);
        config.routes.get("/pay/{order}", http -> http.html(momo.page(http.pathParam("order"))));
        config.routes.post("/pay/{order}/approve", this::approve);
        config.routes.post("/pay/{order}/decline", this::decline);
        ScriptRequests.register(config);
        config.routes.exception(
                NoSuchElementException.class,
                (missing, http) -> ScriptRequests.problem(
                        http,
                        404,
                        JSON.createObjectNode().put("code", "not_found").put("detail", missing.getMessage())));
    }

    private void call(Context http, Call call) {
        momo.count(call);
        Optional<Fault> fault = faults.next(call);
        if (fault.isPresent() && fault.get() instanceof Fault.NoAnswer) {
            leaveUnanswered(http);
            return;
        }
        Optional<Integer> code = fault.isPresent() && fault.get() instanceof Fault.Code answer
                ? Optional.of(answer.code())
                : Optional.empty();
        boolean processing = fault.isPresent() && fault.get() instanceof Fault.Processing;
        MomoGateway.Answer answer =
                switch (call) {
                    case CREATE -> gateway.create(http.body(), code);
                    case QUERY -> gateway.query(http.body(), code, processing);
                    case REFUND -> gateway.refund(http.body(), code);
                };
        if (fault.isPresent() && fault.get() instanceof Fault.Unanswered) {
            leaveUnanswered(http);
            return;
        }
        json(http, answer.status(), answer.body());
    }

    /** Keeps the connection open without an answer. */
    private static void leaveUnanswered(Context http) {
        http.future(() -> new CompletableFuture<Void>()
                .completeOnTimeout(null, SILENCE_SECONDS, TimeUnit.SECONDS)
                .thenRun(() -> http.status(504)));
    }

    private void approve(Context http) throws IOException {
        JsonFields body = ScriptRequests.optionalFields(http).only("notify", "delay_seconds", "amount", "order_id");
        Approval approval = new Approval(
                Math.toIntExact(body.integer("notify", 0, 3).orElse(1L)),
                Duration.ofSeconds(
                        body.integer("delay_seconds", 0, LONGEST_DELAY_SECONDS).orElse(0L)),
                body.integer("amount", 0, MOST_VND),
                body.parsed("order_id", "an order id of 1 to 64 characters", MomoRoutes::orderId));
        finish(http, momo.approve(http.pathParam("order"), approval));
    }

    private static Optional<String> orderId(String text) {
        return Optional.of(text).filter(id -> !id.isEmpty() && id.length() <= 64);
    }

    private void decline(Context http) throws IOException {
        ScriptRequests.optionalFields(http).only();
        finish(http, momo.decline(http.pathParam("order")));
    }

    private void finish(Context http, Outcome outcome) {
        boolean browser = Optional.ofNullable(http.header("Accept")).orElse("").contains("text/html");
        if (browser) {
            String next = outcome.redirect()
                    .map(Object::toString)
                    .orElse("/pay/" + outcome.order().orderId());
            http.redirect(next, HttpStatus.SEE_OTHER);
            return;
        }
        ObjectNode body = JSON.createObjectNode()
                .put("result_code", outcome.resultCode())
                .put("message", MomoGateway.message(outcome.resultCode()))
                .put("order_id", outcome.order().orderId())
                .put("trans_id", outcome.order().transId())
                .put("amount", outcome.order().amount());
        outcome.redirect().ifPresent(uri -> body.put("redirect_url", uri.toString()));
        json(http, 200, body);
    }

    private void setFaults(Context http) throws IOException {
        JsonFields body = ScriptRequests.optionalFields(http).only("create", "query", "refund");
        Map<Call, Optional<Fault>> wanted = new LinkedHashMap<>();
        for (String name : body.names()) {
            wanted.put(Call.valueOf(name.toUpperCase(Locale.ROOT)), fault(body, name));
        }
        wanted.forEach((call, fault) -> {
            Set<Call> calls = EnumSet.of(call);
            fault.ifPresentOrElse(f -> faults.set(calls, f), () -> faults.clear(calls));
        });
        http.status(204);
    }

    /** The fault that a field sets; empty if it ends the fault. */
    private static Optional<Fault> fault(JsonFields body, String name) {
        Optional<JsonFields> answer = body.object(name);
        if (answer.isPresent()) {
            JsonFields fields = answer.get().only("code", "times");
            long code = fields.required("code", fields.integer("code", 0, MOST_CODE));
            long times = fields.integer("times", 1, Integer.MAX_VALUE).orElse(1L);
            return Optional.of(new Fault.Code((int) code, (int) times));
        }
        boolean query = name.equals("query");
        String what = "\"ok\", \"silent\", \"unanswered\"" + (query ? ", \"processing\"" : "")
                + " or an object such as {\"code\":1080,\"times\":2}";
        return body.required(name, body.parsed(name, what, text -> switch (text) {
            case "ok" -> Optional.of(Optional.empty());
            case "silent" -> Optional.of(Optional.of(new Fault.NoAnswer()));
            case "unanswered" -> Optional.of(Optional.of(new Fault.Unanswered()));
            case "processing" -> query ? Optional.of(Optional.of(new Fault.Processing())) : Optional.empty();
            default -> Optional.empty();
        }));
    }

    private void books(Context http) {
        ObjectNode body = JSON.createObjectNode();
        body.set("orders", JSON.valueToTree(momo.orders()));
        body.set("refunds", JSON.valueToTree(momo.refunds()));
        body.set("deliveries", JSON.valueToTree(momo.deliveries()));
        json(http, 200, body);
    }

    private static void json(Context http, int status, ObjectNode body) {
        http.status(status).contentType("application/json; charset=utf-8").result(body.toString());
    }
}
