package io.seatline.usecase.refund;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.BookedShow;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.Admission;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.Writes;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Refunds all or some seats of a paid booking, and releases them in the same transaction. */
public final class RequestRefund {
    private final Ledger ledger;
    private final Predicate<ShowId> cancelled;
    private final InstantSource clock;

    /**
     * Creates the use case.
     *
     * @param cancelled whether a show is cancelled, read consistently
     */
    public RequestRefund(Ledger ledger, Predicate<ShowId> cancelled, InstantSource clock) {
        this.ledger = ledger;
        this.cancelled = cancelled;
        this.clock = clock;
    }

    /** The outcome of a request. */
    public sealed interface Result {
        /** The booking's current state: the refund is created, now or by an earlier request. */
        record Current(CustomerBooking customerBooking) implements Result {}

        /** The booking does not exist, or belongs to another customer. */
        record NotFound() implements Result {}

        /** The booking never had these seats. */
        record UnknownSeats(List<ShowSeat> seats) implements Result {}

        /** The request is refused for this reason. */
        record Refused(Reason reason) implements Result {}
    }

    /** The reason why a request is refused. */
    public enum Reason {
        /** The booking is not paid. */
        NOT_PAID,
        /** MoMo is processing a refund; paying it by hand, too, could return the money twice. */
        REFUND_IN_PROGRESS,
        /** The seats are already refunded. */
        ALREADY_REFUNDED,
        /** The booking's refund failed and has a support case; continue there. */
        HAS_CASE,
        /** Somebody was let in for one of the seats. */
        ADMITTED,
        /** The booking was paid in cash, so that only staff can pay the money back. */
        PAID_IN_CASH,
        /** The cinema does not let customers return seats. */
        NO_POLICY,
        /** The show is cancelled, so that the customer gets the full price without a fee. */
        SHOW_CANCELLED,
        /** The time until which customers may return seats has passed. */
        TOO_LATE,
        /** The amount after the fee is less than MoMo refunds. */
        TOO_SMALL
    }

    /** Why and how seats are refunded, and to which state their claims move. */
    private record Order(
            Refund.Reason reason,
            int feePercent,
            Optional<StaffId> by,
            Optional<String> byHand,
            AdmittedSeats admitted) {
        boolean releases() {
            return reason != Refund.Reason.SHOW_CANCELLED;
        }
    }

    /** What to do if somebody was let in for one of the seats. */
    public enum AdmittedSeats {
        /** Nothing is refunded. */
        REFUSE,
        /** They are refunded too, and the refund records it. */
        REFUND
    }

    private static final Order OF_CANCELLED_SHOW =
            new Order(Refund.Reason.SHOW_CANCELLED, 0, Optional.empty(), Optional.empty(), AdmittedSeats.REFUND);

    /**
     * Refunds seats for support, at any time and without a fee. Seats that are already refunded are left alone.
     *
     * @param some the seats; all that the booking keeps if empty
     * @param byHand what support wrote about having paid the money back; empty if MoMo makes the refund
     */
    public Result bySupport(
            BookingId id, Optional<List<ShowSeat>> some, StaffId by, Optional<String> byHand, AdmittedSeats admitted) {
        Order order = new Order(Refund.Reason.SUPPORT, 0, Optional.of(by), byHand, admitted);
        return OptimisticRetry.repeat("refunding booking " + id, () -> {
            Optional<BookingDetails> details = ledger.details(id);
            if (details.isEmpty()) {
                return Optional.of(new Result.NotFound());
            }
            Optional<Reason> refusal =
                    switch (details.get().booking().state()) {
                        case IN_BOOKING, BLOCKED, EXPIRED, CANCELLED -> Optional.of(Reason.NOT_PAID);
                        case REFUND_PENDING ->
                            byHand.isPresent() ? Optional.of(Reason.REFUND_IN_PROGRESS) : Optional.empty();
                        case REFUNDED -> Optional.of(Reason.ALREADY_REFUNDED);
                        case REFUND_FAILED -> Optional.of(Reason.HAS_CASE);
                        case PAID ->
                            byHand.isEmpty() && paidInCash(details.get())
                                    ? Optional.of(Reason.PAID_IN_CASH)
                                    : Optional.empty();
                    };
            return refusal.or(() -> byHand.flatMap(note -> alreadyReturned(details.get(), some, note)))
                    .<Optional<Result>>map(reason -> Optional.of(new Result.Refused(reason)))
                    .orElseGet(() -> refund(details.get(), some, order, Optional.empty()));
        });
    }

    /**
     * Refuses to record by hand what is refunded otherwise: support must not believe that its payment is recorded.
     * A repeat with the same note is no other payment.
     */
    private static Optional<Reason> alreadyReturned(
            BookingDetails details, Optional<List<ShowSeat>> some, String note) {
        return details.refunds().stream()
                .filter(refund ->
                        refund.method() == Refund.Method.MOMO || !refund.note().equals(note))
                .filter(refund -> some.isPresent() || refund.state() != RefundState.SUCCEEDED)
                .filter(refund -> refund.seats().stream()
                        .anyMatch(seat -> some.isEmpty()
                                || some.get()
                                        .contains(new ShowSeat(details.booking().show(), seat))))
                .map(refund -> switch (refund.state()) {
                    case PENDING -> Reason.REFUND_IN_PROGRESS;
                    case FAILED -> Reason.HAS_CASE;
                    case SUCCEEDED -> Reason.ALREADY_REFUNDED;
                })
                .findFirst();
    }

    /** Refunds seats for their customer, under the terms on which they were booked. */
    public Result byCustomer(CustomerId customer, BookingId id, Optional<List<ShowSeat>> some) {
        return OptimisticRetry.repeat("refunding booking " + id, () -> {
            Optional<BookingDetails> found =
                    ledger.details(id).filter(d -> d.booking().isOf(customer));
            if (found.isEmpty()) {
                return Optional.of(new Result.NotFound());
            }
            Booking booking = found.get().booking();
            if (booking.paidBy().isEmpty()) {
                return Optional.of(new Result.Refused(Reason.NOT_PAID));
            }
            BookedShow show = booking.bookedShow();
            if (show.refunds().isEmpty()) {
                return Optional.of(new Result.Refused(Reason.NO_POLICY));
            }
            int fee = show.refunds().get().feePercent();
            Order order =
                    new Order(Refund.Reason.CUSTOMER, fee, Optional.empty(), Optional.empty(), AdmittedSeats.REFUSE);
            return refund(found.get(), some, order, refusal(show));
        });
    }

    private Optional<Reason> refusal(BookedShow show) {
        if (cancelled.test(show.id())) {
            return Optional.of(Reason.SHOW_CANCELLED);
        }
        return Optional.of(Reason.TOO_LATE)
                .filter(_ -> clock.instant().isAfter(show.refundableUntil().orElseThrow()));
    }

    /**
     * Refunds what a paid booking keeps because its show is cancelled. Its seats are blocked, not released.
     *
     * @param others writes of the same transaction
     * @return whether it is committed; false if the booking keeps no seat or another write came first
     */
    public boolean forCancelledShow(BookingId id, Write... others) {
        return ledger.details(id)
                .filter(details -> details.booking().state() == BookingState.PAID)
                .flatMap(details -> {
                    Booking booking = details.booking();
                    Vnd amount = booking.price(booking.seats());
                    return commit(details, booking.seats(), amount, OF_CANCELLED_SHOW, List.of(others));
                })
                .isPresent();
    }

    private static boolean paidInCash(BookingDetails details) {
        return details.booking()
                .paidBy()
                .flatMap(details::payment)
                .filter(payment -> payment.provider() == Payment.Provider.CASH)
                .isPresent();
    }

    /** Refunds those of the seats that the booking keeps, unless refused. A repeated request keeps none of them. */
    private Optional<Result> refund(
            BookingDetails details, Optional<List<ShowSeat>> some, Order order, Optional<Reason> refusal) {
        Booking booking = details.booking();
        List<ShowSeat> unknown = some.orElse(List.of()).stream()
                .filter(seat -> !seat.show().equals(booking.show())
                        || !booking.allSeats().contains(seat.seat()))
                .toList();
        if (!unknown.isEmpty()) {
            return Optional.of(new Result.UnknownSeats(unknown));
        }
        List<SeatNumber> seats = booking.seats().stream()
                .filter(seat -> some.isEmpty() || some.get().contains(new ShowSeat(booking.show(), seat)))
                .toList();
        if (booking.state() != BookingState.PAID || seats.isEmpty()) {
            return Optional.of(new Result.Current(CustomerBooking.of(details)));
        }
        if (refusal.isPresent()) {
            return Optional.of(new Result.Refused(refusal.get()));
        }
        if (!details.admitted(seats).isEmpty() && order.admitted() == AdmittedSeats.REFUSE) {
            return Optional.of(new Result.Refused(Reason.ADMITTED));
        }
        Vnd price = booking.price(seats);
        Vnd amount = price.minus(price.percent(order.feePercent()));
        if (order.feePercent() > 0 && amount.amount() < Policies.MIN_REFUND) {
            return Optional.of(new Result.Refused(Reason.TOO_SMALL));
        }
        return commit(details, seats, amount, order, List.of());
    }

    private Optional<Result> commit(
            BookingDetails details, List<SeatNumber> seats, Vnd amount, Order order, List<Write> others) {
        Instant now = clock.instant();
        Booking booking = details.booking();
        Payment payment = details.payment(booking.paidBy().orElseThrow()).orElseThrow();
        if (!payment.canRefund(amount)) {
            // It was read before or after another change of the booking.
            return Optional.empty();
        }
        Payment next = payment.refunding(amount);
        Refund pending = next.newRefund(amount, order.reason(), now)
                .forSeats(seats, details.admitted(seats))
                .requestedBy(order.by());
        Refund refund = order.byHand()
                .map(note -> pending.paidByHand(order.by().orElseThrow(), note, now))
                .orElse(pending);
        Booking returned = booking.returned(seats, details.with(refund), now, order.by());
        Booking after = order.releases() ? returned.released(now) : returned;
        SeatClaim to = order.releases() ? new SeatClaim.Released(booking.id()) : new SeatClaim.Blocked(booking.id());
        List<Write> writes = new ArrayList<>(others);
        writes.addAll(moveSold(details, seats, to, now));
        writes.addAll(Writes.refund(details, payment, next, refund, after));
        return ledger.commit(writes).isDone()
                ? Optional.of(new Result.Current(new CustomerBooking(after, Optional.of(next), details.with(refund))))
                : Optional.empty();
    }

    /**
     * Moves the claims of the seats. Until the show ends, all of them exist, so they are not read: a read during the
     * transaction that sells the seats may miss one. After the show, DynamoDB deletes claims, so only those that still
     * exist are moved. Each must still be admitted, or not, as the details say: a refund and an admission exclude each
     * other.
     */
    private List<Write> moveSold(BookingDetails details, List<SeatNumber> seats, SeatClaim to, Instant now) {
        Booking booking = details.booking();
        Collection<SeatNumber> claimed = now.isBefore(booking.bookedShow().endsAt())
                ? seats
                : ledger.claims(booking.show()).keySet();
        return seats.stream()
                .filter(claimed::contains)
                .<Write>map(seat -> new Write.MoveClaim(
                        booking.show(),
                        seat,
                        new SeatClaim.Sold(booking.id(), details.admission(seat).map(Admission::onClaim)),
                        to))
                .toList();
    }
}
