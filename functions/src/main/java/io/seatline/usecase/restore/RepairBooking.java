package io.seatline.usecase.restore;

import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.booking.HoldEnd;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentBuilder;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds contradictions between a booking, its payments and its refunds. Money decides: a captured payment counts although
 * the booking does not name it, and a refund although its payment does not count it. What MoMo still knows is left to the
 * poll of an open payment.
 */
final class RepairBooking {
    private final Ledger ledger;
    private final Waitlist waitlist;
    private final BookingDetails details;
    private final Booking booking;
    private final Instant now;

    RepairBooking(Ledger ledger, Waitlist waitlist, BookingDetails details, Instant now) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.details = details;
        this.now = now;
        booking = details.booking();
    }

    /** The first repair that the booking needs; the next ones depend on its result. */
    Optional<Repair> next() {
        return Stream.<Supplier<Optional<Repair>>>of(
                        this::missingPayment,
                        this::uncountedPayment,
                        this::refundCount,
                        this::unknownCapture,
                        this::refundedSeats,
                        this::seatsWithoutRefund,
                        this::state,
                        this::missingCase)
                .flatMap(check -> check.get().stream())
                .findFirst();
    }

    /** Opened again, so that MoMo is asked. */
    private Optional<Repair> missingPayment() {
        return IntStream.rangeClosed(1, booking.attempts())
                .mapToObj(number -> PaymentId.attempt(booking.id(), number))
                .filter(id -> details.payment(id).isEmpty())
                .findFirst()
                .map(id -> {
                    Payment payment = booking.customer().isPresent()
                            ? Payment.open(id, booking.amount(), booking.heldUntil())
                            : Payment.cash(id, booking.amount(), booking.createdAt());
                    return repair(
                            "payment_missing",
                            "payment " + id + " is opened again",
                            new Write.OpenPayment(payment),
                            touched());
                });
    }

    private Optional<Repair> uncountedPayment() {
        return details.payment(PaymentId.attempt(booking.id(), booking.attempts() + 1))
                .map(payment -> repair(
                        "payment_uncounted",
                        "payment " + payment.id() + " is counted",
                        new Write.ChangeBooking(booking, booking.withNextAttempt())));
    }

    private Optional<Repair> refundCount() {
        for (Payment payment : details.payments()) {
            List<Refund> refunds = details.refundsOf(payment.id());
            Vnd sum = refunds.stream().map(Refund::amount).reduce(Vnd.ZERO, Vnd::plus);
            if (payment.refunds() == refunds.size() && payment.refunded().equals(sum)) {
                continue;
            }
            if (payment.state() != PaymentState.CAPTURED && !refunds.isEmpty()) {
                // The payment's capture is lost with the transaction of which the refund is left; the poll repeats
                // both.
                return Optional.of(repair(
                        "refund_without_capture",
                        "refund " + refunds.getLast().id() + " is removed: its payment is asked for again",
                        new Write.RemoveRefund(refunds.getLast()),
                        touched()));
            }
            Payment counted = PaymentBuilder.builder(payment)
                    .refunds(refunds.size())
                    .refunded(sum)
                    // Its refund has settled a late payment.
                    .deadline(payment.deadline().filter(_ -> refunds.isEmpty()))
                    .build();
            List<Write> writes = new ArrayList<>();
            refunds.forEach(refund -> writes.add(new Write.RefundUnchanged(refund)));
            writes.add(new Write.ChangePayment(payment, counted));
            writes.add(touched());
            String detail = payment.id() + " counted " + payment.refunds() + " refunds of " + refunds.size();
            return Optional.of(new Repair("refund_count", booking.id().value(), detail, writes));
        }
        return Optional.empty();
    }

    /** A captured payment without seats, refund or deadline would never be settled. */
    private Optional<Repair> unknownCapture() {
        return details.payments().stream()
                .filter(payment -> payment.state() == PaymentState.CAPTURED && payment.refunds() == 0)
                .filter(payment -> !booking.paidBy().equals(Optional.of(payment.id())))
                .filter(payment -> booking.state() == BookingState.IN_BOOKING
                        || payment.deadline().isEmpty())
                .findFirst()
                .map(payment -> booking.state() == BookingState.IN_BOOKING ? paid(payment) : late(payment));
    }

    private Repair paid(Payment payment) {
        List<Write> writes = new ArrayList<>();
        writes.add(new Write.ChangeBooking(booking, booking.paid(payment.id(), now)));
        writes.add(new Write.ChangePayment(
                payment, payment.captured(payment.transId().orElseThrow())));
        writes.addAll(Writes.clearUnpaidLimit(ledger, waitlist, booking, HoldEnd.PAID, now));
        return new Repair("paid_unknown", booking.id().value(), "payment " + payment.id() + " has paid for it", writes);
    }

    private Repair late(Payment payment) {
        Payment late = PaymentBuilder.builder(payment)
                .deadline(Optional.of(Deadline.forWorker(Deadline.Kind.LATE_PAYMENT, now)))
                .build();
        return repair(
                "payment_unsettled",
                "late payment " + payment.id() + " goes to the show worker",
                new Write.ChangePayment(payment, late),
                touched());
    }

    private Optional<Repair> refundedSeats() {
        Set<SeatNumber> refunded = refundedSeatsOfPaidBy();
        List<SeatNumber> some =
                booking.seats().stream().filter(refunded::contains).toList();
        if (booking.state() != BookingState.PAID || some.isEmpty()) {
            return Optional.empty();
        }
        boolean cancelled = details.refunds().stream().anyMatch(r -> r.reason() == Refund.Reason.SHOW_CANCELLED);
        Booking returned = booking.returned(some, details.refunds(), now, Optional.empty());
        return Optional.of(repair(
                "seats_refunded",
                "it kept " + some + ", which are refunded",
                new Write.ChangeBooking(booking, cancelled ? returned : returned.released(now))));
    }

    private Set<SeatNumber> refundedSeatsOfPaidBy() {
        Set<SeatNumber> seats = new HashSet<>();
        booking.paidBy().map(details::refundsOf).orElse(List.of()).forEach(refund -> seats.addAll(refund.seats()));
        return seats;
    }

    private Optional<Repair> seatsWithoutRefund() {
        Set<SeatNumber> gone = new HashSet<>(booking.returned());
        if (booking.state() != BookingState.PAID) {
            gone.addAll(booking.seats());
        }
        gone.removeAll(refundedSeatsOfPaidBy());
        Optional<Payment> paid = booking.paidBy()
                .flatMap(details::payment)
                .filter(payment -> payment.state() == PaymentState.CAPTURED && !gone.isEmpty());
        return paid.map(payment -> caseOf(payment, List.copyOf(gone)));
    }

    /** Support finds out at MoMo whether the refund was made; the retry of a refund asks MoMo first, too. */
    private Repair caseOf(Payment payment, List<SeatNumber> seats) {
        long kept = booking.state() == BookingState.PAID
                ? booking.price(booking.seats()).amount()
                : 0;
        long refunded = details.refundsOf(payment.id()).stream()
                .mapToLong(this::priceOf)
                .sum();
        long amount = payment.amount().amount() - kept - refunded;
        if (amount <= 0 || amount > payment.kept().amount()) {
            return Repair.byHand("seats_without_refund", booking.id().value(), "how much is unclear: " + seats);
        }
        return failedRefund(
                payment,
                new Vnd(amount),
                seats,
                refunds -> booking.following(refunds, now),
                "seats_without_refund",
                "the refund of seats " + seats + " is lost");
    }

    private long priceOf(Refund refund) {
        int fee = refund.reason() == Refund.Reason.CUSTOMER
                ? booking.bookedShow()
                        .refunds()
                        .map(terms -> terms.feePercent())
                        .orElse(0)
                : 0;
        return fee == 100 ? refund.amount().amount() : refund.amount().amount() * 100 / (100 - fee);
    }

    /**
     * Gives seats up for a refund that has failed, with its open case: support tries it again or pays by hand.
     *
     * @param after returns the booking without the seats, given all its refunds
     */
    private Repair failedRefund(
            Payment payment,
            Vnd amount,
            List<SeatNumber> seats,
            Function<List<Refund>, Booking> after,
            String kind,
            String why) {
        // The refund also settles a late payment.
        Payment next = PaymentBuilder.builder(payment.refunding(amount))
                .deadline(Optional.empty())
                .build();
        Refund refund = next.newRefund(amount, Refund.Reason.SUPPORT, now)
                .forSeats(seats, details.admitted(seats))
                .failed(now);
        List<Write> writes =
                new ArrayList<>(Writes.refund(details, payment, next, refund, after.apply(details.with(refund))));
        writes.add(new Write.OpenCase(supportCase(refund, "Restored tables: " + why + ".")));
        return new Repair(kind, booking.id().value(), why + "; support decides about " + amount, writes);
    }

    private SupportCase supportCase(Refund refund, String detail) {
        return SupportCaseBuilder.builder()
                .id(CaseId.of(refund.id()))
                .reason(SupportCase.Reason.REFUND_FAILED)
                .open(true)
                .openedAt(now)
                .booking(Optional.of(booking.id()))
                .momoOrder(refund.payment().value())
                .amount(refund.amount())
                .detail("Refund " + refund.id() + ": " + detail)
                .note("")
                .build();
    }

    private Optional<Repair> state() {
        Booking next = booking.following(details.refunds(), now);
        return next.state() == booking.state()
                ? Optional.empty()
                : Optional.of(repair(
                        "state_behind_refunds",
                        booking.state() + " becomes " + next.state(),
                        new Write.ChangeBooking(booking, next)));
    }

    private Optional<Repair> missingCase() {
        return details.refunds().stream()
                .filter(refund -> refund.state() == RefundState.FAILED)
                .filter(refund -> ledger.supportCase(CaseId.of(refund.id()))
                        .filter(SupportCase::open)
                        .isEmpty())
                .findFirst()
                .map(refund -> repair(
                        "case_missing",
                        "refund " + refund.id() + " has failed",
                        new Write.OpenCase(supportCase(refund, "it failed; its case was lost by a restore.")),
                        new Write.RefundUnchanged(refund)));
    }

    /**
     * Takes a seat from this booking, which another booking owns with the better right. An unpaid hold ends; of a paid
     * booking support refunds the seat.
     */
    Repair loses(SeatNumber seat, Booking winner) {
        String why = "seat " + seat + " belongs to booking " + winner.id();
        if (booking.state() != BookingState.PAID) {
            String lost = booking.offer().isPresent() ? " (an offer: call the customer)" : "";
            return repair(
                    "two_owners",
                    why + "; the " + booking.state() + " ends" + lost,
                    new Write.ChangeBooking(booking, booking.cancelled(now)));
        }
        Payment payment = details.payment(booking.paidBy().orElseThrow()).orElseThrow();
        if (payment.state() != PaymentState.CAPTURED) {
            return Repair.byHand("two_owners", booking.id().value(), why + "; its payment is not captured yet");
        }
        List<SeatNumber> seats = List.of(seat);
        return failedRefund(
                payment,
                booking.price(seats),
                seats,
                refunds -> booking.returned(seats, refunds, now, Optional.empty()),
                "two_owners",
                why);
    }

    private Write touched() {
        return new Write.ChangeBooking(booking, booking.touched());
    }

    private Repair repair(String kind, String detail, Write... writes) {
        return new Repair(kind, booking.id().value(), detail, List.of(writes));
    }
}
