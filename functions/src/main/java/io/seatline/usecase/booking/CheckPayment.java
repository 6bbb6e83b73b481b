package io.seatline.usecase.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.payment.PollPayment;
import io.seatline.usecase.port.IpnReader;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PaymentGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks MoMo now about a booking's open payments, for a customer who has paid but whose IPN was lost. It does what the
 * poll on a tick does, without waiting for the hold's end, and at most once in {@link Policies#PAYMENT_CHECK_INTERVAL}
 * for a booking.
 */
public final class CheckPayment {
    private static final Logger LOG = LoggerFactory.getLogger(CheckPayment.class);

    /** After that no further payment is asked about, so that the customer gets an answer. */
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Ledger ledger;
    private final FindBookings findBookings;
    private final PollPayment pollPayment;
    private final IpnReader ipnReader;
    private final InstantSource clock;

    public CheckPayment(
            Ledger ledger,
            FindBookings findBookings,
            PollPayment pollPayment,
            IpnReader ipnReader,
            InstantSource clock) {
        this.ledger = ledger;
        this.findBookings = findBookings;
        this.pollPayment = pollPayment;
        this.ipnReader = ipnReader;
        this.clock = clock;
    }

    /** The outcome of a check. */
    public sealed interface Result {
        /** MoMo was asked, or no payment is open. */
        record Checked(CustomerBooking customerBooking) implements Result {}

        /** No booking of this customer has this id. */
        record NotFound() implements Result {}

        /** MoMo was asked a moment ago. */
        record TooManyChecks() implements Result {}

        /** MoMo does not answer about a payment, and the booking is not paid by another. */
        record GatewayUnavailable(BookingId booking) implements Result {}
    }

    private enum Answer {
        GIVEN,
        NONE,
        NOT_ASKED
    }

    /** Asks MoMo about the open payments of a customer's booking. */
    public Result check(CustomerId customer, BookingId id) {
        Optional<BookingDetails> details =
                ledger.details(id).filter(d -> d.booking().isOf(customer));
        if (details.isEmpty()) {
            return new Result.NotFound();
        }
        Answer answer = ask(details.get(), details.get().payments().reversed());
        if (answer == Answer.NOT_ASKED) {
            return new Result.TooManyChecks();
        }
        CustomerBooking now = findBookings.find(customer, id).orElseThrow();
        return answer == Answer.NONE && now.booking().state() != BookingState.PAID
                ? new Result.GatewayUnavailable(id)
                : new Result.Checked(now);
    }

    /**
     * Finds the booking whose customer returns from MoMo, by MoMo's order id. Asks MoMo about that payment first, if it is
     * open and MoMo signed the return's parameters. Never fails because of MoMo or a conflict: the payment stays open, and
     * the poll goes on.
     */
    public Optional<BookingId> checkReturn(String momoOrder, Map<String, String> parameters) {
        Optional<PaymentId> id = PaymentId.parse(momoOrder);
        return id.flatMap(PaymentId::booking)
                .flatMap(ledger::details)
                .filter(details -> details.payment(id.orElseThrow()).isPresent())
                .map(details -> {
                    Payment payment = details.payment(id.orElseThrow()).orElseThrow();
                    if (payment.state() == PaymentState.OPEN) {
                        askOnReturn(details, payment, parameters);
                    }
                    return details.booking().id();
                });
    }

    private void askOnReturn(BookingDetails details, Payment payment, Map<String, String> parameters) {
        try {
            if (ipnReader.isSignedReturn(parameters)) {
                ask(details, List.of(payment));
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "Cannot check the payments of booking {} on its customer's return",
                    details.booking().id(),
                    e);
        }
    }

    /**
     * Asks about those of some payments that are open, for a limited time: the payments that are left are polled as ever.
     */
    private Answer ask(BookingDetails details, List<Payment> some) {
        List<Payment> open =
                some.stream().filter(p -> p.state() == PaymentState.OPEN).toList();
        if (open.isEmpty()) {
            return Answer.GIVEN;
        }
        Instant now = clock.instant();
        // The first payment notes the check for all: a booking's version must not change for a question.
        if (!ledger.recordCheck(details.payments().getFirst().id(), now, now.minus(Policies.PAYMENT_CHECK_INTERVAL))) {
            return Answer.NOT_ASKED;
        }
        Answer answer = Answer.GIVEN;
        for (Payment payment : open) {
            if (clock.instant().isAfter(now.plus(LONGEST))
                    || pollPayment.ask(payment) instanceof PaymentGateway.Status.NoAnswer) {
                answer = Answer.NONE;
            }
        }
        return answer;
    }
}
