package io.seatline.adapter.momo;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.adapter.momo.MomoSignature.Message;
import io.seatline.adapter.momo.MomoTransport.Reply;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.usecase.port.PaymentGateway;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls MoMo's gateway over HTTP. Thread-safe.
 *
 * <p>An answer counts only if it is JSON with a result code, has a status 2xx or 4xx and does not name another order.
 * Any other answer counts as no answer, and no answer never means that a payment failed.
 */
public final class MomoClient implements PaymentGateway {
    private static final Logger LOG = LoggerFactory.getLogger(MomoClient.class);
    private static final String LANGUAGE = "vi";
    private static final String WALLET = "captureWallet";

    private final MomoSettings settings;
    private final MomoKeys keys;
    private final RandomGenerator random;

    /**
     * Creates a client.
     *
     * @param keys read for each call, so that a rotated secret takes effect; an exception counts as no answer
     *     from MoMo, because holds must end anyway
     * @param random makes the request ids of queries unique; used by many threads at once
     */
    public MomoClient(MomoSettings settings, MomoKeys keys, RandomGenerator random) {
        this.settings = settings;
        this.keys = keys;
        this.random = random;
    }

    @Override
    public Created create(PaymentId order, Vnd amount, String orderInfo, Duration payableFor, Duration timeout) {
        Map<String, Object> request = new LinkedHashMap<>();
        // MoMo answers a repeated request id with its first answer, links included. So the order id is the request id.
        request.put("requestId", order.value());
        request.put("orderId", order.value());
        request.put("amount", amount.amount());
        request.put("orderInfo", orderInfo);
        request.put("redirectUrl", settings.redirectUrl().toString());
        request.put("ipnUrl", settings.ipnUrl().toString());
        request.put("requestType", WALLET);
        request.put("extraData", "");
        request.put("autoCapture", true);
        request.put("orderExpireTime", wholeMinutes(payableFor));
        return switch (call("create", Message.CREATE, request, timeout)) {
            case Reply.NoResponse none -> new Created.Unavailable(none.why());
            case Reply.Response response
            when response.isAboutAnother(order.value()) -> new Created.Unavailable("MoMo answered for another order");
            case Reply.Response response -> created(order, response);
        };
    }

    private static Created created(PaymentId order, Reply.Response response) {
        int code = response.resultCode();
        return switch (ResultCodes.of(code)) {
            case SUCCESS -> payable(order, response);
            case DUPLICATE -> new Created.AlreadyKnown();
            // MoMo may not repeat the ids of a request that it cannot read.
            case REJECTED, AMOUNT_REFUSED -> new Created.Refused(code);
            default -> new Created.Unavailable("MoMo answered " + code);
        };
    }

    private static Created payable(PaymentId order, Reply.Response response) {
        String payUrl = response.body().path("payUrl").asText("");
        if (!response.isSuccessStatus() || !response.isAbout(order.value()) || !payUrl.startsWith("http")) {
            return new Created.Unavailable("MoMo answered success without the order or a payment page");
        }
        String qrCodeUrl = response.body().path("qrCodeUrl").asText("");
        return new Created.Payable(new PaymentLinks(
                payUrl, qrCodeUrl, response.body().path("deeplink").asText("")));
    }

    /**
     * Returns whole minutes, MoMo's unit, rounded up so that the customer can pay until the last second of the hold.
     */
    static long wholeMinutes(Duration payableFor) {
        return Math.max(1, payableFor.plusMinutes(1).minusNanos(1).toMinutes());
    }

    @Override
    public Status query(PaymentId order, Duration timeout) {
        return switch (queryOrder(order.value(), timeout)) {
            case Reply.NoResponse none -> new Status.NoAnswer(none.why());
            case Reply.Response response -> status(order.value(), response);
        };
    }

    private static Status status(String order, Reply.Response response) {
        int code = response.resultCode();
        return switch (ResultCodes.of(code)) {
            case SUCCESS -> paid(order, response);
            case PROCESSING -> new Status.Processing();
            case FAILED ->
                response.isAbout(order)
                        ? new Status.Failed(code)
                        : new Status.NoAnswer("MoMo answered " + code + " without the order");
            case UNKNOWN_ORDER -> new Status.NotFound();
            default -> new Status.Pending(code);
        };
    }

    private static Status paid(String order, Reply.Response response) {
        OptionalLong transId = number(response.body().path("transId"));
        OptionalLong amount = number(response.body().path("amount"));
        if (!response.isSuccessStatus() || !response.isAbout(order) || transId.isEmpty() || amount.isEmpty()) {
            return new Status.NoAnswer("MoMo answered paid without order, transaction or amount");
        }
        return new Status.Paid(Long.toString(transId.getAsLong()), new Vnd(amount.getAsLong()));
    }

    /**
     * Queries the state of an order. An answer about another order, or that MoMo still processes the query, counts as
     * no answer.
     */
    private Reply queryOrder(String order, Duration timeout) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("requestId", newRequestId());
        request.put("orderId", order);
        Reply reply = call("query", Message.QUERY, request, timeout);
        if (reply instanceof Reply.Response response && response.isAboutAnother(order)) {
            return new Reply.NoResponse("MoMo answered for another order");
        }
        if (reply instanceof Reply.Response response && response.isInFlight()) {
            return new Reply.NoResponse("MoMo is still processing this query");
        }
        return reply;
    }

    /**
     * Returns a new request id for a query. Its length does not depend on the order id, because MoMo allows 50
     * characters.
     */
    private String newRequestId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /**
     * {@inheritDoc}
     *
     * <p>May make two calls, a refund and a query, each with this timeout. A retry makes the query first.
     */
    @Override
    public Refunded refund(String momoOrder, String transId, Vnd amount, String refundId, Duration timeout) {
        OptionalLong transaction = number(transId);
        if (transaction.isEmpty()) {
            return new Refunded.Unsettled("the transaction id is not a number");
        }
        if (!RefundHistory.isRetry(refundId)) {
            return requestRefund(transaction.getAsLong(), amount, refundId, () -> history(momoOrder, timeout), timeout);
        }
        Optional<RefundHistory> history = history(momoOrder, timeout);
        return RefundHistory.beforeRetry(history, refundId, amount)
                .orElseGet(() -> requestRefund(transaction.getAsLong(), amount, refundId, () -> history, timeout));
    }

    private Refunded requestRefund(
            long transId, Vnd amount, String refundId, Supplier<Optional<RefundHistory>> history, Duration timeout) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("requestId", refundId);
        request.put("orderId", refundId);
        request.put("amount", amount.amount());
        request.put("transId", transId);
        request.put("description", "");
        return switch (call("refund", Message.REFUND, request, timeout)) {
            case Reply.NoResponse none -> new Refunded.Unsettled(none.why());
            case Reply.Response response
            when response.isAboutAnother(refundId) -> new Refunded.Unsettled("MoMo answered for another refund");
            case Reply.Response response
            when response.isInFlight() -> new Refunded.Unsettled("MoMo is still processing this refund");
            case Reply.Response response -> refunded(response, amount, refundId, history);
        };
    }

    private static Refunded refunded(
            Reply.Response response, Vnd amount, String refundId, Supplier<Optional<RefundHistory>> history) {
        int code = response.resultCode();
        return switch (ResultCodes.of(code)) {
            case SUCCESS ->
                response.isSuccessStatus() && response.isAbout(refundId)
                        ? new Refunded.Done()
                        : new Refunded.Unsettled("MoMo answered refunded without the refund");
            case DUPLICATE -> RefundHistory.afterDuplicate(history.get(), refundId, amount);
            case REFUND_ALREADY -> RefundHistory.afterAlreadyRefunded(history.get(), refundId, amount, code);
            case REFUND_LATER -> new Refunded.TryLater();
            case FAILED, AMOUNT_REFUSED, REFUND_REFUSED ->
                response.isAbout(refundId)
                        ? new Refunded.Refused(code)
                        : new Refunded.Unsettled("MoMo answered " + code + " without the refund");
            case PROCESSING, PENDING, REJECTED, UNKNOWN_ORDER -> new Refunded.Unsettled("MoMo answered " + code);
        };
    }

    /** Queries the refunds of a payment; empty if MoMo does not return them. */
    private Optional<RefundHistory> history(String momoOrder, Duration timeout) {
        return queryOrder(momoOrder, timeout) instanceof Reply.Response response
                        && response.isSuccessStatus()
                        && response.isAbout(momoOrder)
                ? RefundHistory.in(response.body())
                : Optional.empty();
    }

    private Reply call(String name, Message message, Map<String, Object> request, Duration timeout) {
        Optional<MomoCredentials> known = read(name, keys.known());
        if (known.isEmpty()) {
            return new Reply.NoResponse("MoMo's secret cannot be read");
        }
        Reply reply = call(name, message, request, known.get(), timeout);
        if (!(reply instanceof Reply.Response response)
                || ResultCodes.of(response.resultCode()) != ResultCodes.Meaning.REJECTED) {
            return reply;
        }
        // MoMo did nothing. An operator may have stored another key since the known one was read.
        return read(name, keys.latest())
                .filter(latest -> !latest.equals(known.get()))
                .map(latest -> call(name, message, request, latest, timeout))
                .orElse(reply);
    }

    private static Optional<MomoCredentials> read(String call, Supplier<MomoCredentials> credentials) {
        try {
            return Optional.of(credentials.get());
        } catch (RuntimeException e) {
            LOG.error("MoMo call {} skipped: its secret cannot be read; check MOMO_SECRET_ID", call, e);
            return Optional.empty();
        }
    }

    private Reply call(
            String name, Message message, Map<String, Object> request, MomoCredentials merchant, Duration timeout) {
        Map<String, String> values = new LinkedHashMap<>();
        request.forEach((field, value) -> values.put(field, value.toString()));
        values.put("partnerCode", merchant.partnerCode());
        Map<String, Object> signed = new LinkedHashMap<>(request);
        signed.put("partnerCode", merchant.partnerCode());
        signed.put("lang", LANGUAGE);
        signed.put("signature", MomoSignature.sign(message, values, merchant));
        return MomoTransport.post(settings.call(name), signed, timeout);
    }

    /** Reads a number that MoMo sends as a JSON number or as a text; empty if it is neither, or negative. */
    static OptionalLong number(JsonNode node) {
        return node.isIntegralNumber() || node.isTextual() ? number(node.asText()) : OptionalLong.empty();
    }

    private static OptionalLong number(String text) {
        try {
            long value = Long.parseLong(text);
            return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
