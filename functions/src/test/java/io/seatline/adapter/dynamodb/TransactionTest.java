package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.ItemText.asItem;
import static io.seatline.adapter.dynamodb.ItemText.asText;
import static io.seatline.adapter.dynamodb.ItemText.expectedBy;
import static io.seatline.adapter.dynamodb.ItemText.lostBy;
import static io.seatline.adapter.dynamodb.ItemText.shard;
import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ScanId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.HoldEnd;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.AdmissionBuilder;
import io.seatline.testing.Fixture;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Asserts every condition verbatim, because these conditions keep a seat from having two owners. */
class TransactionTest {
    private static final BookingId ID = Fixture.id('a');
    private static final SeatNumber SEAT = new SeatNumber("A1");
    private static final Instant KEPT_UNTIL = Instant.parse("2026-11-29T09:00:00Z");
    private static final Booking HOLD = Fixture.hold(ID, "A1", "A2");
    private static final Payment PAYMENT = Fixture.attempt(HOLD);
    private static final PaymentId ORDER = PAYMENT.id();
    private static final Payment CAPTURED = PAYMENT.captured("7");
    private static final Payment REFUNDING = CAPTURED.refunding(new Vnd(80_000));
    private static final Refund REFUND =
            REFUNDING.newRefund(new Vnd(80_000), Refund.Reason.CUSTOMER, NOW).forSeats(List.of(SEAT), List.of());
    private static final ActiveHold ACTIVE_HOLD = ActiveHold.none(ALICE).taken(HOLD);
    private static final Map<String, String> ACTIVE_HOLD_KEY =
            Map.of("booking_id", "S:ACTIVE_HOLD#alice", "part", "S:ACTIVE_HOLD");
    private static final SupportCase CASE = SupportCaseBuilder.builder()
            .id(CaseId.of(REFUND.id()))
            .reason(SupportCase.Reason.REFUND_FAILED)
            .open(true)
            .openedAt(NOW)
            .booking(Optional.of(ID))
            .momoOrder("momo-1")
            .amount(new Vnd(5))
            .detail("why")
            .note("")
            .build();

    private static final StaffId STAFF = new StaffId("anna");
    private static final SeatClaim.Admitted ADMITTED =
            new SeatClaim.Admitted(new ScanId("scan1"), new StaffId("door"), NOW);
    private static final Admission ADMISSION = AdmissionBuilder.builder()
            .scan(ADMITTED.scan())
            .booking(ID)
            .show(SHOW_ID)
            .seats(List.of(SEAT))
            .conflicting(List.of())
            .door(ADMITTED.door())
            .at(NOW)
            .recordedAt(NOW)
            .build();
    private static final String NOW_MS = "N:1795323600000";
    private static final String HELD_UNTIL_MS = "N:1795323900000";
    private static final String SETTLE_MS = "N:1795324020000";

    private final Transaction transaction = new Transaction("catalog", "claims", "bookings", "waitlist", 4);

    @Test
    void takes_a_seat_without_a_claim() {
        Put put = put(new Write.TakeSeat(SHOW_ID, SEAT, new SeatClaim.Held(ID, HELD_UNTIL), KEPT_UNTIL));

        assertEquals("claims", put.tableName());
        assertEquals("attribute_not_exists(seat)", put.conditionExpression());
        assertEquals(
                Map.of(
                        "show_id", "S:sh1",
                        "seat", "S:A1",
                        "state", "S:HELD",
                        "booking_id", "S:" + ID,
                        "held_until", HELD_UNTIL_MS,
                        "ttl", "N:1795942800"),
                asText(put.item()));
        assertEquals(ReturnValuesOnConditionCheckFailure.ALL_OLD, put.returnValuesOnConditionCheckFailure());
    }

    @Test
    void seat_taken_as_sold_has_no_expiry() {
        Put put = put(new Write.TakeSeat(SHOW_ID, SEAT, new SeatClaim.Sold(ID), KEPT_UNTIL));

        assertEquals(
                Map.of(
                        "show_id",
                        "S:sh1",
                        "seat",
                        "S:A1",
                        "state",
                        "S:SOLD",
                        "booking_id",
                        "S:" + ID,
                        "ttl",
                        "N:1795942800"),
                asText(put.item()));
    }

    @Test
    void sells_a_seat_that_the_booking_holds() {
        Update update =
                update(new Write.MoveClaim(SHOW_ID, SEAT, new SeatClaim.Held(ID, HELD_UNTIL), new SeatClaim.Sold(ID)));

        assertEquals("claims", update.tableName());
        assertEquals(Map.of("show_id", "S:sh1", "seat", "S:A1"), asText(update.key()));
        assertEquals(
                "#state = :from AND booking_id = :booking AND attribute_not_exists(scan_id)",
                update.conditionExpression());
        assertEquals(
                "SET #booking_id = :new_booking_id, #state = :new_state REMOVE #held_until", update.updateExpression());
        assertEquals(
                Map.of("#state", "state", "#booking_id", "booking_id", "#held_until", "held_until"),
                update.expressionAttributeNames());
        assertEquals(
                Map.of(":from", "S:HELD", ":booking", "S:" + ID, ":new_state", "S:SOLD", ":new_booking_id", "S:" + ID),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void releases_a_seat_that_the_booking_bought() {
        Update update = update(new Write.MoveClaim(SHOW_ID, SEAT, new SeatClaim.Sold(ID), new SeatClaim.Released(ID)));

        assertEquals(
                "#state = :from AND booking_id = :booking AND attribute_not_exists(scan_id)",
                update.conditionExpression());
        assertEquals(
                Map.of(
                        ":from",
                        "S:SOLD",
                        ":booking",
                        "S:" + ID,
                        ":new_state",
                        "S:RELEASED",
                        ":new_booking_id",
                        "S:" + ID),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void blocks_a_seat_that_the_booking_bought() {
        Update update = update(new Write.MoveClaim(SHOW_ID, SEAT, new SeatClaim.Sold(ID), new SeatClaim.Blocked(ID)));

        assertEquals(
                "#state = :from AND booking_id = :booking AND attribute_not_exists(scan_id)",
                update.conditionExpression());
        assertEquals(
                Map.of(
                        ":from",
                        "S:SOLD",
                        ":booking",
                        "S:" + ID,
                        ":new_state",
                        "S:BLOCKED",
                        ":new_booking_id",
                        "S:" + ID),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void admits_a_sold_seat_for_which_nobody_was_let_in() {
        Update update =
                update(new Write.MoveClaim(SHOW_ID, SEAT, new SeatClaim.Sold(ID), new SeatClaim.Sold(ID, ADMITTED)));

        assertEquals(
                "#state = :from AND booking_id = :booking AND attribute_not_exists(scan_id)",
                update.conditionExpression());
        assertEquals(
                "SET #admitted_at = :new_admitted_at, #admitted_by = :new_admitted_by, #booking_id = :new_booking_id,"
                        + " #scan_id = :new_scan_id, #state = :new_state REMOVE #held_until",
                update.updateExpression());
        assertEquals(
                Map.of(
                        ":from", "S:SOLD",
                        ":booking", "S:" + ID,
                        ":new_state", "S:SOLD",
                        ":new_booking_id", "S:" + ID,
                        ":new_scan_id", "S:scan1",
                        ":new_admitted_by", "S:door",
                        ":new_admitted_at", "N:" + NOW.toEpochMilli()),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void releases_an_admitted_seat_only_if_the_same_scan_admitted_it() {
        Update update = update(
                new Write.MoveClaim(SHOW_ID, SEAT, new SeatClaim.Sold(ID, ADMITTED), new SeatClaim.Released(ID)));

        assertEquals("#state = :from AND booking_id = :booking AND scan_id = :scan", update.conditionExpression());
        assertEquals(
                "SET #booking_id = :new_booking_id, #state = :new_state"
                        + " REMOVE #admitted_at, #admitted_by, #held_until, #scan_id",
                update.updateExpression());
        assertEquals("S:scan1", asText(update.expressionAttributeValues()).get(":scan"));
    }

    @Test
    void records_an_admission_once() {
        assertEquals(
                "attribute_not_exists(booking_id)",
                put(new Write.OpenAdmission(ADMISSION)).conditionExpression());
    }

    @Test
    void names_a_scan_of_one_booking_only() {
        Put put = put(new Write.NameScan(ADMISSION));

        assertEquals("attribute_not_exists(booking_id) OR scanned_booking = :booking", put.conditionExpression());
        assertEquals(
                Map.of("booking_id", "S:SCAN#scan1", "part", "S:SCAN", "scanned_booking", "S:" + ID),
                asText(put.item()));
        assertEquals(Map.of(":booking", "S:" + ID), asText(put.expressionAttributeValues()));
    }

    @Test
    void undoes_an_admission_once() {
        Update update = update(new Write.UndoAdmission(ADMISSION.undone(STAFF, NOW, "wrong ticket")));

        assertEquals("attribute_exists(booking_id) AND attribute_not_exists(undone_at)", update.conditionExpression());
        assertEquals(Map.of("booking_id", "S:" + ID, "part", "S:SCAN#scan1"), asText(update.key()));
        assertEquals(
                Map.of(
                        ":new_undone_by", "S:" + STAFF,
                        ":new_undone_at", "N:" + NOW.toEpochMilli(),
                        ":new_undone_reason", "S:wrong ticket"),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void extends_a_claim_that_the_booking_holds() {
        Update update = update(
                new Write.MoveClaim(SHOW_ID, SEAT, new SeatClaim.Held(ID, NOW), new SeatClaim.Held(ID, HELD_UNTIL)));

        assertEquals(
                "#state = :from AND booking_id = :booking AND attribute_not_exists(scan_id)",
                update.conditionExpression());
        assertEquals(
                "SET #booking_id = :new_booking_id, #held_until = :new_held_until, #state = :new_state",
                update.updateExpression());
        assertEquals(
                Map.of(
                        ":from",
                        "S:HELD",
                        ":booking",
                        "S:" + ID,
                        ":new_state",
                        "S:HELD",
                        ":new_booking_id",
                        "S:" + ID,
                        ":new_held_until",
                        HELD_UNTIL_MS),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void moves_a_released_seat_to_another_booking_if_unchanged() {
        BookingId next = Fixture.id('b');
        Update update = update(
                new Write.MoveClaim(SHOW_ID, SEAT, new SeatClaim.Released(ID), new SeatClaim.Held(next, HELD_UNTIL)));

        assertEquals(
                "#state = :from AND booking_id = :booking AND attribute_not_exists(scan_id)",
                update.conditionExpression());
        assertEquals(
                "SET #booking_id = :new_booking_id, #held_until = :new_held_until, #state = :new_state",
                update.updateExpression());
        assertEquals(
                Map.of(
                        ":from",
                        "S:RELEASED",
                        ":booking",
                        "S:" + ID,
                        ":new_state",
                        "S:HELD",
                        ":new_booking_id",
                        "S:" + next,
                        ":new_held_until",
                        HELD_UNTIL_MS),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void frees_a_seat_only_if_the_same_booking_released_it() {
        Delete delete = transaction
                .item(new Write.FreeSeat(SHOW_ID, SEAT, new SeatClaim.Released(ID)))
                .delete();

        assertEquals("claims", delete.tableName());
        assertEquals(Map.of("show_id", "S:sh1", "seat", "S:A1"), asText(delete.key()));
        assertEquals(
                "#state = :from AND booking_id = :booking AND attribute_not_exists(scan_id)",
                delete.conditionExpression());
        assertEquals(Map.of("#state", "state"), delete.expressionAttributeNames());
        assertEquals(Map.of(":from", "S:RELEASED", ":booking", "S:" + ID), asText(delete.expressionAttributeValues()));
    }

    @Test
    void opens_a_new_booking_with_the_deadline_of_its_hold() {
        Put put = put(new Write.OpenBooking(HOLD));

        assertEquals("bookings", put.tableName());
        assertEquals("attribute_not_exists(booking_id)", put.conditionExpression());
        assertEquals(ReturnValuesOnConditionCheckFailure.ALL_OLD, put.returnValuesOnConditionCheckFailure());
        assertEquals(
                Map.ofEntries(
                        Map.entry("booking_id", "S:" + ID),
                        Map.entry("part", "S:BOOKING"),
                        Map.entry("customer_id", "S:alice"),
                        Map.entry("created_at", NOW_MS),
                        Map.entry("show_id", "S:sh1"),
                        Map.entry(
                                "booked_show",
                                "M:{address=S:1 Le Loi, cinema=S:Lotus, ends_at=N:1795338000000, format=S:2D,"
                                        + " hall=S:Hall 1, id=S:sh1, rating=S:T13, starts_at=N:1795330800000,"
                                        + " time_zone=S:Asia/Ho_Chi_Minh, title=S:The Last Ferry}"),
                        Map.entry("seats", "L:[S:A1, S:A2]"),
                        Map.entry("prices", "L:[N:80000, N:80000]"),
                        Map.entry("amount", "N:160000"),
                        Map.entry("currency", "S:VND"),
                        Map.entry("state", "S:IN_BOOKING"),
                        Map.entry("held_until", HELD_UNTIL_MS),
                        Map.entry("extended", "BOOL:false"),
                        Map.entry("attempts", "N:1"),
                        Map.entry("releases", "N:0"),
                        Map.entry("version", "N:1"),
                        Map.entry("deadline_kind", "S:HOLD"),
                        Map.entry("deadline_at", HELD_UNTIL_MS),
                        Map.entry("deadline_since", HELD_UNTIL_MS),
                        Map.entry("deadline_shard", shard(ID.value()))),
                asText(put.item()));
    }

    @Test
    void changes_a_booking_only_in_the_state_and_version_read() {
        Update update = update(new Write.ChangeBooking(HOLD, HOLD.paid(ORDER, NOW)));

        assertEquals("bookings", update.tableName());
        assertEquals(Map.of("booking_id", "S:" + ID, "part", "S:BOOKING"), asText(update.key()));
        assertEquals("#state = :from AND version = :version", update.conditionExpression());
        assertEquals(
                "SET #attempts = :new_attempts, #changes = :new_changes, #extended = :new_extended,"
                        + " #held_until = :new_held_until, #paid_by = :new_paid_by, #releases = :new_releases, #state = :new_state,"
                        + " #version = :new_version REMOVE #deadline_at, #deadline_kind, #deadline_shard, #deadline_since",
                update.updateExpression());
        assertEquals(namesIn(update), update.expressionAttributeNames());
        assertEquals(
                Map.of(
                        ":from", "S:IN_BOOKING",
                        ":version", "N:1",
                        ":new_attempts", "N:1",
                        ":new_changes", "L:[S:PAID 1795323600000]",
                        ":new_extended", "BOOL:false",
                        ":new_held_until", HELD_UNTIL_MS,
                        ":new_paid_by", "S:" + ORDER,
                        ":new_releases", "N:0",
                        ":new_state", "S:PAID",
                        ":new_version", "N:2"),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void unpaid_booking_has_no_paid_by() {
        Update update = update(new Write.ChangeBooking(HOLD, HOLD.cancelled(NOW)));

        assertEquals(
                "SET #attempts = :new_attempts, #changes = :new_changes, #deadline_at = :new_deadline_at,"
                        + " #deadline_kind = :new_deadline_kind, #deadline_shard = :new_deadline_shard, #deadline_since = :new_deadline_since, #extended = :new_extended, #held_until = :new_held_until,"
                        + " #releases = :new_releases, #state = :new_state, #version = :new_version",
                update.updateExpression());
        assertEquals("S:REALLOCATE", asText(update.expressionAttributeValues()).get(":new_deadline_kind"));
        assertEquals(
                shard(ID.value()), asText(update.expressionAttributeValues()).get(":new_deadline_shard"));
    }

    @Test
    void ends_a_hold_only_after_its_expiry() {
        Update update = update(new Write.EndHold(HOLD, HOLD.expired(HELD_UNTIL), HELD_UNTIL));

        assertEquals("#state = :from AND version = :version AND held_until <= :now", update.conditionExpression());
        assertEquals(
                Map.ofEntries(
                        Map.entry(":from", "S:IN_BOOKING"),
                        Map.entry(":version", "N:1"),
                        Map.entry(":now", HELD_UNTIL_MS),
                        Map.entry(":new_attempts", "N:1"),
                        Map.entry(":new_changes", "L:[S:EXPIRED 1795323900000]"),
                        Map.entry(":new_deadline_at", "N:1795324080000"),
                        Map.entry(":new_deadline_since", HELD_UNTIL_MS),
                        Map.entry(":new_deadline_kind", "S:REALLOCATE"),
                        Map.entry(":new_deadline_shard", shard(ID.value())),
                        Map.entry(":new_extended", "BOOL:false"),
                        Map.entry(":new_held_until", HELD_UNTIL_MS),
                        Map.entry(":new_releases", "N:1"),
                        Map.entry(":new_state", "S:EXPIRED"),
                        Map.entry(":new_version", "N:2")),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void opens_a_new_payment_with_its_deadline() {
        Put put = put(new Write.OpenPayment(PAYMENT));

        assertEquals("bookings", put.tableName());
        assertEquals("attribute_not_exists(booking_id)", put.conditionExpression());
        assertEquals(
                Map.ofEntries(
                        Map.entry("booking_id", "S:" + ID),
                        Map.entry("part", "S:PAYMENT#" + ID + ".1"),
                        Map.entry("order_id", "S:" + ID + ".1"),
                        Map.entry("state", "S:OPEN"),
                        Map.entry("amount", "N:160000"),
                        Map.entry("currency", "S:VND"),
                        Map.entry("payable_until", HELD_UNTIL_MS),
                        Map.entry("provider", "S:MOMO"),
                        Map.entry("refunds", "N:0"),
                        Map.entry("refunded", "N:0"),
                        Map.entry("deadline_kind", "S:PAYMENT"),
                        Map.entry("deadline_at", SETTLE_MS),
                        Map.entry("deadline_since", SETTLE_MS),
                        Map.entry("deadline_shard", shard(ID.value()))),
                asText(put.item()));
    }

    @Test
    void stray_payments_share_a_partition_and_have_no_deadline() {
        PaymentId stray = PaymentId.stray("nobody", "7");
        Put put = put(new Write.OpenPayment(Payment.stray(stray, new Vnd(5), "7", NOW)));

        assertEquals("attribute_not_exists(booking_id)", put.conditionExpression());
        assertEquals(
                Map.ofEntries(
                        Map.entry("booking_id", "S:stray"),
                        Map.entry("part", "S:PAYMENT#" + stray),
                        Map.entry("order_id", "S:" + stray),
                        Map.entry("state", "S:CAPTURED"),
                        Map.entry("amount", "N:5"),
                        Map.entry("currency", "S:VND"),
                        Map.entry("payable_until", NOW_MS),
                        Map.entry("trans_id", "S:7"),
                        Map.entry("provider", "S:MOMO"),
                        Map.entry("refunds", "N:0"),
                        Map.entry("refunded", "N:0")),
                asText(put.item()));
    }

    @Test
    void returned_seats_leave_the_booking_with_their_prices() {
        Booking paid = HOLD.paid(ORDER, NOW);
        Booking returned = paid.returned(List.of(SEAT), List.of(REFUND), NOW, Optional.empty());
        Update update = update(new Write.ChangeBooking(paid, returned));

        assertEquals("#state = :from AND version = :version", update.conditionExpression());
        assertEquals(
                "SET #attempts = :new_attempts, #extended = :new_extended, #held_until = :new_held_until,"
                        + " #paid_by = :new_paid_by, #prices = :new_prices, #releases = :new_releases,"
                        + " #returned = :new_returned, #seats = :new_seats, #state = :new_state, #version = :new_version"
                        + " REMOVE #deadline_at, #deadline_kind, #deadline_shard, #deadline_since",
                update.updateExpression());
        Map<String, String> values = asText(update.expressionAttributeValues());
        assertEquals("L:[S:A2]", values.get(":new_seats"));
        assertEquals("L:[N:80000]", values.get(":new_prices"));
        assertEquals("L:[S:A1]", values.get(":new_returned"));
    }

    @Test
    void changes_a_payment_only_with_the_state_and_refunds_read() {
        Update update = update(new Write.ChangePayment(REFUNDING, REFUNDING.refunding(new Vnd(80_000))));

        assertEquals("bookings", update.tableName());
        assertEquals(Map.of("booking_id", "S:" + ID, "part", "S:PAYMENT#" + ID + ".1"), asText(update.key()));
        assertEquals("#state = :from AND refunds = :refunds", update.conditionExpression());
        assertEquals(
                "SET #refunded = :new_refunded, #refunds = :new_refunds, #state = :new_state, #trans_id = :new_trans_id"
                        + " REMOVE #deadline_at, #deadline_kind, #deadline_shard, #deadline_since",
                update.updateExpression());
        assertEquals(namesIn(update), update.expressionAttributeNames());
        assertEquals(
                Map.of(
                        ":from", "S:CAPTURED",
                        ":refunds", "N:1",
                        ":new_refunded", "N:160000",
                        ":new_refunds", "N:2",
                        ":new_state", "S:CAPTURED",
                        ":new_trans_id", "S:7"),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void late_payment_has_a_deadline() {
        Update update = update(new Write.ChangePayment(PAYMENT, PAYMENT.capturedLate("7", NOW)));

        assertEquals(
                "SET #deadline_at = :new_deadline_at, #deadline_kind = :new_deadline_kind,"
                        + " #deadline_shard = :new_deadline_shard, #deadline_since = :new_deadline_since,"
                        + " #refunded = :new_refunded, #refunds = :new_refunds, #state = :new_state,"
                        + " #trans_id = :new_trans_id",
                update.updateExpression());
        assertEquals(
                Map.of(
                        ":from", "S:OPEN",
                        ":refunds", "N:0",
                        ":new_deadline_at", "N:1795323780000",
                        ":new_deadline_kind", "S:LATE_PAYMENT",
                        ":new_deadline_shard", shard(ID.value()),
                        ":new_deadline_since", NOW_MS,
                        ":new_refunded", "N:0",
                        ":new_refunds", "N:0",
                        ":new_state", "S:CAPTURED",
                        ":new_trans_id", "S:7"),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void payment_check_compares_state_and_number_of_refunds() {
        ConditionCheck check =
                transaction.item(new Write.PaymentUnchanged(REFUNDING)).conditionCheck();

        assertEquals("bookings", check.tableName());
        assertEquals(Map.of("booking_id", "S:" + ID, "part", "S:PAYMENT#" + ID + ".1"), asText(check.key()));
        assertEquals("#state = :from AND refunds = :refunds", check.conditionExpression());
        assertEquals(Map.of("#state", "state"), check.expressionAttributeNames());
        assertEquals(Map.of(":from", "S:CAPTURED", ":refunds", "N:1"), asText(check.expressionAttributeValues()));
    }

    @Test
    void check_of_an_unknown_payment_expects_none_with_its_id() {
        ConditionCheck check =
                transaction.item(new Write.NoPayment(PaymentId.attempt(ID, 1))).conditionCheck();

        assertEquals("bookings", check.tableName());
        assertEquals(Map.of("booking_id", "S:" + ID, "part", "S:PAYMENT#" + ID + ".1"), asText(check.key()));
        assertEquals("attribute_not_exists(booking_id)", check.conditionExpression());
        assertEquals(Map.of(), check.expressionAttributeValues());
    }

    @Test
    void opens_a_new_refund_with_its_deadline() {
        Put put = put(new Write.OpenRefund(REFUND));

        assertEquals("bookings", put.tableName());
        assertEquals("attribute_not_exists(booking_id)", put.conditionExpression());
        assertEquals(pendingRefund("N:1", "N:1795323780000"), asText(put.item()));
    }

    @Test
    void changes_a_refund_only_with_the_state_and_tries_read() {
        Update update = update(new Write.ChangeRefund(REFUND, REFUND.paused(NOW)));

        assertEquals("bookings", update.tableName());
        assertEquals("#state = :from AND tries = :tries", update.conditionExpression());
        assertEquals("state", update.expressionAttributeNames().get("#state"));
        assertEquals(Map.of(":from", "S:PENDING", ":tries", "N:1"), expectedBy(update));
        assertEquals(pendingRefund("N:2", "N:1795327200000"), asItem(update));
        assertEquals(List.of(), lostBy(update));
    }

    @Test
    void refund_check_compares_state_and_tries() {
        ConditionCheck check =
                transaction.item(new Write.RefundUnchanged(REFUND.paused(NOW))).conditionCheck();

        assertEquals("bookings", check.tableName());
        assertEquals(Map.of("booking_id", "S:" + ID, "part", "S:REFUND#" + ID + ".1-r1"), asText(check.key()));
        assertEquals("#state = :from AND tries = :tries", check.conditionExpression());
        assertEquals(Map.of("#state", "state"), check.expressionAttributeNames());
        assertEquals(Map.of(":from", "S:PENDING", ":tries", "N:2"), asText(check.expressionAttributeValues()));
    }

    @Test
    void removing_a_refund_expects_its_state_and_tries() {
        Delete delete = transaction.item(new Write.RemoveRefund(REFUND)).delete();

        assertEquals("bookings", delete.tableName());
        assertEquals(Map.of("booking_id", "S:" + ID, "part", "S:REFUND#" + ID + ".1-r1"), asText(delete.key()));
        assertEquals("#state = :from AND tries = :tries", delete.conditionExpression());
        assertEquals(Map.of(":from", "S:PENDING", ":tries", "N:1"), asText(delete.expressionAttributeValues()));
    }

    @Test
    void refund_by_hand_names_staff_and_note_and_has_no_deadline() {
        Put put = put(new Write.OpenRefund(REFUND.paidByHand(new StaffId("staff-1"), "cash", NOW)));

        Map<String, String> item = asText(put.item());
        assertEquals("S:SUCCEEDED", item.get("state"));
        assertEquals("S:BY_HAND", item.get("method"));
        assertEquals("S:staff-1", item.get("handled_by"));
        assertEquals(NOW_MS, item.get("handled_at"));
        assertEquals(null, item.get("requested_by"));
        assertEquals("S:cash", item.get("note"));
        assertEquals(NOW_MS, item.get("ended_at"));
        assertEquals(null, item.get("deadline_at"));
        assertEquals(null, item.get("deadline_shard"));
    }

    private static Map<String, String> pendingRefund(String tries, String deadline) {
        return Map.ofEntries(
                Map.entry("booking_id", "S:" + ID),
                Map.entry("part", "S:REFUND#" + ID + ".1-r1"),
                Map.entry("amount", "N:80000"),
                Map.entry("currency", "S:VND"),
                Map.entry("seats", "L:[S:A1]"),
                Map.entry("reason", "S:CUSTOMER"),
                Map.entry("method", "S:MOMO"),
                Map.entry("note", "S:"),
                Map.entry("state", "S:PENDING"),
                Map.entry("tries", tries),
                Map.entry("requested_at", NOW_MS),
                Map.entry("deadline_kind", "S:REFUND"),
                Map.entry("deadline_at", deadline),
                Map.entry("deadline_since", deadline),
                Map.entry("deadline_shard", shard(ID.value())));
    }

    @Test
    void failed_payment_has_no_deadline() {
        Update update = update(new Write.ChangePayment(PAYMENT, PAYMENT.failed()));

        assertEquals(
                "SET #refunded = :new_refunded, #refunds = :new_refunds, #state = :new_state"
                        + " REMOVE #deadline_at, #deadline_kind, #deadline_shard, #deadline_since",
                update.updateExpression());
    }

    @Test
    void takes_the_active_hold_if_absent_or_expired_and_not_cooling_down() {
        Update update = transaction.item(new Write.TakeActiveHold(HOLD, NOW)).update();

        assertEquals("bookings", update.tableName());
        assertEquals(ACTIVE_HOLD_KEY, asText(update.key()));
        assertEquals(
                "(attribute_not_exists(active_hold_until) OR active_hold_until <= :now)"
                        + " AND (attribute_not_exists(cooldowns.#show) OR cooldowns.#show <= :now)",
                update.conditionExpression());
        assertEquals(
                "SET active_hold_booking = :booking, active_hold_until = :until ADD version :one",
                update.updateExpression());
        assertEquals(Map.of("#show", "sh1"), update.expressionAttributeNames());
        assertEquals(
                Map.of(":booking", "S:" + ID, ":until", HELD_UNTIL_MS, ":one", "N:1", ":now", NOW_MS),
                asText(update.expressionAttributeValues()));
        assertEquals(ReturnValuesOnConditionCheckFailure.ALL_OLD, update.returnValuesOnConditionCheckFailure());
    }

    @Test
    void extends_an_active_hold_only_in_the_version_read() {
        Update update = update(new Write.ChangeActiveHold(ACTIVE_HOLD, ACTIVE_HOLD.extended(HELD_UNTIL)));

        assertEquals("bookings", update.tableName());
        assertEquals(ACTIVE_HOLD_KEY, asText(update.key()));
        assertEquals("version = :version", update.conditionExpression());
        assertEquals(
                "SET #active_hold_booking = :new_active_hold_booking, #active_hold_until = :new_active_hold_until,"
                        + " #cooldowns = :new_cooldowns, #lapses = :new_lapses, #version = :new_version",
                update.updateExpression());
        assertEquals(
                Map.of(
                        ":version", "N:1",
                        ":new_version", "N:2",
                        ":new_active_hold_booking", "S:" + ID,
                        ":new_active_hold_until", HELD_UNTIL_MS,
                        ":new_lapses", "M:{}",
                        ":new_cooldowns", "M:{}"),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void ended_hold_is_removed_and_counted_only_in_the_version_read() {
        Update update = update(new Write.ChangeActiveHold(ACTIVE_HOLD, ACTIVE_HOLD.ended(HOLD, HoldEnd.EXPIRED, NOW)));

        assertEquals("version = :version", update.conditionExpression());
        assertEquals(
                "SET #cooldowns = :new_cooldowns, #lapses = :new_lapses, #version = :new_version"
                        + " REMOVE #active_hold_booking, #active_hold_until",
                update.updateExpression());
        assertEquals(
                Map.of(
                        ":version", "N:1",
                        ":new_version", "N:2",
                        ":new_lapses", "M:{sh1=L:[" + NOW_MS + "]}",
                        ":new_cooldowns", "M:{}"),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void lapse_of_a_customer_without_an_item_expects_none() {
        ActiveHold none = ActiveHold.none(ALICE);
        Update update = update(new Write.ChangeActiveHold(none, none.ended(HOLD, HoldEnd.EXPIRED, NOW)));

        assertEquals("attribute_not_exists(booking_id)", update.conditionExpression());
    }

    @Test
    void opens_a_case_next_to_its_payment_unconditionally() {
        Put put = put(new Write.OpenCase(CASE));

        assertEquals("bookings", put.tableName());
        assertEquals(null, put.conditionExpression());
        assertEquals(
                Map.ofEntries(
                        Map.entry("booking_id", "S:" + ID),
                        Map.entry("part", "S:CASE#" + ID + ".1-r1"),
                        Map.entry("case_id", "S:" + ORDER + "-r1"),
                        Map.entry("reason", "S:REFUND_FAILED"),
                        Map.entry("case_state", "S:OPEN"),
                        Map.entry("open_case", "S:OPEN"),
                        Map.entry("opened_at", NOW_MS),
                        Map.entry("about_booking", "S:" + ID),
                        Map.entry("momo_order", "S:momo-1"),
                        Map.entry("amount", "N:5"),
                        Map.entry("currency", "S:VND"),
                        Map.entry("detail", "S:why"),
                        Map.entry("note", "S:")),
                asText(put.item()));
    }

    @Test
    void closes_an_existing_case_and_removes_it_from_the_index() {
        Update update = update(new Write.CloseCase(CASE.closed("paid back")));

        assertEquals(Map.of("booking_id", "S:" + ID, "part", "S:CASE#" + ID + ".1-r1"), asText(update.key()));
        assertEquals("attribute_exists(booking_id)", update.conditionExpression());
        assertEquals(
                "SET #case_state = :new_case_state, #note = :new_note REMOVE #open_case", update.updateExpression());
        assertEquals(
                Map.of(":new_case_state", "S:CLOSED", ":new_note", "S:paid back"),
                asText(update.expressionAttributeValues()));
    }

    @Test
    void case_that_staff_close_names_them() {
        Update update = update(new Write.CloseCase(CASE.closedBy(new StaffId("staff-1"), "told", NOW)));

        assertEquals(
                "SET #case_state = :new_case_state, #closed_at = :new_closed_at, #closed_by = :new_closed_by,"
                        + " #note = :new_note REMOVE #open_case",
                update.updateExpression());
        assertEquals("S:staff-1", asText(update.expressionAttributeValues()).get(":new_closed_by"));
        assertEquals(NOW_MS, asText(update.expressionAttributeValues()).get(":new_closed_at"));
    }

    @Test
    void booking_shares_its_shard_with_its_payments() {
        Map<String, Long> bookingsByShard = "abcdefghijklmnopqrstuvwxyz234567"
                .chars()
                .mapToObj(letter -> put(new Write.OpenBooking(Fixture.hold(Fixture.id((char) letter), "A1")))
                        .item()
                        .get("deadline_shard")
                        .s())
                .collect(Collectors.groupingBy(shard -> shard, TreeMap::new, Collectors.counting()));

        assertEquals(
                put(new Write.OpenBooking(HOLD)).item().get("deadline_shard"),
                put(new Write.OpenPayment(PAYMENT)).item().get("deadline_shard"));
        assertEquals(List.of("0", "1", "2", "3"), List.copyOf(bookingsByShard.keySet()));
    }

    @Test
    void function_without_shards_cannot_write_deadlines() {
        Transaction without = new Transaction("catalog", "claims", "bookings", "waitlist", 0);

        assertThrows(IllegalStateException.class, () -> without.item(new Write.OpenBooking(HOLD)));
        assertThrows(
                IllegalStateException.class, () -> without.item(new Write.ChangeBooking(HOLD, HOLD.cancelled(NOW))));
    }

    private Put put(Write write) {
        return transaction.item(write).put();
    }

    private Update update(Write write) {
        TransactWriteItem item = transaction.item(write);
        assertEquals(null, item.update().returnValuesOnConditionCheckFailureAsString());
        return item.update();
    }

    /** Each placeholder of the expression is named after its attribute. */
    private static Map<String, String> namesIn(Update update) {
        return Pattern.compile("#(\\w+)")
                .matcher(update.updateExpression())
                .results()
                .collect(Collectors.toMap(MatchResult::group, name -> name.group(1)));
    }
}
