package io.seatline.usecase.payment;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.HoldEnd;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.PaymentGateway;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates orders at MoMo. Stores a payment before it creates its order, and only while the hold lasts. */
public final class RequestPayment {
    private static final Logger LOG = LoggerFactory.getLogger(RequestPayment.class);
    private static final Duration CREATE_TIMEOUT = Duration.ofSeconds(8);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

    private final Ledger ledger;
    private final Waitlist waitlist;
    private final PaymentGateway gateway;
    private final InstantSource clock;
    private final Metrics metrics;

    public RequestPayment(
            Ledger ledger, Waitlist waitlist, PaymentGateway gateway, InstantSource clock, Metrics metrics) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.gateway = gateway;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The outcome of a request for payment. */
    public sealed interface Result {
        /** The customer can pay. */
        record Payable(CustomerBooking customerBooking) implements Result {}

        /** No booking of this customer has this id. */
        record NotFound() implements Result {}

        /** The hold has ended, the booking is paid, or it has too many payments. */
        record NotPayable(String reason) implements Result {}

        /** MoMo already has the order and does not return its links. The hold remains. */
        record AlreadyKnown(BookingId booking) implements Result {}

        /** MoMo refuses the booking's first order for good. The hold has ended, unless only the links were requested. */
        record PaymentRefused(BookingId booking, int resultCode) implements Result {}

        /** MoMo does not answer, or refuses a further order. The hold remains. */
        record GatewayUnavailable(BookingId booking) implements Result {}
    }

    /** Opens another payment for a customer's booking. Ends the hold if it is the first and MoMo refuses it for good. */
    public Result retry(CustomerId customer, BookingId id) {
        return OptimisticRetry.repeat("opening a payment of booking " + id, () -> {
            Optional<Booking> found =
                    ledger.details(id).map(BookingDetails::booking).filter(b -> b.isOf(customer));
            if (found.isEmpty()) {
                return Optional.of(new Result.NotFound());
            }
            Booking booking = found.get();
            if (!booking.isPayableAt(clock.instant())) {
                return Optional.of(new Result.NotPayable("The booking is no longer held for payment."));
            }
            if (booking.attempts() >= Policies.MAX_ATTEMPTS) {
                return Optional.of(new Result.NotPayable(
                        "The booking has had " + Policies.MAX_ATTEMPTS + " payments, the maximum; pay the last one."));
            }
            Booking next = booking.withNextAttempt();
            Payment payment = Payment.open(next.lastPayment().orElseThrow(), next.amount(), next.heldUntil());
            boolean recorded = ledger.commit(
                            List.of(new Write.ChangeBooking(booking, next), new Write.OpenPayment(payment)))
                    .isDone();
            if (!recorded) {
                return Optional.empty();
            }
            return Optional.of(next.attempts() == 1 ? createOrEndHold(next, payment) : createOrKeepHold(next, payment));
        });
    }

    /**
     * Requests the links of a new booking's first payment from MoMo. If MoMo already has the order and does not return
     * its links again, opens another payment. Ends the hold if MoMo refuses the payment for good.
     */
    public Result requestLinks(Booking booking, Payment payment) {
        return orAnother(booking, createOrEndHold(booking, payment));
    }

    /** Requests a stored payment's links once more, and stores them, so that the next request needs no call to MoMo. */
    public Result requestAndRecordLinks(Booking booking, Payment payment) {
        return recordLinks(orAnother(booking, createOrKeepHold(booking, payment)));
    }

    private Result orAnother(Booking booking, Result result) {
        return result instanceof Result.AlreadyKnown ? retry(booking.customer().orElseThrow(), booking.id()) : result;
    }

    /**
     * Adds payment links to a booking if MoMo returns them within three seconds. Never fails because of MoMo, and never
     * opens a payment.
     */
    public CustomerBooking withLinks(CustomerBooking customerBooking) {
        return customerBooking
                .payableWithoutLinks(clock.instant())
                .flatMap(payment -> linked(customerBooking.booking(), payment))
                .orElse(customerBooking);
    }

    /**
     * Adds links to many bookings. Stops asking MoMo after the first failure, so the customer waits for at most one
     * time-out.
     */
    public List<CustomerBooking> withLinks(List<CustomerBooking> customerBookings) {
        List<CustomerBooking> result = new ArrayList<>();
        boolean momoAnswers = true;
        for (CustomerBooking customerBooking : customerBookings) {
            CustomerBooking linked = momoAnswers ? withLinks(customerBooking) : customerBooking;
            momoAnswers =
                    momoAnswers && linked.payableWithoutLinks(clock.instant()).isEmpty();
            result.add(linked);
        }
        return result;
    }

    private Optional<CustomerBooking> linked(Booking booking, Payment payment) {
        try {
            return recordLinks(createOrder(booking, payment, READ_TIMEOUT))
                            instanceof Result.Payable(CustomerBooking customerBooking)
                    ? Optional.of(customerBooking)
                    : Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Cannot request the links of payment {} from MoMo; the booking is shown without them",
                    payment.id(),
                    e);
            return Optional.empty();
        }
    }

    private Result createOrEndHold(Booking booking, Payment payment) {
        Result result = createOrder(booking, payment, CREATE_TIMEOUT);
        if (!(result instanceof Result.PaymentRefused(BookingId id, int code))) {
            return result;
        }
        reportRefusal(payment, code);
        try {
            return OptimisticRetry.repeat("ending the unpayable hold of booking " + id, () -> endUnpayable(id, result));
        } catch (RuntimeException e) {
            LOG.warn("Cannot end the unpayable hold of booking {}; it expires in time", id, e);
            return new Result.GatewayUnavailable(id);
        }
    }

    /**
     * Creates an order for a booking that may already have one, which its customer may be paying: a refusal says nothing
     * about that one, so the hold stays.
     */
    private Result createOrKeepHold(Booking booking, Payment payment) {
        Result result = createOrder(booking, payment, CREATE_TIMEOUT);
        if (!(result instanceof Result.PaymentRefused(BookingId id, int code))) {
            return result;
        }
        reportRefusal(payment, code);
        return new Result.GatewayUnavailable(id);
    }

    private void reportRefusal(Payment payment, int code) {
        LOG.error("MoMo refuses payment {} with result code {}", payment.id(), code);
        metrics.count(Metric.PAYMENT_REFUSED, 1);
    }

    /**
     * Ends the hold now, because its customer cannot pay and others want the seats. No money can be lost, even if MoMo
     * created the order all the same: the payment stays open until MoMo's result is final, and a capture is a late
     * payment.
     */
    private Optional<Result> endUnpayable(BookingId id, Result refused) {
        Booking booking = ledger.details(id).orElseThrow().booking();
        return switch (booking.state()) {
            case IN_BOOKING ->
                ledger.commit(Writes.cancel(ledger, waitlist, booking, HoldEnd.PAYMENT_REFUSED, clock.instant()))
                                .isDone()
                        ? Optional.of(refused)
                        : Optional.empty();
            case EXPIRED, CANCELLED -> Optional.of(refused);
            case PAID, REFUND_PENDING, REFUNDED, REFUND_FAILED ->
                Optional.of(new Result.NotPayable("The booking is already paid."));
            case BLOCKED -> throw new IllegalStateException("a block has no payment: " + booking);
        };
    }

    private Result createOrder(Booking booking, Payment payment, Duration timeout) {
        Instant now = clock.instant();
        if (!booking.isPayableAt(now)) {
            return new Result.NotPayable("The booking is no longer held for payment.");
        }
        PaymentId paymentId = payment.id();
        Duration payableFor = Duration.between(now, booking.heldUntil());
        return switch (gateway.create(paymentId, payment.amount(), orderInfo(booking), payableFor, timeout)) {
            case PaymentGateway.Created.Payable(PaymentLinks links) ->
                new Result.Payable(new CustomerBooking(booking, Optional.of(payment.with(links)), List.of()));
            case PaymentGateway.Created.AlreadyKnown _ -> new Result.AlreadyKnown(booking.id());
            case PaymentGateway.Created.Refused(int code) -> new Result.PaymentRefused(booking.id(), code);
            case PaymentGateway.Created.Unavailable(String reason) -> {
                LOG.warn("MoMo did not create the order of payment {}: {}", paymentId, reason);
                yield new Result.GatewayUnavailable(booking.id());
            }
        };
    }

    /** What MoMo shows the customer, such as {@code Bà Ngoại Tôi: F11, F12}. */
    private static String orderInfo(Booking booking) {
        return booking.bookedShow().title() + ": "
                + booking.seats().stream().map(SeatNumber::value).collect(Collectors.joining(", "));
    }

    /** Stores the links. A failure is only logged, because the customer can pay without stored links. */
    private Result recordLinks(Result result) {
        if (result instanceof Result.Payable(CustomerBooking customerBooking)) {
            Payment payment = customerBooking.payment().orElseThrow();
            try {
                ledger.recordLinks(payment.id(), payment.links().orElseThrow());
            } catch (RuntimeException e) {
                LOG.warn("Cannot store the links of payment {}; the next request asks MoMo again", payment.id(), e);
            }
        }
        return result;
    }
}
