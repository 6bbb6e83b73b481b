package io.seatline.domain.payment;

import static io.seatline.domain.payment.RefundState.FAILED;
import static io.seatline.domain.payment.RefundState.PENDING;
import static io.seatline.domain.payment.RefundState.SUCCEEDED;

import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.seating.SeatNumber;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A refund of a captured payment, in full or in part. Each method that changes it returns the next version, with the next
 * deadline.
 *
 * @param seats the seats that are returned for it; empty for a payment that got no seats
 * @param admitted those of the seats for which somebody had been let in
 * @param by the member of staff who requested it; empty if the customer or Seatline did
 * @param handled who of the staff last tried it again or paid it by hand, and when; empty if nobody did
 * @param note what support wrote about a refund by hand; empty otherwise
 * @param tries the number of the current or last try at MoMo, which has ids of its own there
 * @param endedAt when it last succeeded or failed
 */
@RecordBuilder
public record Refund(
        RefundId id,
        Vnd amount,
        List<SeatNumber> seats,
        List<SeatNumber> admitted,
        Reason reason,
        Method method,
        Optional<StaffId> by,
        Optional<StaffAction> handled,
        String note,
        RefundState state,
        int tries,
        Instant requestedAt,
        Optional<Instant> endedAt,
        Optional<Deadline> deadline) {

    /** Why the payment is refunded. */
    public enum Reason {
        /** The payment arrived after its booking had ended, and the seats were not available any more. */
        LATE_PAYMENT,
        /** The booking was already paid. */
        DUPLICATE_PAYMENT,
        /** The customer returned seats. */
        CUSTOMER,
        /** Support refunded seats or stray money. */
        SUPPORT,
        /** The cinema cancelled the show. */
        SHOW_CANCELLED
    }

    /** How the money is refunded. */
    public enum Method {
        /** Seatline requests the refund from MoMo. */
        MOMO,
        /** Staff paid the money back, for example by bank transfer; Seatline only records that. */
        BY_HAND
    }

    public Refund {
        seats = List.copyOf(seats);
        admitted = List.copyOf(admitted);
    }

    /** A refund to request from MoMo. */
    static Refund pending(RefundId id, Vnd amount, Reason reason, Instant now) {
        return RefundBuilder.builder()
                .id(id)
                .amount(amount)
                .seats(List.of())
                .admitted(List.of())
                .reason(reason)
                .method(Method.MOMO)
                .note("")
                .state(PENDING)
                .tries(1)
                .requestedAt(now)
                .deadline(Optional.of(retryAt(now)))
                .build();
    }

    /** The payment whose money it is. */
    public PaymentId payment() {
        return id.payment();
    }

    /** The order id and request id at MoMo of the current try. */
    public String atMomo() {
        return id.atMomo(tries);
    }

    /** Names the returned seats, and those of them for which somebody had been let in. */
    public Refund forSeats(List<SeatNumber> returned, List<SeatNumber> entered) {
        return change().seats(returned).admitted(entered).build();
    }

    /** Names who requested it. */
    public Refund requestedBy(Optional<StaffId> staff) {
        return change().by(staff).build();
    }

    /** Postpones it because MoMo asked to try again later (1080). The next try has other ids at MoMo. */
    public Refund paused(Instant now) {
        return change().tries(tries + 1)
                .deadline(Optional.of(new Deadline(Deadline.Kind.REFUND, now.plus(Policies.REFUND_PAUSE))))
                .build();
    }

    /** Records that MoMo made it. */
    public Refund succeeded(Instant now) {
        return ended(SUCCEEDED, now).build();
    }

    /** Records that staff paid the money back, and what they wrote about it. */
    public Refund paidByHand(StaffId staff, String what, Instant now) {
        return ended(SUCCEEDED, now)
                .method(Method.BY_HAND)
                .handled(Optional.of(new StaffAction(staff, now)))
                .note(what)
                .build();
    }

    /** Records that MoMo refused it and will not accept it later. */
    public Refund failed(Instant now) {
        return ended(FAILED, now).build();
    }

    /** Tries a failed refund again as staff decided, with other ids at MoMo. */
    public Refund retried(StaffId staff, Instant now) {
        return change().state(exitTo(PENDING))
                .handled(Optional.of(new StaffAction(staff, now)))
                .tries(tries + 1)
                .deadline(Optional.of(retryAt(now)))
                .build();
    }

    private static Deadline retryAt(Instant now) {
        return new Deadline(Deadline.Kind.REFUND, now.plus(Policies.REFUND_RETRY));
    }

    private RefundBuilder ended(RefundState end, Instant now) {
        return change().state(exitTo(end)).endedAt(Optional.of(now)).deadline(Optional.empty());
    }

    private RefundState exitTo(RefundState next) {
        if (!state.exits().contains(next)) {
            throw new IllegalStateException("refund " + id + " cannot go from " + state + " to " + next);
        }
        return next;
    }

    private RefundBuilder change() {
        return RefundBuilder.builder(this);
    }
}
