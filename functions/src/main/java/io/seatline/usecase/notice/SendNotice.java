package io.seatline.usecase.notice;

import io.seatline.events.BookingCancelledV1;
import io.seatline.events.BookingPaidV1;
import io.seatline.events.DomainEvent;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundRequestedV1;
import io.seatline.events.RefundSucceededV1;
import io.seatline.events.WaitlistLapsedV1;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.BookingLinks;
import io.seatline.usecase.port.CustomerNotices;
import io.seatline.usecase.port.Metrics;
import java.time.InstantSource;
import java.util.Optional;

/** Sends notices to customers: an offer was made, a booking is paid, a refund succeeded, a show is cancelled. */
public final class SendNotice {
    private static final String SHOW_CANCELLED = "show.cancelled";

    private final CustomerNotices notices;
    private final BookingLinks links;
    private final InstantSource clock;
    private final Metrics metrics;

    public SendNotice(CustomerNotices notices, BookingLinks links, InstantSource clock, Metrics metrics) {
        this.notices = notices;
        this.links = links;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Notifies a customer of an offer, unless the offer has ended meanwhile. */
    public void offerMade(OfferMadeV1 offer) {
        if (clock.instant().isBefore(offer.offerExpiresAt())) {
            send("offer.made", offer);
        } else {
            metrics.count(Metric.NOTICE_TOO_LATE, 1);
        }
    }

    /** Notifies a customer that the booking is paid, with the link of its ticket. */
    public void bookingPaid(BookingPaidV1 paid) {
        send("booking.paid", paid, Optional.of(links.to(paid.bookingId())));
    }

    /** Notifies a customer of a refund that succeeded. */
    public void refundSucceeded(RefundSucceededV1 refund) {
        send("refund.succeeded", refund);
    }

    /** Notifies a customer whose paid booking is refunded that the show is cancelled. */
    public void refundRequested(RefundRequestedV1 refund) {
        showCancelled(refund.reason(), refund);
    }

    /** Notifies a customer whose unpaid booking ended that the show is cancelled. */
    public void bookingCancelled(BookingCancelledV1 cancelled) {
        showCancelled(cancelled.reason(), cancelled);
    }

    /** Notifies a waiting customer that the show is cancelled. */
    public void waitlistLapsed(WaitlistLapsedV1 lapsed) {
        send(SHOW_CANCELLED, lapsed);
    }

    private void showCancelled(String reason, DomainEvent event) {
        if (!reason.equals("SHOW_CANCELLED")) {
            throw new IllegalStateException(
                    "no notice for " + event.detailType() + " with reason " + reason + "; check the rule in infra-cdk");
        }
        send(SHOW_CANCELLED, event);
    }

    private void send(String type, DomainEvent event) {
        send(type, event, Optional.empty());
    }

    private void send(String type, DomainEvent event, Optional<String> ticketUrl) {
        if (!notices.send(type, event, ticketUrl)) {
            metrics.count(Metric.NOTICE_UNSENT, 1);
        }
    }
}
