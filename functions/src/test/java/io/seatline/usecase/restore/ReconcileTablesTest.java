package io.seatline.usecase.restore;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.STAFF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.adapter.dynamodb.DynamoDbTableScan;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ScanId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.TestTables;
import io.seatline.usecase.Invariants;
import io.seatline.usecase.refund.RequestRefund;
import io.seatline.usecase.restore.ReconcileTables.Finding;
import io.seatline.usecase.restore.ReconcileTables.Mode;
import io.seatline.usecase.restore.ReconcileTables.Outcome;
import io.seatline.usecase.restore.ReconcileTables.Position;
import io.seatline.usecase.restore.ReconcileTables.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tables on the real engine, restored to different moments of a busy show. */
class ReconcileTablesTest {
    private static final CustomerId CAROL = new CustomerId("carol");
    private static final List<String> TABLES =
            List.of(TestTables.SEAT_CLAIMS, TestTables.BOOKINGS, TestTables.WAITLIST);
    private static final int PAGE = 2;

    /** The items of each table at a moment. */
    private record Copy(Map<String, List<Map<String, AttributeValue>>> tables) {}

    private final TestTables db = TestTables.start();
    private final List<Copy> moments = new ArrayList<>();
    private BoxOffice office;
    private ReconcileTables reconcile;

    @BeforeEach
    void open() {
        office = new BoxOffice(db);
        reconcile = new ReconcileTables(
                office.catalog,
                office.ledger,
                office.waitlist,
                new DynamoDbTableScan(db.client(), BoxOffice.TABLES, PAGE),
                office.clock);
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** A show whose seats are held, paid, returned, blocked, offered and left. */
    private void busyShow() {
        BookingId paid = then(office.hold("A1", "A2"));
        office.pay(paid, 1);
        then(office.admit("scan1", paid, "A1", "A2"));
        then(office.undoAdmission.undo(new ScanId("scan1"), STAFF, "wrong ticket"));
        then(office.admit("scan2", paid, "A2"));
        then(office.hold(BOB, "A3"));
        then(office.blockSeats.block(STAFF, SHOW_ID, Fixture.seats("A4", "A5"), "broken"));
        then(office.hold(CAROL, seatsFrom(6, 15)));
        then(office.hold(new CustomerId("dan"), seatsFrom(16, 20)));
        WaitlistEntryId entry = then(office.join(CAROL, 2));
        then(office.requestRefund.bySupport(
                paid,
                Optional.of(Fixture.showSeats("A1")),
                STAFF,
                Optional.empty(),
                RequestRefund.AdmittedSeats.REFUSE));
        then(office.requestRefund.bySupport(
                paid, Optional.empty(), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUND));
        office.reallocate(paid);
        then(entry);
        office.leaveWaitlist.leave(CAROL, entry);
        then(entry);
    }

    private <T> T then(T result) {
        moments.add(copy());
        return result;
    }

    private static String[] seatsFrom(int first, int last) {
        List<String> seats = new ArrayList<>();
        for (int n = first; n <= last; n++) {
            seats.add("A" + n);
        }
        return seats.toArray(String[]::new);
    }

    private Copy copy() {
        Map<String, List<Map<String, AttributeValue>>> tables = new HashMap<>();
        TABLES.forEach(table ->
                tables.put(table, db.client().scan(r -> r.tableName(table)).items()));
        return new Copy(tables);
    }

    private void restore(String table, Copy from) {
        from.tables().get(table).forEach(item -> db.client()
                .putItem(r -> r.tableName(table).item(item)));
    }

    private List<Finding> repair() {
        List<Finding> findings = new ArrayList<>();
        Optional<Position> position = Optional.of(Position.START);
        while (position.isPresent()) {
            // One page in each call.
            Result result = reconcile.run(position.get(), Mode.REPAIR, () -> true);
            findings.addAll(result.findings());
            position = result.next();
        }
        return findings;
    }

    @Test
    void consistent_tables_are_left_alone() {
        busyShow();
        Copy before = copy();

        assertEquals(List.of(), repair());
        assertEquals(before, copy());
    }

    @Test
    void tables_of_different_moments_become_consistent() {
        busyShow();
        for (int claims = 0; claims < moments.size(); claims++) {
            for (int bookings = Math.max(0, claims - 1);
                    bookings <= Math.min(moments.size() - 1, claims + 1);
                    bookings++) {
                for (int waitlist = Math.max(0, claims - 1);
                        waitlist <= Math.min(moments.size() - 1, claims + 1);
                        waitlist++) {
                    BoxOffice.empty(db);
                    restore(TestTables.SEAT_CLAIMS, moments.get(claims));
                    restore(TestTables.BOOKINGS, moments.get(bookings));
                    restore(TestTables.WAITLIST, moments.get(waitlist));

                    repair();

                    assertEquals(List.of(), repair(), claims + " " + bookings + " " + waitlist);
                    bookings().forEach(id -> Invariants.assertNothingIsLost(office, id));
                }
            }
        }
    }

    private List<BookingId> bookings() {
        return db.client().scan(r -> r.tableName(TestTables.BOOKINGS)).items().stream()
                .filter(item -> item.get("part").s().equals("BOOKING"))
                .map(item -> new BookingId(item.get("booking_id").s()))
                .toList();
    }

    @Test
    void a_dry_run_changes_nothing() {
        BookingId id = office.hold("A1");
        delete(TestTables.SEAT_CLAIMS, Map.of("show_id", "sh1", "seat", "A1"));
        Copy before = copy();

        Result result = reconcile.run(Position.START, Mode.DRY_RUN, BoxOffice.NO_LIMIT);

        assertEquals(
                List.of(new Finding(
                        "claim_missing",
                        "sh1.A1",
                        "no claim becomes Held[booking=" + id + ", until=2026-11-22T05:05:00Z]",
                        Outcome.REPAIRABLE)),
                result.findings());
        assertEquals(before, copy());
    }

    @Test
    void a_seat_stays_admitted_if_its_claim_or_its_admission_says_so() {
        BookingId paid = office.hold("A1", "A2");
        office.pay(paid, 1);
        Copy before = copy();
        office.admit("scan1", paid, "A1", "A2");
        Copy after = copy();

        restore(TestTables.SEAT_CLAIMS, before);
        assertEquals(List.of("claim_wrong", "claim_wrong"), kinds(repair()));
        assertEquals(after.tables().get(TestTables.SEAT_CLAIMS), copy().tables().get(TestTables.SEAT_CLAIMS));

        delete(TestTables.BOOKINGS, Map.of("booking_id", paid.value(), "part", "SCAN#scan1"));
        delete(TestTables.BOOKINGS, Map.of("booking_id", "SCAN#scan1", "part", "SCAN"));
        assertEquals(List.of("admission_missing"), kinds(repair()));
        assertEquals(
                Fixture.seats("A1", "A2"),
                office.ledger.admission(new ScanId("scan1")).orElseThrow().seats());
    }

    @Test
    void a_seat_of_a_lost_booking_goes_to_the_show_worker_first() {
        BookingId lost = office.hold("A1", "A2");
        delete(TestTables.BOOKINGS, Map.of("booking_id", lost.value(), "part", "BOOKING"));

        assertEquals(List.of("claim_without_booking"), kinds(repair()));

        BookingId block = BookingId.inPlaceOf(lost);
        assertEquals(BoxOffice.all("RELEASED", block, Fixture.seats("A1", "A2")), office.claims());
        office.reallocate(block);
        assertEquals(Map.of(), office.claims());
        assertTrue(office.booking(block).deadline().isEmpty());
    }

    @Test
    void the_payment_of_a_lost_booking_becomes_a_case_when_momo_is_asked() {
        BookingId lost = office.hold("A1");
        delete(TestTables.BOOKINGS, Map.of("booking_id", lost.value(), "part", "BOOKING"));
        repair();

        office.confirmPayment.captured(lost + ".1", Fixture.TRANS_ID, Fixture.PRICE);

        assertEquals(1, office.ledger.openCases().size());
        assertTrue(office.payment(lost, 1).deadline().isEmpty());
    }

    @Test
    void a_booking_keeps_its_seats_if_the_capture_of_its_payment_is_lost() {
        BookingId id = office.hold("A1");
        Copy before = copy();
        office.pay(id, 1);
        before.tables().get(TestTables.BOOKINGS).stream()
                .filter(item -> item.get("part").s().startsWith("PAYMENT#"))
                .forEach(item -> db.client()
                        .putItem(r -> r.tableName(TestTables.BOOKINGS).item(item)));
        repair();

        office.pay(id, 1);

        assertEquals(BookingState.PAID, office.booking(id).state());
        assertEquals(Optional.of(Fixture.TRANS_ID), office.payment(id, 1).transId());
        assertEquals(0, office.payment(id, 1).refunds());
    }

    @Test
    void of_two_owners_the_paid_one_keeps_the_seat() {
        BookingId paid = office.hold("A1");
        office.pay(paid, 1);
        Copy before = copy();
        office.refundAll(paid);
        office.reallocate(paid);
        BookingId hold = office.hold(BOB, "A1");
        before.tables().get(TestTables.BOOKINGS).stream()
                .filter(item -> item.get("booking_id").s().equals(paid.value()))
                .forEach(item -> db.client()
                        .putItem(r -> r.tableName(TestTables.BOOKINGS).item(item)));
        delete(TestTables.BOOKINGS, Map.of("booking_id", paid.value(), "part", "REFUND#" + paid + ".1-r1"));

        assertTrue(kinds(repair()).contains("two_owners"));

        assertEquals(Map.of("A1", "SOLD " + paid), office.claims());
        assertEquals(BookingState.CANCELLED, office.booking(hold).state());
    }

    @Test
    void an_entry_whose_offer_is_lost_gets_another_one() {
        BookingId all = office.hold(ALICE, seatsFrom(1, 10));
        office.hold(BOB, seatsFrom(11, 20));
        WaitlistEntryId entry = office.join(CAROL, 2);
        office.cancelBooking.cancel(ALICE, all);
        office.reallocate(all);
        Booking offer = office.offer(entry);
        delete(TestTables.BOOKINGS, Map.of("booking_id", offer.id().value(), "part", "BOOKING"));

        repair();

        assertEquals(
                WaitlistEntryState.WAITING,
                office.waitlist.entry(entry).orElseThrow().state());
        office.reallocate(BookingId.inPlaceOf(offer.id()));
        assertEquals(BookingState.IN_BOOKING, office.offer(entry).state());
    }

    private static List<String> kinds(List<Finding> findings) {
        return findings.stream().map(Finding::kind).toList();
    }

    private void delete(String table, Map<String, String> key) {
        Map<String, AttributeValue> of = new HashMap<>();
        key.forEach((name, value) -> of.put(name, AttributeValue.fromS(value)));
        db.client().deleteItem(r -> r.tableName(table).key(of));
    }
}
