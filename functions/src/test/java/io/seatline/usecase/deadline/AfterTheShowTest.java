package io.seatline.usecase.deadline;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.seating.Party;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.MovableClock;
import io.seatline.testing.RecordingQueues;
import io.seatline.testing.ScriptedGateway;
import io.seatline.testing.TestTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Messages of a show queue are still processed long after the show, when the catalog has dropped the show and its items
 * expire one by one.
 */
class AfterTheShowTest {
    private static TestTables db;

    private final List<Show> shows = new ArrayList<>(List.of(SHOW));
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
        BoxOffice.empty(db);
        office = new BoxOffice(
                BoxOffice.catalog(shows, BoxOffice.waitlistIn(db.client())),
                new ScriptedGateway(),
                new RecordingQueues(),
                new MovableClock(NOW),
                BoxOffice.ledgerIn(db.client()),
                BoxOffice.waitlistIn(db.client()));
    }

    private void dropShowFromCatalog() {
        office.clock.moveTo(SHOW.claimsKeptUntil().plusSeconds(1));
        shows.clear();
    }

    @Test
    void seats_released_by_support_are_freed() {
        BookingId id = office.hold("A1", "A2");
        office.pay(id, 1);
        dropShowFromCatalog();
        office.refundAll(id);
        office.reallocate(id);

        assertEquals(Map.of(), office.claims());
        assertEquals(Optional.empty(), office.booking(id).deadline());
    }

    @Test
    void payment_after_the_show_is_refunded() {
        BookingId id = office.hold("A1");
        office.expire(id);
        office.reallocate(id);
        dropShowFromCatalog();
        office.pay(id, 1);
        office.latePayment(PaymentId.attempt(id, 1));

        assertEquals(RefundState.PENDING, office.refund(id, 1).state());
        assertEquals(BookingState.REFUND_PENDING, office.booking(id).state());
    }

    @Test
    void joining_and_leaving_entries_keep_no_deadline() {
        WaitlistEntryId waits = office.join(ALICE, new Party(10, false));
        fillTheHall();
        WaitlistEntryId leaves = office.join(BOB, new Party(10, false));
        office.joinWaitlist.join(new CustomerId("late"), SHOW_ID, new Party(1, false));
        WaitlistEntryId joins =
                office.waitlist.entryOf(SHOW_ID, new CustomerId("late")).orElseThrow();
        dropShowFromCatalog();
        deleteItem("STATE");
        office.leaveWaitlist.leave(BOB, leaves);
        office.deliver();

        assertEquals(
                Optional.empty(), office.waitlist.entry(leaves).orElseThrow().deadline());
        assertEquals(
                Optional.empty(), office.waitlist.entry(joins).orElseThrow().deadline());
        assertTrue(office.waitlist.entry(waits).isPresent());
    }

    @Test
    void message_for_a_missing_entry_does_not_stall_the_show_queue() {
        office.joinWaitlist.join(ALICE, SHOW_ID, new Party(2, false));
        WaitlistEntryId gone = office.waitlist.entryOf(SHOW_ID, ALICE).orElseThrow();
        dropShowFromCatalog();
        deleteItem("ENTRY#" + gone.suffix());
        office.deliver();

        assertEquals(0, office.waitlist.state(SHOW_ID).lastPlace());
    }

    private void fillTheHall() {
        BookingId rest = office.hold(new CustomerId("rest"), "A1", "A2", "A3");
        assertEquals(BookingState.IN_BOOKING, office.booking(rest).state());
    }

    private static void deleteItem(String item) {
        db.client().deleteItem(r -> r.tableName(TestTables.WAITLIST)
                .key(Map.of("show_id", AttributeValue.fromS(SHOW_ID.value()), "item", AttributeValue.fromS(item))));
    }
}
