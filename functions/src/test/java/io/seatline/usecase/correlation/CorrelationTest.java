package io.seatline.usecase.correlation;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.adapter.dynamodb.table.WaitlistTable;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.TestTables;
import io.seatline.usecase.booking.ReserveSeats;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which correlation id items get, with real tables. */
class CorrelationTest {
    private static TestTables db;
    private BoxOffice office;

    @BeforeAll
    static void startDatabase() {
        db = TestTables.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @BeforeEach
    void open() {
        office = new BoxOffice(db);
    }

    @Test
    void booking_payments_and_refunds_have_the_id_of_the_request_that_held_the_seats() {
        BookingId id = request("hold", () -> office.hold("A1"));
        request("pay again", () -> office.requestPayment.retry(ALICE, id));
        request("ipn", () -> office.pay(id, 2));
        request("support", () -> office.refundAll(id));

        assertEquals(
                Map.of("BOOKING", "hold", "PAYMENT#1", "hold", "PAYMENT#2", "hold", "REFUND#2-r1", "hold"),
                idsOf(id.value(), id + "."));
    }

    @Test
    void repeat_of_a_request_keeps_the_first_id() {
        BookingId id = request("first", () -> reserve("A1"));
        request("second", () -> reserve("A1"));

        assertEquals(Map.of("BOOKING", "first", "PAYMENT#1", "first"), idsOf(id.value(), id + "."));
    }

    @Test
    void request_that_reads_another_booking_has_its_own_id() {
        BookingId lapsed = request("first", () -> office.hold("A1"));
        office.clock.moveTo(office.booking(lapsed).heldUntil().plusSeconds(1));
        BookingId id = request("second", () -> {
            office.expireHold.expire(lapsed);
            assertEquals(Optional.of("first"), Correlation.id());
            return office.hold("A2");
        });

        assertEquals(Map.of("BOOKING", "second", "PAYMENT#1", "second"), idsOf(id.value(), id + "."));
    }

    @Test
    void offer_has_the_id_of_its_entry_and_the_entry_keeps_it() {
        BookingId rest = request("rest", () -> office.hold(new CustomerId("rest"), seats(1, 10)));
        request("more", () -> office.hold(new CustomerId("more"), seats(11, 18)));
        BookingId last = request("hold", () -> office.hold("A19", "A20"));
        WaitlistEntryId entry = request("join", () -> office.join(BOB, 2));
        request("cancel", () -> {
            office.cancelBooking.cancel(ALICE, last);
            return last;
        });
        office.reallocate(last);

        BookingId offer = office.offer(entry).id();
        assertEquals(Map.of("BOOKING", "join"), idsOf(offer.value(), offer + "."));
        assertEquals(
                "join",
                db.client()
                        .getItem(r -> r.tableName(TestTables.WAITLIST).key(WaitlistTable.entryKey(entry)))
                        .item()
                        .get(Correlation.FIELD)
                        .s());
        assertEquals(Map.of("BOOKING", "rest", "PAYMENT#1", "rest"), idsOf(rest.value(), rest + "."));
    }

    @Test
    void stray_payment_and_its_case_have_the_id_of_the_notification() {
        request("ipn", () -> office.confirmPayment.captured("unknown", "7", new Vnd(5_000)));

        assertEquals(
                2,
                idsOf("stray", "stray.").values().stream().filter("ipn"::equals).count());
    }

    @Test
    void item_without_an_id_leaves_none_behind() {
        BookingId old = office.hold("A1");
        request("support", () -> {
            office.booking(old);
            assertEquals(Optional.empty(), Correlation.id());
            return old;
        });
    }

    private BookingId reserve(String seat) {
        office.reserveSeats.reserve(
                new ReserveSeats.Request(ALICE, Fixture.SHOW_ID, Fixture.seats(seat), Optional.of("key")));
        return BookingId.of(ALICE, "key");
    }

    private static String[] seats(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> "A" + n).toArray(String[]::new);
    }

    private static <T> T request(String id, Supplier<T> work) {
        Correlation.startRequest(Optional.of(id));
        try {
            return work.get();
        } finally {
            Correlation.clear();
        }
    }

    /** The ids of the items of a partition by part, without the prefix of their own ids. */
    private static Map<String, String> idsOf(String partition, String prefix) {
        Map<String, String> ids = new TreeMap<>();
        db.client().scan(r -> r.tableName(TestTables.BOOKINGS)).items().stream()
                .filter(item -> item.get("booking_id").s().equals(partition))
                .forEach(item -> ids.put(
                        item.get("part").s().replace(prefix, ""),
                        item.get(Correlation.FIELD).s()));
        return ids;
    }
}
