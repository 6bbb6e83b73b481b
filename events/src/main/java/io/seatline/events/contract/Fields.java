package io.seatline.events.contract;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Validates the fields of the records. Error messages name the field as it is spelled in JSON. */
public final class Fields {

    private static final Pattern BOOKING_ID = Pattern.compile("bk[a-z2-7]{26}");
    private static final Pattern BOOKING_ID_OR_STRAY = Pattern.compile("bk[a-z2-7]{26}|stray");
    private static final Pattern ATTEMPT_ID = Pattern.compile("bk[a-z2-7]{26}\\.[1-9][0-9]{0,5}");
    private static final Pattern PAYMENT_ID = Pattern.compile("bk[a-z2-7]{26}\\.[1-9][0-9]{0,5}|stray\\.[a-z2-7]{26}");
    private static final Pattern REFUND_ID =
            Pattern.compile("(bk[a-z2-7]{26}\\.[1-9][0-9]{0,5}|stray\\.[a-z2-7]{26})-r[1-9][0-9]{0,5}");
    private static final Pattern CASE_ID =
            Pattern.compile("bk[a-z2-7]{26}\\.[1-9][0-9]{0,5}-r[1-9][0-9]{0,5}|stray\\.[a-z2-7]{26}");
    private static final Pattern SCAN_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern SHOW_ID = Pattern.compile("[a-z0-9]{1,32}");
    private static final Pattern ENTRY_ID = Pattern.compile("[a-z0-9]{1,32}\\.[a-z2-7]{26}");
    private static final Pattern SEAT = Pattern.compile("([A-ZĐ]{1,3}|[0-9]{1,2}-)[1-9][0-9]{0,2}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern SHARD = Pattern.compile("[0-9]{1,3}");

    private static final int MAX_PARTY = 10;

    private Fields() {}

    public static <T> T present(String field, T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    public static void text(String field, String value) {
        if (present(field, value).isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
    }

    public static void oneOf(String field, String value, String... allowed) {
        if (!List.of(allowed).contains(present(field, value))) {
            throw new IllegalArgumentException(field + " must be one of " + String.join(", ", allowed));
        }
    }

    public static void positive(String field, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(field + " must be above zero");
        }
    }

    public static void notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " must not be below zero");
        }
    }

    public static void bookingId(String value) {
        matches("booking_id", value, BOOKING_ID);
    }

    public static void blockId(String value) {
        matches("block_id", value, BOOKING_ID);
    }

    public static void bookingIdOrStray(String value) {
        matches("booking_id", value, BOOKING_ID_OR_STRAY);
    }

    public static void caseId(String value) {
        matches("case_id", value, CASE_ID);
    }

    public static void customerId(String value) {
        text("customer_id", value);
    }

    public static void scanId(String value) {
        matches("scan_id", value, SCAN_ID);
    }

    public static void showId(String value) {
        matches("show_id", value, SHOW_ID);
    }

    /**
     * Validates the public id of a waitlist entry, {@code <show id>.<26 letters and digits>}. The entry must be of the
     * show.
     */
    public static void entryId(String value, String showId) {
        matches("entry_id", value, ENTRY_ID);
        if (!value.startsWith(showId + ".")) {
            throw new IllegalArgumentException("entry_id must belong to the show in show_id");
        }
    }

    /** Validates the number of seats that a waitlist entry requests. */
    public static void party(int value) {
        if (value < 1 || value > MAX_PARTY) {
            throw new IllegalArgumentException("seats must be from 1 to " + MAX_PARTY);
        }
    }

    public static void currency(String value) {
        matches("currency", value, CURRENCY);
    }

    public static void shard(String value) {
        matches("shard", value, SHARD);
    }

    /** Validates the payment id of a booking; the id of stray money is refused. */
    public static void attemptId(String value) {
        matches("order_id", value, ATTEMPT_ID);
    }

    public static void orderId(String value) {
        matches("order_id", value, PAYMENT_ID);
    }

    public static void refundId(String value) {
        matches("refund_id", value, REFUND_ID);
    }

    public static void refundReason(String value) {
        oneOf("reason", value, "LATE_PAYMENT", "DUPLICATE_PAYMENT", "CUSTOMER", "SUPPORT", "SHOW_CANCELLED");
    }

    /** Validates seats, of which there may be none. */
    public static List<String> anySeats(List<String> value) {
        return present("seats", value).isEmpty() ? List.of() : seats(value);
    }

    public static List<String> seats(List<String> value) {
        present("seats", value).forEach(seat -> matches("seats", seat, SEAT));
        if (value.isEmpty() || new HashSet<>(value).size() < value.size()) {
            throw new IllegalArgumentException("seats must contain at least one seat and no duplicates");
        }
        return List.copyOf(value);
    }

    private static void matches(String field, String value, Pattern pattern) {
        if (!pattern.matcher(present(field, value)).matches()) {
            throw new IllegalArgumentException(field + " must match " + pattern);
        }
    }
}
