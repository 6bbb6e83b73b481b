package io.seatline.usecase.payment;

import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.HoldEnd;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles a final result from MoMo, from an IPN or a query: a capture leads to seats, a refund or a support case. */
public final class ConfirmPayment {
    private static final Logger LOG = LoggerFactory.getLogger(ConfirmPayment.class);

    private final Ledger ledger;
    private final Waitlist waitlist;
    private final InstantSource clock;
    private final Metrics metrics;

    public ConfirmPayment(Ledger ledger, Waitlist waitlist, InstantSource clock, Metrics metrics) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The outcome for a captured payment. */
    public enum Outcome {
        /** It paid for its booking. */
        PAID,
        /** The booking had ended; the show worker will settle the payment. */
        LATE,
        /** The booking is already paid or being refunded; this payment will be refunded. */
        REFUNDING,
        /** The order is unknown, the amount is wrong, or the order was captured twice; support decides. */
        CASE_OPENED,
        /** The capture was already recorded. */
        KNOWN
    }

    /** Handles a capture. {@code momoOrder} may be any text. Safe to repeat. */
    public Outcome captured(String momoOrder, String transId, Vnd amount) {
        Outcome outcome = OptimisticRetry.repeat(
                "recording the capture of order " + momoOrder, () -> tryCapture(momoOrder, transId, amount));
        metric(outcome).ifPresent(metric -> {
            metrics.count(metric, 1);
            LOG.info("Order {} captured: {}", momoOrder, outcome);
        });
        return outcome;
    }

    private static Optional<Metric> metric(Outcome outcome) {
        return switch (outcome) {
            case PAID -> Optional.of(Metric.PAYMENT_CAPTURED_PAID);
            case LATE -> Optional.of(Metric.PAYMENT_CAPTURED_LATE);
            case REFUNDING -> Optional.of(Metric.PAYMENT_CAPTURED_REFUNDING);
            case CASE_OPENED -> Optional.of(Metric.PAYMENT_CAPTURED_CASE_OPENED);
            case KNOWN -> Optional.empty();
        };
    }

    private Optional<Outcome> tryCapture(String momoOrder, String transId, Vnd amount) {
        Optional<PaymentId> paymentId =
                PaymentId.parse(momoOrder).filter(o -> o.booking().isPresent());
        Optional<BookingDetails> details = paymentId.flatMap(PaymentId::booking).flatMap(ledger::details);
        Optional<Payment> payment = details.flatMap(f -> f.payment(paymentId.orElseThrow()));
        if (payment.isEmpty()) {
            // Restored tables may have lost the booking and kept its payment, which then needs no poll any more.
            return stray(
                    SupportCase.Reason.UNKNOWN_ORDER, momoOrder, transId, amount, paymentId.flatMap(ledger::payment));
        }
        if (!payment.get().amount().equals(amount)) {
            return stray(SupportCase.Reason.WRONG_AMOUNT, momoOrder, transId, amount, payment);
        }
        if (payment.get().state().awaitsCapture()) {
            // Restored tables may have lost the booking, and its money became a case, before it was made again with the
            // same ids. The payment was read before the case is looked for, so neither can miss the other.
            return ledger.payment(PaymentId.stray(momoOrder, transId)).isPresent()
                    ? stray(SupportCase.Reason.UNKNOWN_ORDER, momoOrder, transId, amount, payment)
                    : capture(details.get(), payment.get(), transId);
        }
        return payment.get().transId().equals(Optional.of(transId))
                ? Optional.of(Outcome.KNOWN)
                : stray(SupportCase.Reason.SECOND_CAPTURE, momoOrder, transId, amount, payment);
    }

    private Optional<Outcome> capture(BookingDetails details, Payment payment, String transId) {
        Booking booking = details.booking();
        Instant now = clock.instant();
        List<Write> writes = new ArrayList<>();
        Outcome outcome =
                switch (booking.state()) {
                    case IN_BOOKING -> {
                        writes.addAll(
                                Writes.moveClaims(booking, Writes.held(booking), new SeatClaim.Sold(booking.id())));
                        writes.add(new Write.ChangeBooking(booking, booking.paid(payment.id(), now)));
                        writes.add(new Write.ChangePayment(payment, payment.captured(transId)));
                        writes.addAll(Writes.clearUnpaidLimit(ledger, waitlist, booking, HoldEnd.PAID, now));
                        yield Outcome.PAID;
                    }
                    case EXPIRED, CANCELLED -> {
                        writes.add(new Write.ChangePayment(payment, payment.capturedLate(transId, now)));
                        writes.add(new Write.ChangeBooking(booking, booking.touched()));
                        yield Outcome.LATE;
                    }
                    case BLOCKED -> throw new IllegalStateException("a block has no payment: " + payment);
                    case PAID, REFUND_PENDING, REFUNDED, REFUND_FAILED -> {
                        if (booking.paidBy().equals(Optional.of(payment.id()))) {
                            // Restored tables have lost the payment's half of this capture.
                            writes.add(new Write.ChangePayment(payment, payment.captured(transId)));
                            writes.add(new Write.ChangeBooking(booking, booking.touched()));
                            yield Outcome.PAID;
                        }
                        Payment next = payment.captured(transId).refunding(payment.amount());
                        Refund refund = next.newRefund(payment.amount(), Refund.Reason.DUPLICATE_PAYMENT, now);
                        Booking after = booking.following(details.with(refund), now);
                        writes.addAll(Writes.refund(details, payment, next, refund, after));
                        yield Outcome.REFUNDING;
                    }
                };
        return ledger.commit(writes).isDone() ? Optional.of(outcome) : Optional.empty();
    }

    /** Records unexpected money as a stray payment with a support case. The expected payment, if still open, fails. */
    private Optional<Outcome> stray(
            SupportCase.Reason reason, String momoOrder, String transId, Vnd amount, Optional<Payment> payment) {
        Instant now = clock.instant();
        Payment stray = Payment.stray(PaymentId.stray(momoOrder, transId), amount, transId, now);
        Optional<BookingId> booking = payment.map(Payment::id).flatMap(PaymentId::booking);
        String detail =
                switch (reason) {
                    case WRONG_AMOUNT ->
                        "MoMo captured " + amount + " instead of "
                                + payment.orElseThrow().amount() + " (transaction " + transId + ").";
                    case SECOND_CAPTURE ->
                        "MoMo captured " + amount + " a second time for the same order (transaction " + transId + ").";
                    default ->
                        "MoMo captured " + amount + " for an order that Seatline does not know (transaction " + transId
                                + ").";
                };
        boolean known = ledger.payment(stray.id()).isPresent();
        List<Write> writes = new ArrayList<>();
        if (!known) {
            writes.add(new Write.OpenPayment(stray));
            writes.add(new Write.OpenCase(SupportCaseBuilder.builder()
                    .id(CaseId.of(stray.id()))
                    .reason(reason)
                    .open(true)
                    .openedAt(now)
                    .booking(booking)
                    .momoOrder(momoOrder)
                    .amount(amount)
                    .detail(detail)
                    .note("")
                    .build()));
            // A payment that is made from now on finds this case before it is captured.
            unknown(momoOrder, payment).map(Write.NoPayment::new).ifPresent(writes::add);
        }
        payment.filter(p -> p.state() == PaymentState.OPEN)
                .ifPresent(p -> writes.add(new Write.ChangePayment(p, p.failed())));
        Outcome outcome = known ? Outcome.KNOWN : Outcome.CASE_OPENED;
        return writes.isEmpty() || ledger.commit(writes).isDone() ? Optional.of(outcome) : Optional.empty();
    }

    /** The id that a payment of the order would have; empty if there is the payment, or the order can be nobody's. */
    private static Optional<PaymentId> unknown(String momoOrder, Optional<Payment> payment) {
        return PaymentId.parse(momoOrder).filter(id -> id.booking().isPresent() && payment.isEmpty());
    }

    /** Handles a final failure. The booking does not change: the customer may try another payment. */
    public void failed(String momoOrder, int resultCode) {
        Optional<Payment> open =
                PaymentId.parse(momoOrder).flatMap(ledger::payment).filter(p -> p.state() == PaymentState.OPEN);
        open.ifPresent(payment -> {
            boolean done = ledger.commit(List.of(new Write.ChangePayment(payment, payment.failed())))
                    .isDone();
            if (done) {
                metrics.count(Metric.PAYMENT_FAILED, 1);
            }
            LOG.info(
                    "Order {} failed with MoMo result code {}{}",
                    momoOrder,
                    resultCode,
                    done ? "" : "; the payment already has another result");
        });
    }
}
