package io.seatline.local.momo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.momo.MomoRequest.Refusal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * MoMo's three calls. A request is checked in MoMo's order: form (20), partner (11), signature (13), amount (21, 22),
 * request id (40, unless the same request had a final answer, which is repeated), order id (41, 42). Queries are not
 * remembered by request id.
 */
final class MomoGateway {
    private static final int MAX_ORDER_INFO = 255;
    private static final long DEFAULT_EXPIRY_MINUTES = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An HTTP answer. */
    record Answer(int status, ObjectNode body) {}

    /** Processes a valid request. */
    private interface Act {
        Answer on(MomoRequest request) throws Refusal;
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
                request -> once(request, () -> {
                    if (forced.isPresent()) {
                        return plain(request, forced.get());
                    }
                    if (!"captureWallet".equals(request.optional("requestType").orElse(""))) {
                        throw new Refusal(20, "requestType must be captureWallet");
                    }
                    if (request.text("orderInfo").isEmpty()
                            || request.text("orderInfo").length() > MAX_ORDER_INFO) {
                        throw new Refusal(20, "orderInfo must have 1 to " + MAX_ORDER_INFO + " characters");
                    }
                    if (request.text("ipnUrl").isEmpty()
                            || request.text("ipnUrl").contains("?")) {
                        throw new Refusal(20, "ipnUrl must be an address without a query string");
                    }
                    long amount = request.amount();
                    if (books.isOrderIdTaken(request.text("orderId"))) {
                        throw new Refusal(41, "Duplicated orderId.");
                    }
                    return opened(request, amount);
                }));
    }

    private Answer opened(MomoRequest request, long amount) throws Refusal {
        MomoOrder order = books.put(MomoOrderBuilder.builder()
                .orderId(request.text("orderId"))
                .requestId(request.text("requestId"))
                .amount(amount)
                .orderInfo(request.text("orderInfo"))
                .redirectUrl(request.text("redirectUrl"))
                .ipnUrl(request.text("ipnUrl"))
                .extraData(request.text("extraData"))
                .expiresAt(clock.instant().plus(expiry(request)).toEpochMilli())
                .state(MomoOrder.State.WAITING)
                .build());
        String page = base.get().resolve("/pay/" + order.orderId()).toString();
        Answer answer = plain(request, 0);
        answer.body()
                .put("amount", order.amount())
                .put("payUrl", page)
                .put("qrCodeUrl", page)
                .put("deeplink", "momo://app?action=payWithApp&orderId=" + order.orderId());
        return answer;
    }

    private static Duration expiry(MomoRequest request) throws Refusal {
        if (!(request.optional("orderExpireTime").orElse(DEFAULT_EXPIRY_MINUTES) instanceof Long number)
                || number < 1) {
            throw new Refusal(20, "orderExpireTime must be a whole number of minutes");
        }
        return Duration.ofMinutes(number);
    }

    Answer query(String body, Optional<Integer> forced, boolean allProcessing) {
        return answer(body, MomoAccount.QUERY, List.of(), request -> {
            if (forced.isPresent()) {
                return plain(request, forced.get());
            }
            Optional<MomoOrder> found = books.order(request.text("orderId"));
            if (found.isEmpty()) {
                throw new Refusal(42, "Invalid orderId or orderId is not found.");
            }
            MomoOrder order = found.get();
            boolean processing = allProcessing || order.processing();
            Answer answer = plain(request, processing ? 7002 : order.resultCode(clock.millis()));
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
                request -> once(request, () -> {
                    long amount = request.amount();
                    String refundId = request.text("orderId");
                    if (books.isOrderIdTaken(refundId)) {
                        throw new Refusal(41, "Duplicated orderId.");
                    }
                    long payment = request.number("transId");
                    MomoOrder order = books.captured(payment)
                            .orElseThrow(() -> new Refusal(42, "There is no payment with this transId."));
                    // MoMo's code for a refunded payment and for an amount that exceeds what is left of it.
                    int code = amount > books.left(order) ? 1081 : forced.orElse(0);
                    // A refusal without a final result leaves no trace but its request id.
                    if (code != 1081 && (code == 7002 || isFinal(code))) {
                        books.put(new MomoRefund(
                                refundId, order.orderId(), amount, code, books.takeTransId(), clock.millis()));
                    }
                    Answer answer = plain(request, code);
                    answer.body().put("amount", amount).put("transId", payment);
                    return answer;
                }));
    }

    private interface Step {
        Answer take() throws Refusal;
    }

    private Answer once(MomoRequest request, Step step) throws Refusal {
        String requestId = request.text("requestId");
        Optional<MomoBooks.Answered> before = books.answered(requestId);
        if (before.isPresent()) {
            MomoBooks.Answered repeated = before.get();
            if (isFinal(repeated.code()) && repeated.signature().equals(request.text("signature"))) {
                return new Answer(httpStatus(repeated.code()), repeated.body());
            }
            throw new Refusal(40, "Duplicated requestId.");
        }
        Answer answer;
        try {
            answer = step.take();
        } catch (Refusal refusal) {
            answer = refused(request, refusal);
        }
        int code = answer.body().path("resultCode").intValue();
        books.remember(requestId, new MomoBooks.Answered(request.text("signature"), code, answer.body()));
        return answer;
    }

    private Answer answer(String body, List<String> signed, List<String> numbers, Act act) {
        return books.change(() -> {
            MomoRequest request = MomoRequest.UNREAD;
            try {
                request = MomoRequest.read(body);
                request.requireForm(account, signed, numbers);
                return act.on(request);
            } catch (Refusal refusal) {
                return refused(request, refusal);
            }
        });
    }

    private Answer refused(MomoRequest request, Refusal refusal) {
        Answer answer = plain(request, refusal.code());
        answer.body().put("message", refusal.getMessage());
        return answer;
    }

    private Answer plain(MomoRequest request, int code) {
        ObjectNode body = JSON.createObjectNode();
        body.put("partnerCode", account.partnerCode());
        for (String id : List.of("orderId", "requestId")) {
            if (request.optional(id).orElse(null) instanceof String value) {
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
            case 1081 -> "Giao dịch hoàn tiền bị từ chối. Giao dịch thanh toán ban đầu có thể đã được hoàn.";
            case 7000, 7002 -> "Giao dịch đang được xử lý.";
            default -> "Mã kết quả " + code + ".";
        };
    }
}
