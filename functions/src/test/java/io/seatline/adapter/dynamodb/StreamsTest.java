package io.seatline.adapter.dynamodb;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.ENTRY;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.TRANS_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.adapter.dynamodb.table.WaitlistTable;
import io.seatline.domain.BookingId;
import io.seatline.domain.ScanId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import io.seatline.domain.seating.Party;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.AdmissionBuilder;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.TestTables;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.outbox.PublishChanges.Change;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Changes read from the streams of both tables, as the table engine writes them. */
class StreamsTest {
    private static final Instant AT = NOW.plusSeconds(1);
    private static final WaitlistEntry JOINING =
            WaitlistEntry.joining(ENTRY, ALICE, new Party(2, true), NOW, SHOW.claimsKeptUntil());
    private static final WaitlistEntry WAITING = JOINING.waiting(1);

    private final TestTables db = TestTables.start();

    @AfterEach
    void stop() {
        db.close();
    }

    @Test
    void waitlist_stream_yields_entries_only() {
        WaitlistEntry offered = WAITING.offered(BookingId.offeredTo(ALICE, ENTRY));
        WaitlistState empty = WaitlistState.empty(SHOW_ID);
        CustomerEntries none = CustomerEntries.none(ALICE);
        commit(
                new Write.OpenEntry(JOINING),
                new Write.SetLiveEntry(JOINING, Optional.empty()),
                new Write.ChangeCustomerEntries(none, none.joined(JOINING, List.of())));
        commit(new Write.ChangeEntry(JOINING, WAITING), changeWaitlistState(empty, empty.joined()));
        commit(
                new Write.ChangeEntry(WAITING, offered),
                changeWaitlistState(empty.joined(), empty.joined().offered(1, NOW)));
        commit(new Write.ChangeEntry(offered, offered.left(NOW)), new Write.ClearLiveEntry(ENTRY, ALICE));

        assertEquals(
                List.of(
                        new Change.OfEntry(Optional.empty(), JOINING, AT),
                        new Change.OfEntry(Optional.of(JOINING), WAITING, AT),
                        new Change.OfEntry(Optional.of(WAITING), offered, AT),
                        new Change.OfEntry(Optional.of(offered), offered.left(NOW), AT)),
                changes(TestTables.WAITLIST));
    }

    @Test
    void bookings_stream_yields_all_items_but_the_active_hold_and_the_booking_of_a_scan() {
        Booking hold = Fixture.hold(Fixture.id('a'), "A1");
        Payment attempt = Fixture.attempt(hold);
        Payment captured = attempt.captured(TRANS_ID);
        Payment refunding = captured.refunding(attempt.amount());
        Refund refund = refunding.newRefund(attempt.amount(), Refund.Reason.SUPPORT, NOW);
        SupportCase opened = SupportCaseBuilder.builder()
                .id(CaseId.of(refund.id()))
                .reason(SupportCase.Reason.REFUND_FAILED)
                .open(true)
                .openedAt(NOW)
                .booking(Optional.of(hold.id()))
                .momoOrder("momo-1")
                .amount(new Vnd(5))
                .detail("why")
                .note("")
                .build();
        Admission admission = AdmissionBuilder.builder()
                .conflicting(List.of())
                .scan(new ScanId("s1"))
                .booking(hold.id())
                .show(SHOW_ID)
                .seats(hold.seats())
                .door(Fixture.STAFF)
                .at(NOW)
                .recordedAt(NOW)
                .build();
        Admission undone = admission.undone(Fixture.STAFF, NOW, "wrong ticket");
        commit(new Write.TakeActiveHold(hold, NOW), new Write.OpenBooking(hold));
        commit(new Write.OpenPayment(attempt));
        commit(new Write.ChangeBooking(hold, hold.paid(attempt.id(), NOW)));
        commit(new Write.ChangePayment(attempt, captured));
        commit(new Write.ChangePayment(captured, refunding));
        commit(new Write.OpenRefund(refund));
        commit(new Write.ChangeRefund(refund, refund.paused(NOW)));
        commit(new Write.OpenCase(opened));
        commit(new Write.OpenAdmission(admission), new Write.NameScan(admission));
        commit(new Write.UndoAdmission(undone));

        assertEquals(
                List.of(
                        new Change.OfBooking(Optional.empty(), hold, AT),
                        new Change.OfPayment(Optional.empty(), attempt, AT),
                        new Change.OfBooking(Optional.of(hold), hold.paid(attempt.id(), NOW), AT),
                        new Change.OfPayment(Optional.of(attempt), captured, AT),
                        new Change.OfPayment(Optional.of(captured), refunding, AT),
                        new Change.OfRefund(Optional.empty(), refund, AT),
                        new Change.OfRefund(Optional.of(refund), refund.paused(NOW), AT),
                        new Change.OfCase(Optional.empty(), opened, AT),
                        new Change.OfAdmission(Optional.empty(), admission, AT),
                        new Change.OfAdmission(Optional.of(admission), undone, AT)),
                changes(TestTables.BOOKINGS));
    }

    @Test
    void item_removed_by_ttl_yields_no_change() {
        commit(new Write.OpenEntry(JOINING));
        db.client().deleteItem(r -> r.tableName(TestTables.WAITLIST).key(WaitlistTable.entryKey(ENTRY)));

        assertEquals(List.of(new Change.OfEntry(Optional.empty(), JOINING, AT)), changes(TestTables.WAITLIST));
    }

    private static Write changeWaitlistState(WaitlistState from, WaitlistState to) {
        return new Write.ChangeWaitlistState(from, to, SHOW.claimsKeptUntil());
    }

    private void commit(Write... writes) {
        assertEquals(new Commit.Done(), BoxOffice.ledgerIn(db.client()).commit(List.of(writes)));
    }

    private List<Change> changes(String table) {
        String stream =
                db.client().describeTable(r -> r.tableName(table)).table().latestStreamArn();
        DynamoDbStreamsClient streams = db.streams();
        return streams.describeStream(r -> r.streamArn(stream)).streamDescription().shards().stream()
                .map(shard -> streams.getShardIterator(r -> r.streamArn(stream)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator())
                .flatMap(iterator -> streams.getRecords(r -> r.shardIterator(iterator)).records().stream())
                .flatMap(record ->
                        Streams.change(
                                record.dynamodb().oldImage(), record.dynamodb().newImage(), AT)
                                .stream())
                .map(Correlated::value)
                .toList();
    }
}
