package io.seatline.usecase.mail;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.BookedShow;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.ticket.Ticket;
import io.seatline.events.BookingCancelledV1;
import io.seatline.events.BookingPaidV1;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundRequestedV1;
import io.seatline.events.RefundSucceededV1;
import io.seatline.events.WaitlistLapsedV1;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.mail.CustomerAddresses.Recipient;
import io.seatline.usecase.mail.MailContent.Kind;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Metrics;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mails customers what happened to their bookings. Reads the booking when it sends, so that a mail that has become wrong is
 * not sent, and looks the address up then. A mail cannot be made idempotent: this remembers the events that it has mailed,
 * but an environment that ends after the mail was accepted and before its message is deleted sends it again.
 */
public final class SendMail {
    private static final int REMEMBERED = 1_000;

    private final Ledger ledger;
    private final Catalog catalog;
    private final CustomerAddresses addresses;
    private final MailWriter writer;
    private final Mails mails;
    private final InstantSource clock;
    private final Metrics metrics;

    /** The events mailed last. The outbox publishes an event again, under its id, when a batch fails. */
    private final Map<String, Boolean> mailed = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    public SendMail(
            Ledger ledger,
            Catalog catalog,
            CustomerAddresses addresses,
            MailWriter writer,
            Mails mails,
            InstantSource clock,
            Metrics metrics) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.addresses = addresses;
        this.writer = writer;
        this.mails = mails;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Mails a customer an offer, unless it has ended. */
    public void offerMade(OfferMadeV1 offer) {
        send(
                offer.eventId(),
                booking(offer.bookingId())
                        .filter(booking -> booking.isPayableAt(clock.instant()))
                        .map(booking -> about(Kind.OFFER, booking)
                                .amount(Optional.of(booking.amount()))
                                .until(Optional.of(booking.heldUntil()))),
                offer.customerId());
    }

    /** Mails a customer the ticket, unless its seats were returned or the show is over. */
    public void bookingPaid(BookingPaidV1 paid) {
        send(
                paid.eventId(),
                booking(paid.bookingId())
                        .filter(booking -> booking.state() == BookingState.PAID)
                        .filter(booking ->
                                clock.instant().isBefore(booking.bookedShow().endsAt()))
                        .map(booking -> about(Kind.PAID, booking)
                                .amount(Optional.of(booking.price(booking.seats())))
                                .ticket(Optional.of(Ticket.of(booking)))),
                customer(paid.customerId()));
    }

    /** Mails a customer that money went back, with the ticket for the seats that the booking keeps. */
    public void refundSucceeded(RefundSucceededV1 refunded) {
        send(
                refunded.eventId(),
                details(refunded.bookingId()).flatMap(details -> refund(details, refunded.refundId())
                        .filter(refund -> refund.state() == RefundState.SUCCEEDED)
                        .map(refund -> refunded(details.booking(), refund))),
                customer(refunded.customerId()));
    }

    /** Mails a customer whose paid booking is refunded that the show is cancelled. */
    public void refundRequested(RefundRequestedV1 requested) {
        send(
                requested.eventId(),
                details(requested.bookingId()).flatMap(details -> refund(details, requested.refundId())
                        .map(refund -> about(Kind.CANCELLED_PAID, details.booking())
                                .seats(refund.seats())
                                .amount(Optional.of(refund.amount())))),
                customer(requested.customerId()));
    }

    /** Mails a customer whose unpaid booking ended that the show is cancelled, unless the customer has paid meanwhile. */
    public void bookingCancelled(BookingCancelledV1 cancelled) {
        send(
                cancelled.eventId(),
                booking(cancelled.bookingId())
                        .filter(booking -> booking.state() == BookingState.CANCELLED)
                        .map(booking -> about(Kind.CANCELLED_UNPAID, booking)),
                cancelled.customerId());
    }

    /** Mails a waiting customer that the show is cancelled. */
    public void waitlistLapsed(WaitlistLapsedV1 lapsed) {
        send(
                lapsed.eventId(),
                catalog.show(new ShowId(lapsed.showId()))
                        .map(show -> content(Kind.CANCELLED_WAITING, BookedShow.of(show))),
                lapsed.customerId());
    }

    private static MailContentBuilder refunded(Booking booking, Refund refund) {
        boolean newTicket =
                booking.state() == BookingState.PAID && !refund.seats().isEmpty();
        return about(refund.method() == Refund.Method.BY_HAND ? Kind.REFUNDED_BY_HAND : Kind.REFUNDED, booking)
                .seats(refund.seats())
                .amount(Optional.of(refund.amount()))
                .reason(Optional.of(refund.reason()))
                .ticket(newTicket ? Optional.of(Ticket.of(booking)) : Optional.empty());
    }

    private static MailContentBuilder about(Kind kind, Booking booking) {
        return content(kind, booking.bookedShow())
                .booking(Optional.of(booking.id()))
                .seats(booking.seats());
    }

    private static MailContentBuilder content(Kind kind, BookedShow show) {
        return MailContentBuilder.builder().kind(kind).show(show).seats(List.of());
    }

    private static String customer(Optional<String> customer) {
        return customer.orElseThrow(
                () -> new IllegalStateException("an event without a customer; check the rule in infra-cdk"));
    }

    private static Optional<Refund> refund(BookingDetails details, String id) {
        return RefundId.parse(id).flatMap(details::refund);
    }

    private Optional<Booking> booking(String id) {
        return details(id).map(BookingDetails::booking);
    }

    private Optional<BookingDetails> details(String id) {
        return ledger.details(new BookingId(id));
    }

    /** @param content what to say; empty if it is not true any more */
    private void send(String eventId, Optional<MailContentBuilder> content, String customer) {
        if (mailed.containsKey(eventId)) {
            return;
        }
        if (content.isEmpty()) {
            metrics.count(Metric.MAIL_OUTDATED, 1);
            return;
        }
        Optional<Recipient> recipient = addresses.verified(new CustomerId(customer));
        if (recipient.isEmpty()) {
            metrics.count(Metric.MAIL_WITHOUT_ADDRESS, 1);
            return;
        }
        Mail mail = writer.write(content.get().build(), recipient.get());
        metrics.count(
                switch (mails.send(mail)) {
                    case ACCEPTED -> Metric.MAIL_SENT;
                    case REJECTED -> Metric.MAIL_REJECTED;
                },
                1);
        mailed.put(eventId, true);
    }
}
