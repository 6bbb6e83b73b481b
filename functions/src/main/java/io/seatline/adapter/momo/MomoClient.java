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
 * MoMo's gateway over HTTP. Safe for use by many threads.
 *
 * <p>An answer is believed only where it is an answer to what was asked: JSON with a result code, under a status below
 * 500, not about another order. Everything else is the same as silence, and silence is never a failure of the payment.
 */
public final class MomoClient implements PaymentGateway {
    private static final Logger LOG = LoggerFactory.getLogger(MomoClient.class);
    private static final String LANGUAGE = "vi";
    private static final String WALLET = "captureWallet";

    private final MomoSettings settings;
    private final Supplier<MomoCredentials> credentials;
    private final RandomGenerator random;

    /**
     * @param credentials asked at each call, so that a rotated secret is taken up; where it throws, MoMo cannot be asked,
     *     which is the same as silence: holds must end all the same
     * @param random makes the request ids of queries differ; used by many threads at once
     */
    public MomoClient(MomoSettings settings, Supplier<MomoCredentials> credentials, RandomGenerator random) {
        this.settings = settings;
        this.credentials = credentials;
        this.random = random;
    }

    @Override
    public Created create(PaymentId order, Vnd amount, String orderInfo, Duration payableFor, Duration timeout) {
        Map<String, Object> request = new LinkedHashMap<>();
        // The order's own id: MoMo answers a repeated request id with what it answered first, links included.
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
            case Reply.None none -> new Created.Unavailable(none.why());
            case Reply.Told told
            when told.isAboutAnother(order.value()) -> new Created.Unavailable("MoMo answered for another order");
            case Reply.Told told -> created(order, told);
        };
    }

    private static Created created(PaymentId order, Reply.Told told) {
        return switch (ResultCodes.of(told.resultCode())) {
            case SUCCESS -> payable(order, told);
            case DUPLICATE -> new Created.AlreadyKnown();
            default -> new Created.Unavailable("MoMo answered " + told.resultCode());
        };
    }

    private static Created payable(PaymentId order, Reply.Told told) {
        String payUrl = told.body().path("payUrl").asText("");
        if (!told.isSuccessStatus() || !told.isAbout(order.value()) || !payUrl.startsWith("http")) {
            return new Created.Unavailable("MoMo's answer names no order or no page to pay on");
        }
        String qrCodeUrl = told.body().path("qrCodeUrl").asText("");
        return new Created.Payable(
                new PaymentLinks(payUrl, qrCodeUrl, told.body().path("deeplink").asText("")));
    }

    /** MoMo counts in minutes; rounded up, because the customer must be able to pay until the hold's last second. */
    static long wholeMinutes(Duration payableFor) {
        return Math.max(1, payableFor.plusMinutes(1).minusNanos(1).toMinutes());
    }

    @Override
    public Status query(PaymentId order, Duration timeout) {
        return switch (ask(order.value(), timeout)) {
            case Reply.None none -> new Status.NoAnswer(none.why());
            case Reply.Told told -> status(order.value(), told);
        };
    }

    private static Status status(String order, Reply.Told told) {
        int code = told.resultCode();
        return switch (ResultCodes.of(code)) {
            case SUCCESS -> paid(order, told);
            case PROCESSING -> new Status.Processing();
            case FAILED ->
                told.isAbout(order)
                        ? new Status.Failed(code)
                        : new Status.NoAnswer("MoMo says " + code + " without naming the order");
            case UNKNOWN_ORDER -> new Status.NotFound();
            default -> new Status.Pending(code);
        };
    }

    private static Status paid(String order, Reply.Told told) {
        OptionalLong transId = number(told.body().path("transId"));
        OptionalLong amount = number(told.body().path("amount"));
        if (!told.isSuccessStatus() || !told.isAbout(order) || transId.isEmpty() || amount.isEmpty()) {
            return new Status.NoAnswer("MoMo says paid without naming order, transaction and amount");
        }
        return new Status.Paid(Long.toString(transId.getAsLong()), new Vnd(amount.getAsLong()));
    }

    /** Asks MoMo how an order stands; an answer that is about another order, or about the asking itself, is none. */
    private Reply ask(String order, Duration timeout) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("requestId", queryId());
        request.put("orderId", order);
        Reply reply = call("query", Message.QUERY, request, timeout);
        if (reply instanceof Reply.Told told && told.isAboutAnother(order)) {
            return new Reply.None("MoMo answered for another order");
        }
        if (reply instanceof Reply.Told told && told.isInFlight()) {
            return new Reply.None("MoMo still works on this query");
        }
        return reply;
    }

    /** Fresh at each call, and of one length whatever the order's id: MoMo takes 50 characters. */
    private String queryId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /**
     * {@inheritDoc}
     *
     * <p>May make two calls (a refund and a query), each with this timeout.
     */
    @Override
    public Refunded refund(String momoOrder, String transId, Vnd amount, String refundId, Duration timeout) {
        OptionalLong transaction = number(transId);
        if (transaction.isEmpty()) {
            return new Refunded.Unsettled("MoMo's transaction number is no number");
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("requestId", refundId);
        request.put("orderId", refundId);
        request.put("amount", amount.amount());
        request.put("transId", transaction.getAsLong());
        request.put("description", "");
        return switch (call("refund", Message.REFUND, request, timeout)) {
            case Reply.None none -> new Refunded.Unsettled(none.why());
            case Reply.Told told
            when told.isAboutAnother(refundId) -> new Refunded.Unsettled("MoMo answered for another refund");
            case Reply.Told told when told.isInFlight() -> new Refunded.Unsettled("MoMo still works on this refund");
            case Reply.Told told -> refunded(told, momoOrder, amount, refundId, timeout);
        };
    }

    private Refunded refunded(Reply.Told told, String momoOrder, Vnd amount, String refundId, Duration timeout) {
        int code = told.resultCode();
        return switch (ResultCodes.of(code)) {
            case SUCCESS ->
                told.isSuccessStatus() && told.isAbout(refundId)
                        ? new Refunded.Done()
                        : new Refunded.Unsettled("MoMo says refunded without naming the refund");
            case DUPLICATE -> RefundHistory.afterDuplicate(history(momoOrder, timeout), refundId, amount);
            case REFUND_ALREADY ->
                RefundHistory.afterAlreadyRefunded(history(momoOrder, timeout), refundId, amount, code);
            case REFUND_LATER -> new Refunded.TryLater();
            case FAILED, REFUND_REFUSED ->
                told.isAbout(refundId)
                        ? new Refunded.Refused(code)
                        : new Refunded.Unsettled("MoMo says " + code + " without naming the refund");
            case PROCESSING, PENDING, UNKNOWN_ORDER -> new Refunded.Unsettled("MoMo answered " + code);
        };
    }

    /** The refunds that MoMo lists for a payment; nothing where it does not tell. */
    private Optional<RefundHistory> history(String momoOrder, Duration timeout) {
        return ask(momoOrder, timeout) instanceof Reply.Told told && told.isSuccessStatus() && told.isAbout(momoOrder)
                ? RefundHistory.in(told.body())
                : Optional.empty();
    }

    private Reply call(String name, Message message, Map<String, Object> request, Duration timeout) {
        MomoCredentials ours;
        try {
            ours = credentials.get();
        } catch (RuntimeException e) {
            LOG.error("MoMo is not asked to {}: its secret cannot be read", name, e);
            return new Reply.None("MoMo's secret cannot be read");
        }
        request.put("partnerCode", ours.partnerCode());
        Map<String, String> values = new LinkedHashMap<>();
        request.forEach((field, value) -> values.put(field, value.toString()));
        request.put("lang", LANGUAGE);
        request.put("signature", MomoSignature.sign(message, values, ours));
        return MomoTransport.post(settings.call(name), request, timeout);
    }

    /** MoMo writes numbers now as numbers, now as texts. Nothing where it is neither or negative. */
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
