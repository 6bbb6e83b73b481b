package io.seatline.adapter.momo;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.payment.RefundId;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The refunds of one order as MoMo's {@code query} lists them in {@code refundTrans}:
 * {@code [{"orderId","amount","resultCode","transId","createdTime"}]}, {@code orderId} being the refund's own.
 */
record RefundHistory(List<Entry> entries) {

    /** One refund that MoMo lists. */
    record Entry(String refundId, long amount, int resultCode) {
        boolean isDone() {
            return ResultCodes.of(resultCode) == ResultCodes.Meaning.SUCCESS;
        }

        /**
         * Whether this refund may belong to the same payment as another refund. If MoMo captured one order twice, the
         * list contains the refunds of both payments. Seatline's refund ids identify the payment; refunds from MoMo's
         * portal do not, so they may belong to either.
         */
        boolean mayShareThePaymentOf(String otherRefundId) {
            Optional<PaymentId> payment = RefundId.ofMomo(refundId).map(RefundId::payment);
            return payment.isEmpty()
                    || payment.equals(RefundId.ofMomo(otherRefundId).map(RefundId::payment));
        }
    }

    RefundHistory {
        entries = List.copyOf(entries);
    }

    /** Reads the list; empty if the answer has none or an unknown format. */
    static Optional<RefundHistory> in(JsonNode answer) {
        JsonNode list = answer.path("refundTrans");
        if (!list.isArray()) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode item : list) {
            OptionalLong amount = MomoClient.number(item.path("amount"));
            JsonNode code = item.path("resultCode");
            if (!item.path("orderId").isTextual() || amount.isEmpty() || !code.canConvertToInt()) {
                return Optional.empty();
            }
            entries.add(new Entry(item.path("orderId").textValue(), amount.getAsLong(), code.intValue()));
        }
        return Optional.of(new RefundHistory(entries));
    }

    /**
     * Determines the result of a refund that MoMo reports as a duplicate (40, 41).
     *
     * <p>MoMo repeats its first answer if that answer was final, and otherwise answers 40. So a refund that MoMo does
     * not list was rejected for good under this id, and only the next id can succeed. If it did go through after all,
     * MoMo refuses the next one with 1081: it never returns more than was paid.
     */
    static Refunded afterDuplicate(Optional<RefundHistory> history, String refundId, Vnd amount) {
        if (history.isEmpty()) {
            return new Refunded.Unsettled("MoMo has seen this refund before and does not return its result");
        }
        if (history.get().hasRefunded(amount, refundId)) {
            return new Refunded.Done();
        }
        List<Entry> ours = history.get().entries.stream()
                .filter(entry -> entry.refundId.equals(refundId))
                .toList();
        if (ours.isEmpty()) {
            return new Refunded.TryLater();
        }
        int code = ours.getLast().resultCode;
        return switch (ResultCodes.of(code)) {
            case REFUND_LATER -> new Refunded.TryLater();
            case FAILED, REFUND_ALREADY, REFUND_REFUSED -> new Refunded.Refused(code);
            case SUCCESS -> new Refunded.Unsettled("MoMo lists this refund with another amount");
            case PROCESSING, PENDING, REJECTED, DUPLICATE, UNKNOWN_ORDER ->
                new Refunded.Unsettled("MoMo lists this refund with " + code);
        };
    }

    /** Determines the result of a refund whose payment MoMo reports as already refunded (1081). */
    static Refunded afterAlreadyRefunded(Optional<RefundHistory> history, String refundId, Vnd amount, int code) {
        if (history.isEmpty()) {
            return new Refunded.Unsettled("MoMo answered already refunded and does not list the refunds");
        }
        return history.get().hasRefunded(amount, refundId) ? new Refunded.Done() : new Refunded.Refused(code);
    }

    /** Whether at least this amount of the payment was refunded, in one refund or several. */
    private boolean hasRefunded(Vnd amount, String refundId) {
        return entries.stream()
                        .filter(Entry::isDone)
                        .filter(entry -> entry.mayShareThePaymentOf(refundId))
                        .mapToLong(Entry::amount)
                        .sum()
                >= amount.amount();
    }
}
