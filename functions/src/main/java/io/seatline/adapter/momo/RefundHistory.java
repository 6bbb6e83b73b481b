package io.seatline.adapter.momo;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
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
         * Whether it may be of the payment whose refund this other one is. Where MoMo captured one order twice, the list
         * has the refunds of both payments: ours tell which they are of, what was returned in MoMo's portal does not.
         */
        boolean mayBeOfThePaymentOf(String otherRefundId) {
            Optional<PaymentId> payment = PaymentId.ofRefund(refundId);
            return payment.isEmpty() || payment.equals(PaymentId.ofRefund(otherRefundId));
        }
    }

    RefundHistory {
        entries = List.copyOf(entries);
    }

    /** Reads the list; nothing where MoMo gives none, or one of another form. */
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
     * What became of a refund that MoMo says it has had before (40, 41).
     *
     * <p>MoMo repeats its first answer where that was final and says 40 where it was not. So a refund that it does not
     * list was turned away for good under this id, and only the next id can succeed. Should it have gone through after
     * all, MoMo refuses the next one with 1081: it never returns more than was paid.
     */
    static Refunded afterDuplicate(Optional<RefundHistory> told, String refundId, Vnd amount) {
        if (told.isEmpty()) {
            return new Refunded.Unsettled("MoMo has had this refund and does not tell what became of it");
        }
        if (told.get().hasReturned(amount, refundId)) {
            return new Refunded.Done();
        }
        List<Entry> ours = told.get().entries.stream()
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
            case PROCESSING, PENDING, DUPLICATE, UNKNOWN_ORDER ->
                new Refunded.Unsettled("MoMo lists this refund with " + code);
        };
    }

    /** What became of a payment that MoMo says is refunded already (1081). */
    static Refunded afterAlreadyRefunded(Optional<RefundHistory> told, String refundId, Vnd amount, int code) {
        if (told.isEmpty()) {
            return new Refunded.Unsettled("MoMo says already refunded and does not tell its refunds");
        }
        return told.get().hasReturned(amount, refundId) ? new Refunded.Done() : new Refunded.Refused(code);
    }

    /** Whether this much of the payment whose refund this is has gone back, in one refund or in several. */
    private boolean hasReturned(Vnd amount, String refundId) {
        return entries.stream()
                        .filter(Entry::isDone)
                        .filter(entry -> entry.mayBeOfThePaymentOf(refundId))
                        .mapToLong(Entry::amount)
                        .sum()
                >= amount.amount();
    }
}
