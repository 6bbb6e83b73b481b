package io.seatline.usecase.notice;

import io.seatline.events.BookingPaidV1;
import io.seatline.events.DomainEvent;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundSucceededV1;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.port.CustomerNotices;
import io.seatline.usecase.port.Metrics;
import java.time.InstantSource;

/** Sends notices to customers: an offer was made, a booking is paid, a refund succeeded. */
public final class SendNotice {
    private final CustomerNotices notices;
    private final InstantSource clock;
    private final Metrics metrics;

    public SendNotice(CustomerNotices notices, InstantSource clock, Metrics metrics) {
        this.notices = notices;
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

    /** Notifies a customer that the booking is paid. */
    public void bookingPaid(BookingPaidV1 paid) {
        send("booking.paid", paid);
    }

    /** Notifies of a refund that succeeded. The event names no customer if the payment had no booking. */
    public void refundSucceeded(RefundSucceededV1 refund) {
        send("refund.succeeded", refund);
    }

    private void send(String type, DomainEvent event) {
        if (!notices.send(type, event)) {
            metrics.count(Metric.NOTICE_UNSENT, 1);
        }
    }
}
