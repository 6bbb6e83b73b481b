package io.seatline.adapter.dynamodb;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.adapter.dynamodb.table.Attributes;
import io.seatline.adapter.dynamodb.table.WaitlistTable;
import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.domain.waitlist.WaitlistStateBuilder;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.RecordingDynamoDb;
import io.seatline.testing.TestTables;
import io.seatline.testing.TornReading;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Waitlist.Waiting;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads of the waitlist on the table engine, their cost, and the conditions of its writes. */
class DynamoDbWaitlistTest {
    private static final ShowId OTHER_SHOW = new ShowId("sh10");
    private static final Party TWO = new Party(2, false);
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(3));

    private static TestTables db;
    private final Random random = new Random(5);
    private RecordingDynamoDb database;
    private Waitlist waitlist;
    private Ledger ledger;

    @BeforeAll
    static void start() {
        db = TestTables.start();
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    @BeforeEach
    void empty() {
        BoxOffice.empty(db);
        database = new RecordingDynamoDb(db.client());
        waitlist = new DynamoDbWaitlist(database.client(), TestTables.WAITLIST);
        ledger = BoxOffice.ledgerIn(db.client());
    }

    @Test
    void entry_round_trips_in_every_state() {
        WaitlistEntry joining = joining(SHOW_ID, new Party(10, true));
        WaitlistEntry waiting = joining.waiting(123_456_789_012L);
        WaitlistEntry offered = waiting.offered(BookingId.offeredTo(ALICE, joining.id()));
        WaitlistEntry left = waiting.left(NOW.plusMillis(1));

        assertEquals(Optional.empty(), waitlist.entry(joining.id()));
        done(new Write.OpenEntry(joining));
        assertEquals(Optional.of(joining), waitlist.entry(joining.id()));
        done(new Write.ChangeEntry(joining, waiting));
        assertEquals(Optional.of(waiting), waitlist.entry(joining.id()));
        done(new Write.ChangeEntry(waiting, offered));
        assertEquals(Optional.of(offered), waitlist.entry(joining.id()));
        done(new Write.ChangeEntry(offered, left));
        assertEquals(Optional.of(left), waitlist.entry(joining.id()));
    }

    @Test
    void page_leaves_out_an_entry_whose_place_is_not_visible_yet() {
        WaitlistEntry first = joining(SHOW_ID, TWO);
        WaitlistEntry second = joining(SHOW_ID, TWO);
        done(new Write.OpenEntry(first));
        done(new Write.ChangeEntry(first, first.waiting(1)));
        done(new Write.OpenEntry(second));
        QueryResponse newerIndex = QueryResponse.builder()
                .items(List.of(inIndex(first, 1), inIndex(second, 2), inIndex(joining(SHOW_ID, TWO), 3)))
                .build();
        DynamoDbClient client = TornReading.first(DynamoDbClient.class, db.client(), "query", newerIndex);

        assertEquals(
                new Waitlist.Page(List.of(first.waiting(1)), Optional.of(2L)),
                new DynamoDbWaitlist(client, TestTables.WAITLIST).waitingAfter(SHOW_ID, 0, 2));
    }

    private static Map<String, AttributeValue> inIndex(WaitlistEntry entry, long place) {
        Map<String, AttributeValue> item = new HashMap<>(WaitlistTable.entryKey(entry.id()));
        item.put(WaitlistTable.WAITING_PLACE, Attributes.number(place));
        return item;
    }

    @Test
    void waitlist_state_round_trips() {
        WaitlistState state = WaitlistStateBuilder.builder()
                .show(SHOW_ID)
                .lastPlace(1_234)
                .blocks(new TreeMap<>(Map.of(0L, 1, 9L, 100, 12L, 35)))
                .offers(List.of(NOW, NOW.plusMillis(1), NOW))
                .cancelled(true)
                .version(2_345)
                .build();
        done(new Write.ChangeWaitlistState(WaitlistState.empty(SHOW_ID), state, SHOW.claimsKeptUntil()));

        assertEquals(state, waitlist.state(SHOW_ID));
    }

    @Test
    void show_without_entries_has_an_empty_waitlist() {
        assertEquals(WaitlistState.empty(SHOW_ID), waitlist.state(SHOW_ID));
        assertEquals(List.of(), waitlist.heads(SHOW_ID));
    }

    @Test
    void heads_are_the_earliest_of_each_kind_and_size() {
        openWaiting(4, new Party(2, false));
        WaitlistEntryId two = openWaiting(3, new Party(2, false));
        WaitlistEntryId ten = openWaiting(100, new Party(10, false));
        openWaiting(101, new Party(10, false));
        WaitlistEntryId accessible = openWaiting(2, new Party(2, true));
        WaitlistEntryId one = openWaiting(99, new Party(1, false));

        assertEquals(
                List.of(
                        new Waiting(accessible, new Party(2, true), 2),
                        new Waiting(one, new Party(1, false), 99),
                        new Waiting(two, new Party(2, false), 3),
                        new Waiting(ten, new Party(10, false), 100)),
                waitlist.heads(SHOW_ID));
        assertEquals(
                Optional.of(new Waiting(two, new Party(2, false), 3)), waitlist.head(SHOW_ID, new Party(2, false)));
        assertEquals(Optional.empty(), waitlist.head(SHOW_ID, new Party(3, false)));
        assertEquals(Optional.empty(), waitlist.head(SHOW_ID, new Party(1, true)));
    }

    @Test
    void every_kind_and_size_has_a_head() {
        List<Waiting> waiting = new ArrayList<>();
        for (boolean accessible : new boolean[] {true, false}) {
            for (int seats = 1; seats <= 10; seats++) {
                Party party = new Party(seats, accessible);
                int place = waiting.size() + 1;
                waiting.add(new Waiting(openWaiting(place, party), party, place));
            }
        }

        assertEquals(waiting, waitlist.heads(SHOW_ID));
    }

    @Test
    void only_waiting_entries_are_heads() {
        open(joining(SHOW_ID, TWO));
        WaitlistEntry offered = joining(SHOW_ID, TWO).waiting(1);
        WaitlistEntry left = joining(SHOW_ID, TWO).waiting(2);
        open(offered);
        open(left);
        WaitlistEntryId third = openWaiting(3, TWO);
        done(new Write.ChangeEntry(offered, offered.offered(BookingId.offeredTo(ALICE, offered.id()))));
        done(new Write.ChangeEntry(left, left.left(NOW)));

        assertEquals(List.of(new Waiting(third, TWO, 3)), waitlist.heads(SHOW_ID));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 300})
    void heads_cost_one_read_per_kind_and_size_plus_one(int many) {
        List<Party> parties = List.of(new Party(1, false), new Party(2, false), new Party(2, true));
        IntStream.range(0, many)
                .forEach(i -> open(joining(SHOW_ID, parties.get(i % 3)).waiting(i + 1)));

        assertEquals(
                List.of(3L, 1L, 2L),
                waitlist.heads(SHOW_ID).stream().map(Waiting::place).toList());
        List<DynamoDbRequest> requests = database.take(DynamoDbRequest.class);
        assertEquals(parties.size() + 1, requests.size());
        requests.forEach(request -> {
            QueryRequest query = assertInstanceOf(QueryRequest.class, request);
            assertEquals(1, query.limit());
            assertEquals(TestTables.BY_KIND, query.indexName());
        });
    }

    @Test
    void count_includes_the_first_place_and_excludes_the_last() {
        for (int place = 1; place <= 5; place++) {
            openWaiting(place, new Party(place, false));
        }

        assertEquals(5, waitlist.waitingBetween(SHOW_ID, 0, 100));
        assertEquals(2, waitlist.waitingBetween(SHOW_ID, 2, 4));
        assertEquals(1, waitlist.waitingBetween(SHOW_ID, 5, 6));
        assertEquals(0, waitlist.waitingBetween(SHOW_ID, 6, 100));
    }

    @Test
    void only_waiting_entries_are_counted() {
        WaitlistEntry offered = joining(SHOW_ID, TWO).waiting(1);
        WaitlistEntry left = joining(SHOW_ID, TWO).waiting(2);
        open(offered);
        open(left);
        open(joining(SHOW_ID, TWO));
        openWaiting(3, TWO);
        done(new Write.ChangeEntry(offered, offered.offered(BookingId.offeredTo(ALICE, offered.id()))));
        done(new Write.ChangeEntry(left, left.left(NOW)));

        assertEquals(1, waitlist.waitingBetween(SHOW_ID, 0, 100));
    }

    @Test
    void empty_range_of_places_is_counted_without_a_read() {
        openWaiting(100, TWO);

        assertEquals(0, waitlist.waitingBetween(SHOW_ID, 100, 100));
        assertEquals(0, waitlist.waitingBetween(SHOW_ID, 101, 100));
        assertEquals(List.of(), database.take(DynamoDbRequest.class));
    }

    @Test
    void waitlists_of_two_shows_are_separate() {
        WaitlistEntry other = joining(OTHER_SHOW, TWO).waiting(1);
        open(other);
        done(
                new Write.SetLiveEntry(other, Optional.empty()),
                new Write.ChangeWaitlistState(
                        WaitlistState.empty(OTHER_SHOW),
                        WaitlistState.empty(OTHER_SHOW).joined(),
                        SHOW.claimsKeptUntil()));

        assertEquals(List.of(), waitlist.heads(SHOW_ID));
        assertEquals(0, waitlist.waitingBetween(SHOW_ID, 0, 100));
        assertEquals(WaitlistState.empty(SHOW_ID), waitlist.state(SHOW_ID));
        assertEquals(Optional.empty(), waitlist.entryOf(SHOW_ID, ALICE));
        assertEquals(
                Optional.empty(),
                waitlist.entry(new WaitlistEntryId(SHOW_ID, other.id().suffix())));
        assertEquals(1, waitlist.heads(OTHER_SHOW).size());
        assertEquals(Optional.of(other.id()), waitlist.entryOf(OTHER_SHOW, ALICE));
    }

    @Test
    void live_entry_of_a_customer_is_set_replaced_and_cleared() {
        WaitlistEntry first = joining(SHOW_ID, TWO);
        WaitlistEntry second = joining(SHOW_ID, TWO);
        assertEquals(Optional.empty(), waitlist.entryOf(SHOW_ID, ALICE));
        done(new Write.SetLiveEntry(first, Optional.empty()));
        assertEquals(Optional.of(first.id()), waitlist.entryOf(SHOW_ID, ALICE));
        assertEquals(Optional.empty(), waitlist.entryOf(SHOW_ID, BOB));

        done(new Write.SetLiveEntry(second, Optional.of(first.id())));
        assertEquals(Optional.of(second.id()), waitlist.entryOf(SHOW_ID, ALICE));
        done(new Write.ClearLiveEntry(second.id(), ALICE));
        assertEquals(Optional.empty(), waitlist.entryOf(SHOW_ID, ALICE));
    }

    @Test
    void live_entry_changes_only_if_it_is_the_one_read() {
        WaitlistEntry first = joining(SHOW_ID, TWO);
        WaitlistEntry second = joining(SHOW_ID, TWO);
        done(new Write.SetLiveEntry(first, Optional.empty()));

        refused(new Write.SetLiveEntry(second, Optional.empty()));
        refused(new Write.SetLiveEntry(second, Optional.of(second.id())));
        refused(new Write.ClearLiveEntry(second.id(), ALICE));
        assertEquals(Optional.of(first.id()), waitlist.entryOf(SHOW_ID, ALICE));
        done(new Write.ClearLiveEntry(first.id(), ALICE));
        refused(new Write.ClearLiveEntry(first.id(), ALICE));
        refused(new Write.SetLiveEntry(second, Optional.of(first.id())));
    }

    @Test
    void entry_opens_once_and_is_not_changed_from_stale_state() {
        WaitlistEntry joining = joining(SHOW_ID, TWO);
        open(joining);
        refused(new Write.OpenEntry(joining));
        WaitlistEntry waiting = joining.waiting(1);
        done(new Write.ChangeEntry(joining, waiting));

        refused(new Write.ChangeEntry(joining, joining.left(NOW)));
        WaitlistEntry left = waiting.left(NOW);
        done(new Write.ChangeEntry(waiting, left));
        refused(new Write.ChangeEntry(waiting, waiting.offered(BookingId.offeredTo(ALICE, joining.id()))));
        done(new Write.ChangeEntry(left, left.removed()));
        refused(new Write.ChangeEntry(left, left.removed()));
        assertEquals(Optional.of(left.removed()), waitlist.entry(joining.id()));
    }

    @Test
    void missing_entry_is_not_changed() {
        WaitlistEntry joining = joining(SHOW_ID, TWO);

        refused(new Write.ChangeEntry(joining, joining.waiting(1)));
        assertEquals(Optional.empty(), waitlist.entry(joining.id()));
    }

    @Test
    void concurrent_change_of_the_waitlist_state_is_rejected() {
        WaitlistState empty = WaitlistState.empty(SHOW_ID);
        changeWaitlistState(empty, empty.joined());
        refused(new Write.ChangeWaitlistState(empty, empty.joined(), SHOW.claimsKeptUntil()));

        WaitlistState read = waitlist.state(SHOW_ID);
        changeWaitlistState(read, read.offered(1, NOW));
        refused(new Write.ChangeWaitlistState(read, read.joined(), SHOW.claimsKeptUntil()));
        assertEquals(read.offered(1, NOW), waitlist.state(SHOW_ID));
    }

    @Test
    void waitlist_state_check_fails_after_a_change() {
        WaitlistState empty = WaitlistState.empty(SHOW_ID);
        done(new Write.WaitlistStateUnchanged(empty));
        changeWaitlistState(empty, empty.joined());
        refused(new Write.WaitlistStateUnchanged(empty));

        WaitlistState read = waitlist.state(SHOW_ID);
        done(new Write.WaitlistStateUnchanged(read));
        changeWaitlistState(read, read.left(1));
        refused(new Write.WaitlistStateUnchanged(read));
    }

    @Test
    void deadline_is_found_in_one_shard_until_it_is_met() {
        WaitlistEntry joining = joining(SHOW_ID, TWO);
        open(joining);
        assertEquals(List.of(), deadlinesBy(LATER.minusMillis(1)));
        assertEquals(
                List.of(new PendingDeadline.OfEntry(joining.id(), new Deadline(Deadline.Kind.JOIN, LATER))),
                deadlinesBy(LATER));
        WaitlistEntry waiting = joining.waiting(1);
        done(new Write.ChangeEntry(joining, waiting));
        assertEquals(List.of(), deadlinesBy(LATER));

        WaitlistEntry left = waiting.left(NOW.plusMillis(1));
        done(new Write.ChangeEntry(waiting, left));
        assertEquals(
                List.of(new PendingDeadline.OfEntry(
                        joining.id(), new Deadline(Deadline.Kind.LEAVE, LATER.plusMillis(1)))),
                deadlinesBy(LATER.plusMillis(1)));
        done(new Write.ChangeEntry(left, left.removed()));
        assertEquals(List.of(), deadlinesBy(LATER.plusMillis(1)));
    }

    @Test
    void deadlines_of_all_shows_are_found_together() {
        List<WaitlistEntryId> entries = Stream.of(SHOW_ID, OTHER_SHOW, SHOW_ID, OTHER_SHOW)
                .map(show -> joining(show, TWO))
                .map(this::open)
                .sorted(DynamoDbWaitlistTest::byId)
                .toList();

        assertEquals(
                entries,
                deadlinesBy(LATER).stream()
                        .map(item -> assertInstanceOf(PendingDeadline.OfEntry.class, item)
                                .id())
                        .sorted(DynamoDbWaitlistTest::byId)
                        .toList());
    }

    /** Deadlines are left out: their index is global, so its reads are always eventually consistent. */
    @Test
    void deciding_reads_are_consistent_and_display_reads_are_not() {
        WaitlistEntryId entry = openWaiting(100, TWO);
        waitlist.entry(entry);
        waitlist.entryOf(SHOW_ID, ALICE);
        waitlist.state(SHOW_ID);
        waitlist.heads(SHOW_ID);
        waitlist.head(SHOW_ID, TWO);
        List<DynamoDbRequest> decidingReads = database.take(DynamoDbRequest.class);
        waitlist.recentEntry(entry);
        waitlist.waitingBetween(SHOW_ID, 1, 100);
        List<DynamoDbRequest> displayReads = database.take(DynamoDbRequest.class);

        assertEquals(6, decidingReads.size());
        decidingReads.forEach(request -> assertTrue(isConsistent(request), request::toString));
        assertEquals(2, displayReads.size());
        displayReads.forEach(request -> assertFalse(isConsistent(request), request::toString));
    }

    private static boolean isConsistent(DynamoDbRequest request) {
        return switch (request) {
            case GetItemRequest get -> Boolean.TRUE.equals(get.consistentRead());
            case QueryRequest query -> Boolean.TRUE.equals(query.consistentRead());
            default -> false;
        };
    }

    private static int byId(WaitlistEntryId a, WaitlistEntryId b) {
        return a.value().compareTo(b.value());
    }

    private WaitlistEntry joining(ShowId show, Party party) {
        return WaitlistEntry.joining(WaitlistEntryId.random(show, random), ALICE, party, NOW, SHOW.claimsKeptUntil());
    }

    private WaitlistEntryId openWaiting(long place, Party party) {
        return open(joining(SHOW_ID, party).waiting(place));
    }

    private WaitlistEntryId open(WaitlistEntry entry) {
        done(new Write.OpenEntry(entry));
        return entry.id();
    }

    private void changeWaitlistState(WaitlistState from, WaitlistState to) {
        done(new Write.ChangeWaitlistState(from, to, SHOW.claimsKeptUntil()));
    }

    private void done(Write... writes) {
        assertEquals(new Commit.Done(), ledger.commit(List.of(writes)));
    }

    private void refused(Write write) {
        var cancelled = assertInstanceOf(Commit.Cancelled.class, ledger.commit(List.of(write)), write::toString);
        assertEquals(
                List.of(write),
                cancelled.failedConditions().stream()
                        .map(Ledger.FailedCondition::write)
                        .toList());
    }

    /** Over all shards; each deadline is in one shard only. */
    private List<PendingDeadline> deadlinesBy(Instant by) {
        List<PendingDeadline> items = new ArrayList<>();
        for (int shard = 0; shard < BoxOffice.SHARDS; shard++) {
            waitlist.forEachDeadline(shard, by, page -> page.forEach(found -> items.add(found)));
        }
        return items;
    }
}
