package io.seatline.usecase.notice;

import io.seatline.events.BookingPaidV1;
import io.seatline.events.DomainEvent;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundCompletedV1;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.port.CustomerNotices;
import io.seatline.usecase.port.Metrics;
import java.time.InstantSource;

/** Tells customers what they wait for: seats that are offered, a booking that is paid, money that has gone back. */
public final class NotifyCustomer {
    private final CustomerNotices notices;
    private final InstantSource clock;
    private final Metrics metrics;

    public NotifyCustomer(CustomerNotices notices, InstantSource clock, Metrics metrics) {
        this.notices = notices;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Freed seats are held for the customer, who may now pay for them. Once the offer has ended, that is not true. */
    public void offerMade(OfferMadeV1 offer) {
        if (clock.instant().isBefore(offer.offerExpiresAt())) {
            tell("offer.made", offer);
        } else {
            metrics.count(Metric.NOTICE_TOO_LATE, 1);
        }
    }

    /** The seats are the customer's. */
    public void bookingPaid(BookingPaidV1 paid) {
        tell("booking.paid", paid);
    }

    /** The money has gone back; no customer is named where it belonged to no booking. */
    public void refundCompleted(RefundCompletedV1 refund) {
        tell("refund.completed", refund);
    }

    private void tell(String type, DomainEvent event) {
        if (!notices.send(type, event)) {
            metrics.count(Metric.NOTICE_UNSENT, 1);
        }
    }
}
