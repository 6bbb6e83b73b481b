package io.seatline.adapter.momo;

import com.fasterxml.jackson.databind.JsonNode;
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
 *
 * <p>An order may have several refunds, and each try of a refund has an id of its own, {@code <refund_id>-<try>}. The
 * result of a refund follows only from the entries of its own tries, never from the total that MoMo has refunded.
 */
record RefundHistory(List<Entry> entries) {
    /** One refund that MoMo lists. */
    record Entry(String tryId, long amount, int resultCode) {
        boolean isTryOfTheRefundOf(String otherTryId) {
            Optional<RefundId> refund = RefundId.ofMomo(tryId);
            return tryId.equals(otherTryId) || (refund.isPresent() && refund.equals(RefundId.ofMomo(otherTryId)));
        }
    }

    RefundHistory {
        entries = List.copyOf(entries);
    }

    /** Whether the refund was requested before under the id of an earlier try. */
    static boolean isRetry(String tryId) {
        return RefundId.ofMomo(tryId).stream()
                .anyMatch(refund -> !refund.atMomo(1).equals(tryId));
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
     * Determines whether the tries so far rule out another one; empty if none of them succeeded or may still succeed.
     * MoMo would accept another try of a partial refund and refund the amount twice, because it refuses only amounts that
     * exceed what is left of the payment.
     */
    static Optional<Refunded> beforeRetry(Optional<RefundHistory> history, String tryId, Vnd amount) {
        return history.map(known -> known.result(tryId, amount))
                .orElse(Optional.of(new Refunded.Unsettled(
                        "MoMo does not list the refunds, and an earlier try may have succeeded")));
    }

    /**
     * Determines the result of a refund that MoMo reports as a duplicate (40, 41).
     *
     * <p>MoMo repeats its first answer if that answer was final, and otherwise answers 40. So a try that MoMo does not
     * list was rejected for good under this id, and only the next try can succeed.
     */
    static Refunded afterDuplicate(Optional<RefundHistory> history, String tryId, Vnd amount) {
        if (history.isEmpty()) {
            return new Refunded.Unsettled("MoMo has seen this refund before and does not return its result");
        }
        return history.get()
                .result(tryId, amount)
                .or(() -> history.get().refusal(tryId))
                .orElseGet(Refunded.TryLater::new);
    }

    /**
     * Determines the result of a refund that MoMo refuses with 1081: the payment is already refunded, or less than the
     * amount is left of it. The refusal is final unless a try of this refund succeeded or may still succeed.
     */
    static Refunded afterAlreadyRefunded(Optional<RefundHistory> history, String tryId, Vnd amount, int code) {
        if (history.isEmpty()) {
            return new Refunded.Unsettled("MoMo answered already refunded and does not list the refunds");
        }
        return history.get().result(tryId, amount).orElseGet(() -> new Refunded.Refused(code));
    }

    /** The result of the refund's tries so far; empty if each one failed for good or is not listed. */
    private Optional<Refunded> result(String tryId, Vnd amount) {
        Optional<Refunded> pending = Optional.empty();
        for (Entry entry : entries) {
            if (!entry.isTryOfTheRefundOf(tryId)) {
                continue;
            }
            switch (ResultCodes.of(entry.resultCode)) {
                case SUCCESS -> {
                    return Optional.of(
                            entry.amount == amount.amount()
                                    ? new Refunded.Done()
                                    : new Refunded.Unsettled("MoMo lists this refund with another amount"));
                }
                case PROCESSING, PENDING, REJECTED, DUPLICATE, UNKNOWN_ORDER ->
                    pending = Optional.of(new Refunded.Unsettled("MoMo lists this refund with " + entry.resultCode));
                case FAILED, AMOUNT_REFUSED, REFUND_LATER, REFUND_ALREADY, REFUND_REFUSED -> {}
            }
        }
        return pending;
    }

    /** The final refusal of this try; empty if MoMo does not list it or asks to retry later. */
    private Optional<Refunded> refusal(String tryId) {
        return entries.stream()
                .filter(entry -> entry.tryId.equals(tryId))
                .map(Entry::resultCode)
                .filter(code -> ResultCodes.of(code) != ResultCodes.Meaning.REFUND_LATER)
                .reduce((_, last) -> last)
                .map(Refunded.Refused::new);
    }
}
