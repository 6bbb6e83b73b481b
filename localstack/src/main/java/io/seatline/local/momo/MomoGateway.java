package io.seatline.local.momo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.lambda.json.InvalidField;
import io.seatline.lambda.json.StrictJson;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * MoMo's three calls. A request is checked in MoMo's order: form (20), partner (11), signature (13), amount (21, 22),
 * request id (40, unless the same request had a final answer, which is repeated), order id (41, 42). Queries are not
 * remembered by request id.
 */
final class MomoGateway {
    private static final long MIN_AMOUNT = 1_000;
    private static final long MAX_AMOUNT = 50_000_000;
    private static final int MAX_REQUEST_ID = 50;
    private static final int MAX_ORDER_ID = 64;
    private static final int MAX_ORDER_INFO = 255;
    private static final Pattern ORDER_ID = Pattern.compile("[0-9a-zA-Z]([-_.]*[0-9a-zA-Z]+)*");
    private static final Duration DEFAULT_EXPIRY = Duration.ofMinutes(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An HTTP answer. */
    record Answer(int status, ObjectNode body) {}

    /** A request refused with one of MoMo's codes. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refusal(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    /** Processes a valid request. */
    private interface Act {
        Answer on(Map<String, Object> fields) throws Refusal;
    }

    private final MomoAccount account;
    private final MomoBooks books;
    private final InstantSource clock;
    private final Supplier<URI> base;

    MomoGateway(MomoAccount account, MomoBooks books, InstantSource clock, Supplier<URI> base) {
        this.account = account;
        this.books = books;
        this.clock = clock;
        this.base = base;
    }

    Answer create(String body, Optional<Integer> forced) {
        return answer(
                body,
                MomoAccount.CREATE,
                List.of("amount"),
                fields -> once(fields, () -> {
                    if (forced.isPresent()) {
                        return plain(fields, forced.get());
                    }
                    if (!"captureWallet".equals(fields.get("requestType"))) {
                        throw new Refusal(20, "requestType must be captureWallet");
                    }
                    if (text(fields, "orderInfo").isEmpty()
                            || text(fields, "orderInfo").length() > MAX_ORDER_INFO) {
                        throw new Refusal(20, "orderInfo must have 1 to " + MAX_ORDER_INFO + " characters");
                    }
                    if (text(fields, "ipnUrl").isEmpty()
                            || text(fields, "ipnUrl").contains("?")) {
                        throw new Refusal(20, "ipnUrl must be an address without a query string");
                    }
                    requireAmount(fields);
                    if (books.isOrderIdTaken(text(fields, "orderId"))) {
                        throw new Refusal(41, "Duplicated orderId.");
                    }
                    return opened(fields);
                }));
    }

    private Answer opened(Map<String, Object> fields) throws Refusal {
        MomoOrder order = books.put(new MomoOrder(
                text(fields, "orderId"),
                text(fields, "requestId"),
                (long) fields.get("amount"),
                text(fields, "orderInfo"),
                text(fields, "redirectUrl"),
                text(fields, "ipnUrl"),
                text(fields, "extraData"),
                clock.instant().plus(expiry(fields)).toEpochMilli(),
                MomoOrder.State.WAITING,
                0,
                false));
        String page = base.get().resolve("/pay/" + order.orderId()).toString();
        Answer answer = plain(fields, 0);
        answer.body()
                .put("amount", order.amount())
                .put("payUrl", page)
                .put("qrCodeUrl", page)
                .put("deeplink", "momo://app?action=payWithApp&orderId=" + order.orderId());
        return answer;
    }

    private static Duration expiry(Map<String, Object> fields) throws Refusal {
        Object minutes = fields.get("orderExpireTime");
        if (minutes == null) {
            return DEFAULT_EXPIRY;
        }
        if (!(minutes instanceof Long number) || number < 1) {
            throw new Refusal(20, "orderExpireTime must be a whole number of minutes");
        }
        return Duration.ofMinutes(number);
    }

    Answer query(String body, Optional<Integer> forced, boolean allProcessing) {
        return answer(body, MomoAccount.QUERY, List.of(), fields -> {
            if (forced.isPresent()) {
                return plain(fields, forced.get());
            }
            Optional<MomoOrder> found = books.order(text(fields, "orderId"));
            if (found.isEmpty()) {
                throw new Refusal(42, "Invalid orderId or orderId is not found.");
            }
            MomoOrder order = found.get();
            boolean processing = allProcessing || order.processing();
            Answer answer = plain(fields, processing ? 7002 : order.resultCode(clock.millis()));
            answer.body()
                    .put("amount", order.amount())
                    .put("transId", processing ? 0 : order.transId())
                    .put("extraData", order.extraData())
                    .put("payType", order.state() == MomoOrder.State.CAPTURED && !processing ? "qr" : "")
                    .put("paymentOption", "momo");
            ArrayNode refunds = answer.body().putArray("refundTrans");
            for (MomoRefund refund : books.refundsOf(order.orderId())) {
                refunds.addObject()
                        .put("orderId", refund.refundId())
                        .put("amount", refund.amount())
                        .put("resultCode", refund.resultCode())
                        .put("transId", refund.transId())
                        .put("createdTime", refund.createdTime());
            }
            return answer;
        });
    }

    Answer refund(String body, Optional<Integer> forced) {
        return answer(
                body,
                MomoAccount.REFUND,
                List.of("amount", "transId"),
                fields -> once(fields, () -> {
                    requireAmount(fields);
                    String refundId = text(fields, "orderId");
                    if (books.isOrderIdTaken(refundId)) {
                        throw new Refusal(41, "Duplicated orderId.");
                    }
                    MomoOrder order = books.captured((long) fields.get("transId"))
                            .orElseThrow(() -> new Refusal(42, "There is no payment with this transId."));
                    long amount = (long) fields.get("amount");
                    long left = order.amount()
                            - books.refundsOf(order.orderId()).stream()
                                    .filter(r -> r.resultCode() == 0 || r.resultCode() == 7002)
                                    .mapToLong(MomoRefund::amount)
                                    .sum();
                    int code = forced.orElse(amount > left ? 1081 : 0);
                    // A refusal without a final result leaves no trace but its request id.
                    if (code != 1081 && (code == 7002 || isFinal(code))) {
                        books.add(new MomoRefund(
                                refundId, order.orderId(), amount, code, books.takeTransId(), clock.millis()));
                    }
                    Answer answer = plain(fields, code);
                    answer.body().put("amount", amount).put("transId", (long) fields.get("transId"));
                    return answer;
                }));
    }

    private static void requireAmount(Map<String, Object> fields) throws Refusal {
        long amount = (long) fields.get("amount");
        if (amount < MIN_AMOUNT || amount > MAX_AMOUNT) {
            throw new Refusal(22, "The transaction amount is out of range.");
        }
    }

    private interface Step {
        Answer take() throws Refusal;
    }

    private Answer once(Map<String, Object> fields, Step step) throws Refusal {
        String requestId = text(fields, "requestId");
        Optional<MomoBooks.Answered> before = books.answered(requestId);
        if (before.isPresent()) {
            MomoBooks.Answered repeated = before.get();
            if (isFinal(repeated.code()) && repeated.signature().equals(fields.get("signature"))) {
                return new Answer(httpStatus(repeated.code()), repeated.body());
            }
            throw new Refusal(40, "Duplicated requestId.");
        }
        Answer answer;
        try {
            answer = step.take();
        } catch (Refusal refusal) {
            answer = plain(fields, refusal.code);
            answer.body().put("message", refusal.getMessage());
        }
        int code = answer.body().path("resultCode").intValue();
        books.remember(requestId, new MomoBooks.Answered(text(fields, "signature"), code, answer.body()));
        return answer;
    }

    private Answer answer(String body, List<String> signed, List<String> numbers, Act act) {
        Map<String, Object> fields = new LinkedHashMap<>();
        return books.change(() -> {
            try {
                fields.putAll(read(body));
                requireForm(fields, signed, numbers);
                return act.on(fields);
            } catch (Refusal refusal) {
                Answer answer = plain(fields, refusal.code);
                answer.body().put("message", refusal.getMessage());
                return answer;
            }
        });
    }

    private static Map<String, Object> read(String body) throws Refusal {
        JsonNode request;
        try {
            request = StrictJson.parse(body);
        } catch (InvalidField e) {
            throw new Refusal(20, "Bad format request: " + e.getMessage() + ".");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        request.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isTextual()) {
                fields.put(field.getKey(), value.textValue());
            } else if (value.isIntegralNumber() && value.canConvertToLong()) {
                fields.put(field.getKey(), value.longValue());
            }
        });
        return fields;
    }

    private void requireForm(Map<String, Object> fields, List<String> signed, List<String> numbers) throws Refusal {
        for (String field : signed) {
            Object value = fields.get(field);
            if (numbers.contains(field) && !(value instanceof Long)) {
                throw new Refusal(field.equals("amount") ? 21 : 20, field + " must be a whole number");
            }
            if (!numbers.contains(field) && !field.equals("accessKey") && !(value instanceof String)) {
                throw new Refusal(20, field + " must be a text");
            }
        }
        requireId(fields, "orderId", MAX_ORDER_ID);
        requireId(fields, "requestId", MAX_REQUEST_ID);
        if (!(fields.get("lang") instanceof String lang) || !List.of("vi", "en").contains(lang)) {
            throw new Refusal(20, "lang must be vi or en");
        }
        if (!account.partnerCode().equals(fields.get("partnerCode"))) {
            throw new Refusal(11, "Access denied.");
        }
        if (!(fields.get("signature") instanceof String signature) || !account.signed(signed, fields, signature)) {
            throw new Refusal(13, "Merchant authentication failed.");
        }
    }

    private static void requireId(Map<String, Object> fields, String field, int length) throws Refusal {
        String id = text(fields, field);
        boolean formed = field.equals("requestId") || ORDER_ID.matcher(id).matches();
        if (id.isEmpty() || id.length() > length || !formed) {
            throw new Refusal(20, field + " must be an id of 1 to " + length + " characters");
        }
    }

    private static String text(Map<String, Object> fields, String field) {
        return (String) fields.get(field);
    }

    private Answer plain(Map<String, Object> fields, int code) {
        ObjectNode body = JSON.createObjectNode();
        body.put("partnerCode", account.partnerCode());
        for (String id : List.of("orderId", "requestId")) {
            if (fields.get(id) instanceof String value) {
                body.put(id, value);
            }
        }
        body.put("resultCode", code).put("message", message(code)).put("responseTime", clock.millis());
        return new Answer(httpStatus(code), body);
    }

    /** MoMo: "4xx: you did something wrong in the request". */
    private static int httpStatus(int code) {
        return switch (code) {
            case 11, 13, 20, 21, 22, 40, 41, 42 -> 400;
            case 7000 -> 422;
            default -> 200;
        };
    }

    static boolean isFinal(int code) {
        return code == 0 || code == 98 || code == 99 || (code > 1000 && code < 7000);
    }

    static String message(int code) {
        return switch (code) {
            case 0 -> "Thành công.";
            case 1000 -> "Giao dịch đã được khởi tạo, chờ người dùng xác nhận thanh toán.";
            case 1005 -> "Giao dịch thất bại do url hoặc QR code đã hết hạn.";
            case 1006 -> "Giao dịch thất bại do người dùng đã từ chối xác nhận thanh toán.";
            case 1081 -> "Giao dịch hoàn tiền bị từ chối.";
            case 7000, 7002 -> "Giao dịch đang được xử lý.";
            default -> "Mã kết quả " + code + ".";
        };
    }
}
