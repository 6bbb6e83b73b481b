package io.seatline.usecase.payment;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PaymentGateway;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a customer to MoMo: the attempt is recorded before MoMo is asked, and only while the hold lasts. */
public final class RequestPayment {
    private static final Logger LOG = LoggerFactory.getLogger(RequestPayment.class);
    private static final Duration CREATE_TIMEOUT = Duration.ofSeconds(8);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

    private final Ledger ledger;
    private final PaymentGateway gateway;
    private final InstantSource clock;

    public RequestPayment(Ledger ledger, PaymentGateway gateway, InstantSource clock) {
        this.ledger = ledger;
        this.gateway = gateway;
        this.clock = clock;
    }

    /** What became of it. */
    public sealed interface Result {
        /** The customer can pay. */
        record Payable(CustomerBooking customerBooking) implements Result {}

        /** No booking of this customer has this id. */
        record NotFound() implements Result {}

        /** The hold does not last any more, was paid, or had too many attempts. */
        record NotPayable(String why) implements Result {}

        /** MoMo has the order already and does not tell where to pay it; the hold stays. */
        record AlreadyKnown(BookingId booking) implements Result {}

        /** MoMo does not answer; the hold stays. */
        record GatewayUnavailable(BookingId booking) implements Result {}
    }

    /** Opens one more attempt for a customer's booking. */
    public Result retry(CustomerId customer, BookingId id) {
        return OptimisticRetry.repeat("a payment attempt of " + id, () -> {
            Optional<Booking> found = ledger.details(id)
                    .map(BookingDetails::booking)
                    .filter(b -> b.customer().equals(customer));
            if (found.isEmpty()) {
                return Optional.of(new Result.NotFound());
            }
            Booking booking = found.get();
            if (!booking.isPayableAt(clock.instant())) {
                return Optional.of(new Result.NotPayable("The booking is not held for payment any more."));
            }
            if (booking.attempts() >= Policies.MAX_ATTEMPTS) {
                return Optional.of(new Result.NotPayable(
                        "The booking had " + Policies.MAX_ATTEMPTS + " payment attempts; pay the last one."));
            }
            Booking next = booking.withNextAttempt();
            Payment payment = Payment.open(next.lastPayment().orElseThrow(), next.amount(), next.heldUntil());
            boolean recorded = ledger.commit(
                            List.of(new Write.ChangeBooking(booking, next), new Write.OpenPayment(payment)))
                    .isDone();
            return recorded ? Optional.of(createOrder(next, payment, CREATE_TIMEOUT)) : Optional.empty();
        });
    }

    /**
     * Asks MoMo for the links of an attempt that is recorded. Repeating it is safe. Where MoMo has the order and does
     * not tell its links again, a fresh attempt is opened.
     */
    public Result requestLinks(Booking booking, Payment payment) {
        Result result = createOrder(booking, payment, CREATE_TIMEOUT);
        return result instanceof Result.AlreadyKnown ? retry(booking.customer(), booking.id()) : result;
    }

    /** The same for who asks a second time: the links are noted, so that a third time costs no call to MoMo. */
    public Result requestAndRecordLinks(Booking booking, Payment payment) {
        return recordLinks(requestLinks(booking, payment));
    }

    /**
     * What its customer sees of a booking, with where to pay as far as MoMo tells it soon. Whatever MoMo does, a look
     * neither fails nor opens an attempt.
     */
    public CustomerBooking withLinks(CustomerBooking customerBooking) {
        return customerBooking
                .payableWithoutLinks(clock.instant())
                .flatMap(payment -> linked(customerBooking.booking(), payment))
                .orElse(customerBooking);
    }

    /**
     * The same of many. Once MoMo has not told of one, it is not asked about the others: who looks waits once at most.
     */
    public List<CustomerBooking> withLinks(List<CustomerBooking> customerBookings) {
        List<CustomerBooking> seen = new ArrayList<>();
        boolean tells = true;
        for (CustomerBooking customerBooking : customerBookings) {
            CustomerBooking looked = tells ? withLinks(customerBooking) : customerBooking;
            tells = tells && looked.payableWithoutLinks(clock.instant()).isEmpty();
            seen.add(looked);
        }
        return seen;
    }

    private Optional<CustomerBooking> linked(Booking booking, Payment payment) {
        try {
            return recordLinks(createOrder(booking, payment, READ_TIMEOUT))
                            instanceof Result.Payable(CustomerBooking customerBooking)
                    ? Optional.of(customerBooking)
                    : Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("MoMo cannot be asked where to pay {}", payment.id(), e);
            return Optional.empty();
        }
    }

    private Result createOrder(Booking booking, Payment payment, Duration timeout) {
        Instant now = clock.instant();
        if (!booking.isPayableAt(now)) {
            return new Result.NotPayable("The booking is not held for payment any more.");
        }
        PaymentId paymentId = payment.id();
        Duration payableFor = Duration.between(now, booking.heldUntil());
        String info = "Seatline " + booking.show() + ": " + booking.seats().size() + " seats";
        return switch (gateway.create(paymentId, payment.amount(), info, payableFor, timeout)) {
            case PaymentGateway.Created.Payable(PaymentLinks links) ->
                new Result.Payable(new CustomerBooking(booking, Optional.of(payment.with(links))));
            case PaymentGateway.Created.AlreadyKnown _ -> new Result.AlreadyKnown(booking.id());
            case PaymentGateway.Created.Unavailable(String why) -> {
                LOG.warn("MoMo gives no order for {}: {}", paymentId, why);
                yield new Result.GatewayUnavailable(booking.id());
            }
        };
    }

    /** The customer can pay with or without our note of the links. */
    private Result recordLinks(Result result) {
        if (result instanceof Result.Payable(CustomerBooking customerBooking)) {
            Payment payment = customerBooking.payment().orElseThrow();
            try {
                ledger.recordLinks(payment.id(), payment.links().orElseThrow());
            } catch (RuntimeException e) {
                LOG.warn("the links of {} could not be noted", payment.id(), e);
            }
        }
        return result;
    }
}
