package io.seatline.usecase.payment;

import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
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

/** MoMo says how an order ended, by notification or when asked: money becomes seats, a refund or a support case. */
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

    /** What became of captured money. */
    public enum Outcome {
        /** It paid for its booking. */
        PAID,
        /** The booking had ended; the show's worker decides. */
        LATE,
        /** The booking is paid for, or being paid back, already: this payment goes back. */
        REFUNDING,
        /** It is not what we asked for; support decides. */
        CASE_OPENED,
        /** This was known. */
        KNOWN
    }

    /** MoMo has captured this amount under this order, which may be any text. */
    public Outcome captured(String momoOrder, String transId, Vnd amount) {
        Outcome outcome =
                OptimisticRetry.repeat("the capture of " + momoOrder, () -> tryCapture(momoOrder, transId, amount));
        metric(outcome).ifPresent(metric -> {
            metrics.count(metric, 1);
            LOG.info("order {} captured: {}", momoOrder, outcome);
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
            return stray(SupportCase.Reason.UNKNOWN_ORDER, momoOrder, transId, amount, Optional.empty());
        }
        if (!payment.get().amount().equals(amount)) {
            return stray(SupportCase.Reason.WRONG_AMOUNT, momoOrder, transId, amount, payment);
        }
        if (payment.get().state().awaitsCapture()) {
            return capture(details.get(), payment.get(), transId);
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
                        writes.add(new Write.ChangeBooking(booking, booking.paid(payment.id())));
                        writes.add(new Write.ChangePayment(payment, payment.captured(transId)));
                        writes.addAll(Writes.noLongerUnpaid(ledger, waitlist, booking));
                        yield Outcome.PAID;
                    }
                    case EXPIRED, CANCELLED -> {
                        writes.add(new Write.ChangePayment(payment, payment.capturedLate(transId, now)));
                        writes.add(new Write.ChangeBooking(booking, booking.touched()));
                        yield Outcome.LATE;
                    }
                    case PAID, REFUND_PENDING, REFUNDED, REFUND_FAILED -> {
                        Payment next = payment.toRefund(transId, now);
                        writes.add(new Write.ChangePayment(payment, next));
                        writes.add(new Write.ChangeBooking(booking, booking.following(details.with(next))));
                        yield Outcome.REFUNDING;
                    }
                };
        return ledger.commit(writes).isDone() ? Optional.of(outcome) : Optional.empty();
    }

    /** Money that is not what we asked for: kept apart, with a case; the attempt itself, if there is one, has failed. */
    private Optional<Outcome> stray(
            SupportCase.Reason reason, String momoOrder, String transId, Vnd amount, Optional<Payment> attempt) {
        Instant now = clock.instant();
        Payment stray = Payment.stray(PaymentId.stray(momoOrder, transId), amount, transId, now);
        Optional<BookingId> booking = attempt.map(Payment::id).flatMap(PaymentId::booking);
        String detail =
                switch (reason) {
                    case WRONG_AMOUNT ->
                        "MoMo captured " + amount + " where "
                                + attempt.orElseThrow().amount() + " was asked for (transaction " + transId + ").";
                    case SECOND_CAPTURE ->
                        "MoMo captured " + amount + " a second time for the same order (transaction " + transId + ").";
                    default ->
                        "MoMo captured " + amount + " for an order that Seatline does not know (transaction " + transId
                                + ").";
                };
        if (ledger.payment(stray.id()).isPresent()) {
            return Optional.of(Outcome.KNOWN);
        }
        List<Write> writes = new ArrayList<>();
        writes.add(new Write.OpenPayment(stray));
        writes.add(new Write.OpenCase(SupportCaseBuilder.builder()
                .payment(stray.id())
                .reason(reason)
                .open(true)
                .openedAt(now)
                .booking(booking)
                .momoOrder(momoOrder)
                .amount(amount)
                .detail(detail)
                .note("")
                .build()));
        attempt.filter(p -> p.state() == PaymentState.OPEN)
                .ifPresent(p -> writes.add(new Write.ChangePayment(p, p.failed())));
        return ledger.commit(writes).isDone() ? Optional.of(Outcome.CASE_OPENED) : Optional.empty();
    }

    /** MoMo says that the order finally failed. The booking stays as it is: the customer may try again. */
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
                    "order {} failed with MoMo's code {}{}", momoOrder, resultCode, done ? "" : " (settled meanwhile)");
        });
    }
}
