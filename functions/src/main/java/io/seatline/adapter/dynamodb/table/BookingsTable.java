package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.Attributes.time;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ScanId;
import io.seatline.domain.booking.BookingPosition;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.RefundId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table Bookings: each booking with its payments, refunds and cases under its id, and the active holds. Stray
 * payments with their refunds and cases are stored together under {@code stray}.
 */
public final class BookingsTable {
    public static final String BOOKING_ID = "booking_id";
    public static final String PART = "part";
    public static final String STATE = "state";
    public static final String VERSION = "version";
    static final String CUSTOMER_ID = "customer_id";
    static final String SHOW_ID = "show_id";
    static final String BOOKED_SHOW = "booked_show";
    public static final String SEATS = "seats";
    public static final String PRICES = "prices";
    public static final String RETURNED = "returned";
    public static final String CHANGES = "changes";
    static final String AMOUNT = "amount";
    static final String CURRENCY = "currency";
    static final String CREATED_AT = "created_at";
    public static final String HELD_UNTIL = "held_until";
    public static final String EXTENDED = "extended";
    public static final String ATTEMPTS = "attempts";
    static final String OFFER = "offer";
    static final String BLOCK_REASON = "block_reason";
    public static final String PAID_BY = "paid_by";
    public static final String RELEASES = "releases";

    static final String ORDER_ID = "order_id";
    static final String PAYABLE_UNTIL = "payable_until";
    static final String PAY_URL = "pay_url";
    static final String QR_CODE_URL = "qr_code_url";
    static final String DEEPLINK = "deeplink";
    public static final String TRANS_ID = "trans_id";
    static final String PROVIDER = "provider";
    public static final String REFUNDS = "refunds";
    public static final String REFUNDED = "refunded";

    static final String TRIES = "tries";

    static final String CASE_ID = "case_id";
    public static final String CASE_STATE = "case_state";
    static final String REASON = "reason";
    static final String OPENED_AT = "opened_at";
    public static final String CLOSED_BY = "closed_by";
    public static final String CLOSED_AT = "closed_at";
    public static final String OPEN_CASE = "open_case";
    static final String ABOUT_BOOKING = "about_booking";
    static final String MOMO_ORDER = "momo_order";
    static final String DETAIL = "detail";
    public static final String NOTE = "note";

    public static final String ACTIVE_HOLD_BOOKING = "active_hold_booking";
    public static final String ACTIVE_HOLD_UNTIL = "active_hold_until";
    public static final String LAPSES = "lapses";
    public static final String COOLDOWNS = "cooldowns";

    public static final String BY_CUSTOMER = "by_customer";
    public static final String OPEN_CASES = "open_cases";

    public static final String BOOKING_PART = "BOOKING";
    public static final String PAYMENT_PREFIX = "PAYMENT#";
    public static final String REFUND_PREFIX = "REFUND#";
    public static final String CASE_PREFIX = "CASE#";

    public static final String SCAN_PREFIX = "SCAN#";

    /** Sorts after all payments, refunds and scans of a booking, which follow one another. */
    public static final String AFTER_SCANS = SCAN_PREFIX + "~";

    /** The item that names the booking of a scan. */
    static final String SCAN_PART = "SCAN";

    public static final String SCANNED_BOOKING = "scanned_booking";
    public static final String UNDONE_BY = "undone_by";
    public static final String UNDONE_AT = "undone_at";
    public static final String UNDONE_REASON = "undone_reason";

    static final String ACTIVE_HOLD_PART = "ACTIVE_HOLD";
    public static final String OPEN = "OPEN";
    public static final String CLOSED = "CLOSED";

    /** No item has this key. */
    public static final String IS_NEW = "attribute_not_exists(booking_id)";

    /** The booking still has the state and the version that were read. */
    public static final String BOOKING_AS_READ = "#state = :from AND version = :version";

    /** As {@link #BOOKING_AS_READ}, and the hold has run out. */
    public static final String HOLD_HAS_RUN_OUT = BOOKING_AS_READ + " AND held_until <= :now";

    /** The payment still has the state and the number of refunds that were read. */
    public static final String PAYMENT_AS_READ = "#state = :from AND refunds = :refunds";

    /** The refund still has the state and the number of tries that were read. */
    public static final String REFUND_AS_READ = "#state = :from AND tries = :tries";

    /** No scan has this id, or one of this booking whose admission restored tables have lost. */
    public static final String IS_NEW_SCAN = "attribute_not_exists(booking_id) OR scanned_booking = :booking";

    /** The admission exists and is not undone. */
    public static final String IS_IN_FORCE = "attribute_exists(booking_id) AND attribute_not_exists(undone_at)";

    /** The payment has not ended. */
    public static final String PAYMENT_IS_OPEN = "#state = :open";

    /** The payment exists, and MoMo was not asked about its booking after this time. */
    public static final String NOT_CHECKED_SINCE =
            "attribute_exists(booking_id) AND (attribute_not_exists(checked_at) OR checked_at <= :last)";

    /**
     * The customer has no unpaid booking, or only one whose hold has run out, and no cool-down for the show.
     */
    public static final String MAY_HOLD = "(attribute_not_exists(active_hold_until) OR active_hold_until <= :now)"
            + " AND (attribute_not_exists(cooldowns.#show) OR cooldowns.#show <= :now)";

    /** Names the booking, and keeps the lapses and cool-downs. */
    public static final String TAKE_ACTIVE_HOLD =
            "SET active_hold_booking = :booking, active_hold_until = :until ADD version :one";

    /** The active hold has not changed since it was read. */
    public static final String ACTIVE_HOLD_AS_READ = "version = :version";

    /** The items of a partition whose part has this prefix. */
    public static final String PARTS_WITH_PREFIX = "booking_id = :id AND begins_with(part, :prefix)";

    /** The item is a booking of a show that has not ended. */
    public static final String IS_BOOKING_OF_SHOW_TO_COME = "part = :booking AND booked_show.ends_at > :now";

    /** An item has this key. */
    public static final String EXISTS = "attribute_exists(booking_id)";

    private BookingsTable() {}

    public static Map<String, AttributeValue> bookingKey(BookingId id) {
        return key(id.value(), BOOKING_PART);
    }

    /** The key of a booking in the index by customer. */
    public static Map<String, AttributeValue> byCustomerKey(CustomerId customer, BookingPosition position) {
        return Map.of(
                BOOKING_ID, text(position.booking().value()),
                PART, text(BOOKING_PART),
                CUSTOMER_ID, text(customer.value()),
                CREATED_AT, time(position.createdAt()));
    }

    public static Map<String, AttributeValue> paymentKey(PaymentId paymentId) {
        return key(paymentId.partition(), PAYMENT_PREFIX + paymentId.value());
    }

    public static Map<String, AttributeValue> refundKey(RefundId id) {
        return key(id.payment().partition(), REFUND_PREFIX + id.value());
    }

    public static Map<String, AttributeValue> caseKey(CaseId id) {
        return key(id.payment().partition(), CASE_PREFIX + id.value());
    }

    public static Map<String, AttributeValue> admissionKey(BookingId booking, ScanId scan) {
        return key(booking.value(), SCAN_PREFIX + scan.value());
    }

    /** The key of the item that names the booking of a scan. */
    public static Map<String, AttributeValue> scanKey(ScanId scan) {
        return key(SCAN_PREFIX + scan.value(), SCAN_PART);
    }

    public static Map<String, AttributeValue> activeHoldKey(CustomerId customer) {
        return key("ACTIVE_HOLD#" + customer.value(), ACTIVE_HOLD_PART);
    }

    private static Map<String, AttributeValue> key(String bookingId, String part) {
        return Map.of(BOOKING_ID, text(bookingId), PART, text(part));
    }
}
