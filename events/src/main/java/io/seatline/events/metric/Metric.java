package io.seatline.events.metric;

/** A metric that the functions record in CloudWatch, with the stage's service name as its dimension. */
public enum Metric {
    /** Reservations that hold their seats. */
    HOLD_PLACED("HoldPlaced", Unit.COUNT),
    /** Reservations refused because another customer has a seat. */
    HOLD_REFUSED("HoldRefused", Unit.COUNT),
    /** Holds that ended unpaid. */
    HOLD_EXPIRED("HoldExpired", Unit.COUNT),
    /** Time from the end of a hold to the release of its seats. */
    HOLD_EXPIRY_LAG("HoldExpiryLag", Unit.MILLISECONDS),
    /** Unpaid bookings that their customers cancelled. */
    BOOKING_CANCELLED("BookingCancelled", Unit.COUNT),
    /** Deadlines that a tick found and put on the delay queue. */
    DEADLINES_FOUND("DeadlinesFound", Unit.COUNT),
    /** Searches of a shard of the deadline index that came to their end. Has the dimension {@link #SHARD}, too. */
    SHARD_SEARCHED("ShardSearched", Unit.COUNT),

    /** Customers who joined a waitlist. */
    WAITLIST_JOINED("WaitlistJoined", Unit.COUNT),
    /** Customers who left a waitlist. */
    WAITLIST_LEFT("WaitlistLeft", Unit.COUNT),
    /** Offers made to waitlist entries. */
    OFFER_MADE("OfferMade", Unit.COUNT),
    /** Freed seats that no waitlist entry could use and that became public. */
    SEAT_MADE_PUBLIC("SeatMadePublic", Unit.COUNT),
    /** Deliveries of show queue messages that had already failed for minutes. */
    SHOW_QUEUE_STALLED("ShowQueueStalled", Unit.COUNT),
    /** Time from the cancellation of a show to the end of its sweep. */
    SHOW_CANCELLATION_TIME("ShowCancellationTime", Unit.MILLISECONDS),
    /** Deadlines that found the sweep of a cancelled show unfinished. */
    CANCELLATION_UNFINISHED("CancellationUnfinished", Unit.COUNT),
    /** Time from the release of seats to the end of their reallocation. */
    REALLOCATION_TIME("ReallocationTime", Unit.MILLISECONDS),

    /** Captured payments that paid for their booking. */
    PAYMENT_CAPTURED_PAID("PaymentCaptured.PAID", Unit.COUNT),
    /** Captured payments whose booking had already ended; the show worker decides about them. */
    PAYMENT_CAPTURED_LATE("PaymentCaptured.LATE", Unit.COUNT),
    /** Captured payments that are refunded because their booking needs none. */
    PAYMENT_CAPTURED_REFUNDING("PaymentCaptured.REFUNDING", Unit.COUNT),
    /** Captured payments of an unknown order or a wrong amount, which opened a support case. */
    PAYMENT_CAPTURED_CASE_OPENED("PaymentCaptured.CASE_OPENED", Unit.COUNT),
    /** Payments that MoMo refused to create for good, which ended their holds. */
    PAYMENT_REFUSED("PaymentRefused", Unit.COUNT),
    /** Payments that MoMo finally declined. */
    PAYMENT_FAILED("PaymentFailed", Unit.COUNT),
    /** Late payments that still got their seats. */
    LATE_PAYMENT_SEATED("LatePaymentSeated", Unit.COUNT),
    /** Late payments that are refunded because their seats were gone. */
    LATE_PAYMENT_REFUNDED("LatePaymentRefunded", Unit.COUNT),
    /** Refunds that MoMo completed. */
    PAYMENT_REFUNDED("PaymentRefunded", Unit.COUNT),
    /** Refunds that MoMo finally refused. */
    REFUND_FAILED("RefundFailed", Unit.COUNT),

    /** Seats for which somebody was let in. */
    SEAT_ADMITTED("SeatAdmitted", Unit.COUNT),
    /** Scans that let nobody in, also those of forged tickets. */
    ADMISSION_REFUSED("AdmissionRefused", Unit.COUNT),
    /** Scanned tickets that Seatline has not signed. */
    TICKET_FORGED("TicketForged", Unit.COUNT),
    /** Seats that a door without network admitted although another scan had admitted them before. */
    SEAT_ADMITTED_TWICE("SeatAdmittedTwice", Unit.COUNT),
    /** Admissions that a manager undid. */
    ADMISSION_UNDONE("AdmissionUndone", Unit.COUNT),

    /** IPNs whose signature or partner code is not MoMo's. */
    NOTIFICATION_FORGED("NotificationForged", Unit.COUNT),
    /** Customer notices dropped because no webhook is configured. */
    NOTICE_UNSENT("NoticeUnsent", Unit.COUNT),
    /** Notices of offers that had run out before they could be sent. */
    NOTICE_TOO_LATE("NoticeTooLate", Unit.COUNT),

    /** Mails to customers that the mail service accepted. */
    MAIL_SENT("MailSent", Unit.COUNT),
    /** Mails that were not sent because what they would have told was not true any more. */
    MAIL_OUTDATED("MailOutdated", Unit.COUNT),
    /** Mails that were not sent because their customer has no verified address. */
    MAIL_WITHOUT_ADDRESS("MailWithoutAddress", Unit.COUNT),
    /** Mails that the mail service refused for good. */
    MAIL_REJECTED("MailRejected", Unit.COUNT),

    /** Changes of bookings for which the outbox has sent everything that follows. */
    BOOKING_PUBLISHED("BookingPublished", Unit.COUNT),
    /** Changes of waitlist entries for which the outbox has sent everything that follows. */
    ENTRY_PUBLISHED("EntryPublished", Unit.COUNT),
    /** Stream records that the outbox cannot read and has set aside. */
    RECORD_UNREADABLE("RecordUnreadable", Unit.COUNT),

    /** Failed attempts to read MoMo's keys. */
    MOMO_SECRET_UNREADABLE("MomoSecretUnreadable", Unit.COUNT),
    /** Environments that served their first invocation. */
    COLD_START("ColdStart", Unit.COUNT);

    /** The name of every metric's dimension; its value names the stage, since two stages may share an account. */
    public static final String DIMENSION = "Service";

    /** The name of the second dimension of {@link #SHARD_SEARCHED}; its value is the shard's number. */
    public static final String SHARD = "Shard";

    private final String metricName;
    private final Unit unit;

    Metric(String metricName, Unit unit) {
        this.metricName = metricName;
        this.unit = unit;
    }

    /** The name as CloudWatch shows it, such as {@code HoldPlaced}. */
    public String metricName() {
        return metricName;
    }

    public Unit unit() {
        return unit;
    }

    /** A unit of CloudWatch. */
    public enum Unit {
        COUNT("Count"),
        MILLISECONDS("Milliseconds");

        private final String unitName;

        Unit(String unitName) {
            this.unitName = unitName;
        }

        /** The name as CloudWatch spells it. */
        public String unitName() {
            return unitName;
        }
    }
}
