package io.seatline.local.momo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.seatline.local.momo.MomoFaults.Fault;
import io.seatline.local.momo.MomoSimulator.Approval;
import io.seatline.local.momo.MomoSimulator.Call;
import io.seatline.local.momo.MomoSimulator.Outcome;
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

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A malformed request of a script; the message names the field. */
    private static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        Bad(String message) {
            super(message, null, false, false);
        }
    }

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
        config.routes.post("/pay/{order}/decline", http -> finish(http, momo.decline(http.pathParam("order"))));
        config.routes.exception(Bad.class, (bad, http) -> problem(http, 400, bad.getMessage()));
        config.routes.exception(
                NoSuchElementException.class, (missing, http) -> problem(http, 404, missing.getMessage()));
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

    private void approve(Context http) throws Bad {
        JsonNode request = optionalJson(http);
        Approval approval;
        try {
            approval = new Approval(
                    Math.clamp(number(request, "notify").orElse(1L), -1, 4),
                    Duration.ofSeconds(number(request, "delay_seconds").orElse(0L)),
                    number(request, "amount"),
                    Optional.ofNullable(request.path("order_id").textValue()));
        } catch (IllegalArgumentException e) {
            throw new Bad(e.getMessage());
        }
        finish(http, momo.approve(http.pathParam("order"), approval));
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

    private void setFaults(Context http) throws Bad {
        Map<Call, Optional<Fault>> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : json(http.body()).properties()) {
            Call call =
                    switch (field.getKey()) {
                        case "create" -> Call.CREATE;
                        case "query" -> Call.QUERY;
                        case "refund" -> Call.REFUND;
                        default -> throw new Bad(field.getKey() + " is none of create, query, refund");
                    };
            wanted.put(call, fault(call, field.getValue()));
        }
        wanted.forEach((call, fault) -> {
            Set<Call> calls = EnumSet.of(call);
            fault.ifPresentOrElse(f -> faults.set(calls, f), () -> faults.clear(calls));
        });
        http.status(204);
    }

    private static Optional<Fault> fault(Call call, JsonNode request) throws Bad {
        String name = call.name().toLowerCase(Locale.ROOT);
        if (request.isObject()) {
            long code = number(request, "code").orElseThrow(() -> new Bad(name + ".code is missing"));
            long times = number(request, "times").orElse(1L);
            if (times < 1 || times > Integer.MAX_VALUE || code > Integer.MAX_VALUE) {
                throw new Bad(name + " needs a code, and times of at least 1");
            }
            return Optional.of(new Fault.Code((int) code, (int) times));
        }
        return switch (request.asText()) {
            case "processing" -> {
                if (call != Call.QUERY) {
                    throw new Bad(name + " cannot be " + request);
                }
                yield Optional.of(new Fault.Processing());
            }
            case "ok" -> Optional.empty();
            case "silent" -> Optional.of(new Fault.NoAnswer());
            case "unanswered" -> Optional.of(new Fault.Unanswered());
            default ->
                throw new Bad(name + " cannot be " + request + ", only \"ok\", \"silent\", \"unanswered\", for query"
                        + " \"processing\", or {\"code\":1080,\"times\":2}");
        };
    }

    private void books(Context http) {
        ObjectNode body = JSON.createObjectNode();
        body.set("orders", JSON.valueToTree(momo.orders()));
        body.set("refunds", JSON.valueToTree(momo.refunds()));
        body.set("deliveries", JSON.valueToTree(momo.deliveries()));
        json(http, 200, body);
    }

    /** The body as JSON; an empty object if there is none or it is the page's form. */
    private static JsonNode optionalJson(Context http) throws Bad {
        String body = http.body();
        if (body.isBlank() || (http.isFormUrlencoded() && !body.strip().startsWith("{"))) {
            return JSON.createObjectNode();
        }
        return json(body);
    }

    private static JsonNode json(String body) throws Bad {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Bad("the body is not JSON");
        }
        if (!json.isObject()) {
            throw new Bad("the body must be a JSON object");
        }
        return json;
    }

    private static Optional<Long> number(JsonNode request, String field) throws Bad {
        JsonNode value = request.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Bad(field + " must be a whole number");
        }
        return Optional.of(value.longValue());
    }

    private static void problem(Context http, int status, String detail) {
        json(http, status, JSON.createObjectNode().put("status", status).put("detail", detail));
    }

    private static void json(Context http, int status, ObjectNode body) {
        http.status(status).contentType("application/json; charset=utf-8").result(body.toString());
    }
}
