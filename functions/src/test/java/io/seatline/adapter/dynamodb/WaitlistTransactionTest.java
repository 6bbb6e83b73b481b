package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.ItemText.asItem;
import static io.seatline.adapter.dynamodb.ItemText.asText;
import static io.seatline.adapter.dynamodb.ItemText.expectedBy;
import static io.seatline.adapter.dynamodb.ItemText.lostBy;
import static io.seatline.adapter.dynamodb.ItemText.shard;
import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.ENTRY;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.STAFF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.domain.BookingId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.domain.waitlist.WaitlistStateBuilder;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Asserts every waitlist condition verbatim, because these conditions keep entries from overtaking each other. */
class WaitlistTransactionTest {
    private static final Instant KEPT_UNTIL = Instant.parse("2026-11-29T09:00:00Z");
    private static final WaitlistEntry JOINING =
            WaitlistEntry.joining(ENTRY, ALICE, new Party(2, false), NOW, KEPT_UNTIL);
    private static final WaitlistEntry WAITING = JOINING.waiting(17);
    private static final BookingId OFFER = BookingId.offeredTo(ALICE, ENTRY);
    private static final WaitlistEntryId OLDER = new WaitlistEntryId(SHOW_ID, "o".repeat(26));

    private static final String SUFFIX = "t".repeat(26);
    private static final String NOW_MS = "N:1795323600000";
    private static final String THREE_MINUTES_LATER_MS = "N:1795323780000";
    private static final String KEPT_UNTIL_S = "N:1795942800";

    private final Transaction transaction = new Transaction("catalog", "claims", "bookings", "waitlist", 4);

    @Test
    void opens_a_new_entry_with_the_deadline_of_its_join() {
        Put put = put(new Write.OpenEntry(JOINING));

        assertEquals("waitlist", put.tableName());
        assertEquals("attribute_not_exists(show_id)", put.conditionExpression());
        assertFalse(put.hasExpressionAttributeNames());
        assertFalse(put.hasExpressionAttributeValues());
        assertEquals(ReturnValuesOnConditionCheckFailure.ALL_OLD, put.returnValuesOnConditionCheckFailure());
        assertEquals(
                Map.ofEntries(
                        Map.entry("show_id", "S:sh1"),
                        Map.entry("item", "S:ENTRY#" + SUFFIX),
                        Map.entry("customer_id", "S:alice"),
                        Map.entry("seats", "N:2"),
                        Map.entry("accessible", "BOOL:false"),
                        Map.entry("state", "S:JOINING"),
                        Map.entry("joined_at", NOW_MS),
                        Map.entry("version", "N:1"),
                        Map.entry("ttl", KEPT_UNTIL_S),
                        Map.entry("deadline_kind", "S:JOIN"),
                        Map.entry("deadline_at", THREE_MINUTES_LATER_MS),
                        Map.entry("deadline_since", NOW_MS),
                        Map.entry("deadline_shard", shard("sh1." + SUFFIX))),
                asText(put.item()));
    }

    @Test
    void gives_a_place_only_in_the_state_and_version_read() {
        Update update = update(new Write.ChangeEntry(JOINING, WAITING));

        assertEquals("waitlist", update.tableName());
        assertEquals("#state = :from AND version = :version", update.conditionExpression());
        assertEquals("state", update.expressionAttributeNames().get("#state"));
        assertEquals(Map.of(":from", "S:JOINING", ":version", "N:1"), expectedBy(update));
        assertEquals(
                Map.ofEntries(
                        Map.entry("show_id", "S:sh1"),
                        Map.entry("item", "S:ENTRY#" + SUFFIX),
                        Map.entry("customer_id", "S:alice"),
                        Map.entry("seats", "N:2"),
                        Map.entry("accessible", "BOOL:false"),
                        Map.entry("state", "S:WAITING"),
                        Map.entry("joined_at", NOW_MS),
                        Map.entry("place", "N:17"),
                        Map.entry("kind_size_place", "S:S#02#000000000017"),
                        Map.entry("waiting_place", "N:17"),
                        Map.entry("version", "N:2"),
                        Map.entry("ttl", KEPT_UNTIL_S)),
                asItem(update));
        assertEquals(List.of("deadline_at", "deadline_kind", "deadline_shard", "deadline_since"), lostBy(update));
    }

    @Test
    void accessible_parties_are_indexed_separately() {
        WaitlistEntry accessible = WaitlistEntry.joining(ENTRY, ALICE, new Party(10, true), NOW, KEPT_UNTIL)
                .waiting(1);

        assertEquals(
                "S:A#10#000000000001",
                asText(put(new Write.OpenEntry(accessible)).item()).get("kind_size_place"));
    }

    @Test
    void offered_entry_is_not_indexed_as_waiting() {
        Update update = update(new Write.ChangeEntry(WAITING, WAITING.offered(OFFER)));

        assertEquals("#state = :from AND version = :version", update.conditionExpression());
        assertEquals(Map.of(":from", "S:WAITING", ":version", "N:2"), expectedBy(update));
        assertEquals(
                Map.ofEntries(
                        Map.entry("show_id", "S:sh1"),
                        Map.entry("item", "S:ENTRY#" + SUFFIX),
                        Map.entry("customer_id", "S:alice"),
                        Map.entry("seats", "N:2"),
                        Map.entry("accessible", "BOOL:false"),
                        Map.entry("state", "S:OFFERED"),
                        Map.entry("joined_at", NOW_MS),
                        Map.entry("place", "N:17"),
                        Map.entry("booking_id", "S:" + OFFER),
                        Map.entry("version", "N:3"),
                        Map.entry("ttl", KEPT_UNTIL_S)),
                asItem(update));
        assertEquals(List.of("deadline_shard", "kind_size_place", "waiting_place"), lostBy(update));
    }

    @Test
    void left_entry_is_not_indexed_as_waiting_and_has_a_deadline() {
        Update update = update(new Write.ChangeEntry(WAITING, WAITING.left(NOW)));

        assertEquals(
                Map.ofEntries(
                        Map.entry("show_id", "S:sh1"),
                        Map.entry("item", "S:ENTRY#" + SUFFIX),
                        Map.entry("customer_id", "S:alice"),
                        Map.entry("seats", "N:2"),
                        Map.entry("accessible", "BOOL:false"),
                        Map.entry("state", "S:LEFT"),
                        Map.entry("joined_at", NOW_MS),
                        Map.entry("place", "N:17"),
                        Map.entry("version", "N:3"),
                        Map.entry("ttl", KEPT_UNTIL_S),
                        Map.entry("deadline_kind", "S:LEAVE"),
                        Map.entry("deadline_at", THREE_MINUTES_LATER_MS),
                        Map.entry("deadline_since", NOW_MS),
                        Map.entry("deadline_shard", shard("sh1." + SUFFIX))),
                asItem(update));
        assertEquals(List.of("kind_size_place", "waiting_place"), lostBy(update));
    }

    @Test
    void taking_out_a_left_entry_removes_its_deadline() {
        WaitlistEntry left = WAITING.left(NOW);
        Update update = update(new Write.ChangeEntry(left, left.removed()));

        assertEquals(Map.of(":from", "S:LEFT", ":version", "N:3"), expectedBy(update));
        assertEquals(List.of("deadline_at", "deadline_kind", "deadline_shard", "deadline_since"), lostBy(update));
    }

    @Test
    void sets_the_live_entry_of_a_customer_who_has_none() {
        Put put = put(new Write.SetLiveEntry(JOINING, Optional.empty()));

        assertEquals("waitlist", put.tableName());
        assertEquals("attribute_not_exists(show_id)", put.conditionExpression());
        assertFalse(put.hasExpressionAttributeValues());
        assertEquals(
                Map.of("show_id", "S:sh1", "item", "S:CUSTOMER#alice", "entry_id", "S:" + ENTRY, "ttl", KEPT_UNTIL_S),
                asText(put.item()));
    }

    @Test
    void replaces_only_the_live_entry_that_was_read() {
        Put put = put(new Write.SetLiveEntry(JOINING, Optional.of(OLDER)));

        assertEquals("entry_id = :entry", put.conditionExpression());
        assertEquals(Map.of(":entry", "S:" + OLDER), asText(put.expressionAttributeValues()));
        assertEquals("S:" + ENTRY, asText(put.item()).get("entry_id"));
    }

    @Test
    void clears_only_the_live_entry_that_it_names() {
        Delete delete = transaction.item(new Write.ClearLiveEntry(ENTRY, ALICE)).delete();

        assertEquals("waitlist", delete.tableName());
        assertEquals(Map.of("show_id", "S:sh1", "item", "S:CUSTOMER#alice"), asText(delete.key()));
        assertEquals("entry_id = :entry", delete.conditionExpression());
        assertFalse(delete.hasExpressionAttributeNames());
        assertEquals(Map.of(":entry", "S:" + ENTRY), asText(delete.expressionAttributeValues()));
    }

    @Test
    void first_entry_of_a_customer_expects_no_list() {
        CustomerEntries none = CustomerEntries.none(ALICE);
        Put put = put(new Write.ChangeCustomerEntries(none, none.joined(JOINING, List.of())));

        assertEquals("waitlist", put.tableName());
        assertEquals("attribute_not_exists(show_id)", put.conditionExpression());
        assertFalse(put.hasExpressionAttributeValues());
        assertEquals(
                Map.of(
                        "show_id", "S:CUSTOMER#alice",
                        "item", "S:ENTRIES",
                        "entries", "L:[S:" + ENTRY + "]",
                        "version", "N:1",
                        "ttl", KEPT_UNTIL_S),
                asText(put.item()));
    }

    @Test
    void changes_the_list_of_entries_only_in_the_version_read() {
        CustomerEntries read = new CustomerEntries(ALICE, List.of(OLDER), KEPT_UNTIL.plusSeconds(1), 7);
        Put put = put(new Write.ChangeCustomerEntries(read, read.joined(JOINING, List.of())));

        assertEquals("version = :version", put.conditionExpression());
        assertEquals(Map.of(":version", "N:7"), asText(put.expressionAttributeValues()));
        assertEquals("L:[S:" + ENTRY + "]", asText(put.item()).get("entries"));
        assertEquals("N:8", asText(put.item()).get("version"));
        assertEquals("N:1795942801", asText(put.item()).get("ttl"));
    }

    @Test
    void first_change_of_the_waitlist_state_expects_no_item() {
        WaitlistState empty = WaitlistState.empty(SHOW_ID);
        Put put = put(new Write.ChangeWaitlistState(empty, empty.joined(), KEPT_UNTIL));

        assertEquals("waitlist", put.tableName());
        assertEquals("attribute_not_exists(show_id)", put.conditionExpression());
        assertFalse(put.hasExpressionAttributeValues());
        assertEquals(
                Map.of(
                        "show_id", "S:sh1",
                        "item", "S:STATE",
                        "last_place", "N:1",
                        "blocks", "M:{0=N:1}",
                        "version", "N:1",
                        "ttl", KEPT_UNTIL_S),
                asText(put.item()));
    }

    @Test
    void changes_the_waitlist_state_only_in_the_version_read() {
        WaitlistState state = WaitlistStateBuilder.builder(WaitlistState.empty(SHOW_ID))
                .lastPlace(250)
                .blocks(new TreeMap<>(Map.of(0L, 2, 2L, 51)))
                .offers(List.of(NOW))
                .version(260)
                .build();
        Put put = put(new Write.ChangeWaitlistState(state, state.offered(7, NOW), KEPT_UNTIL));

        assertEquals("version = :version", put.conditionExpression());
        assertFalse(put.hasExpressionAttributeNames());
        assertEquals(Map.of(":version", "N:260"), asText(put.expressionAttributeValues()));
        assertEquals(
                Map.of(
                        "show_id", "S:sh1",
                        "item", "S:STATE",
                        "last_place", "N:250",
                        "blocks", "M:{0=N:1, 2=N:51}",
                        "offers", "L:[" + NOW_MS + ", " + NOW_MS + "]",
                        "version", "N:261",
                        "ttl", KEPT_UNTIL_S),
                asText(put.item()));
    }

    @Test
    void cancelled_show_is_marked_in_its_waitlist_state() {
        WaitlistState state = WaitlistState.empty(SHOW_ID);
        Put put = put(new Write.ChangeWaitlistState(state, state.cancel(), KEPT_UNTIL));

        assertEquals("attribute_not_exists(show_id)", put.conditionExpression());
        assertEquals("BOOL:true", asText(put.item()).get("cancelled"));
    }

    @Test
    void changes_sales_only_in_the_version_read() {
        SalesChange none = SalesChange.none(SHOW_ID);
        SalesChange closed = none.decided(SalesControl.CLOSED, "projector", STAFF, NOW, KEPT_UNTIL);
        SalesChange cancelled = closed.decided(SalesControl.CANCELLED, "projector", STAFF, NOW, KEPT_UNTIL);

        assertEquals(
                "attribute_not_exists(show_id)",
                put(new Write.ChangeSales(none, closed)).conditionExpression());
        Put put = put(new Write.ChangeSales(closed, cancelled));
        assertEquals("waitlist", put.tableName());
        assertEquals("version = :version", put.conditionExpression());
        assertEquals(Map.of(":version", "N:1"), asText(put.expressionAttributeValues()));
        assertEquals(
                Map.ofEntries(
                        Map.entry("show_id", "S:sh1"),
                        Map.entry("item", "S:SALES"),
                        Map.entry("state", "S:CANCELLED"),
                        Map.entry("reason", "S:projector"),
                        Map.entry("by", "S:staff-1"),
                        Map.entry("at", NOW_MS),
                        Map.entry("bookings_cancelled", "N:0"),
                        Map.entry("bookings_refunded", "N:0"),
                        Map.entry("entries_lapsed", "N:0"),
                        Map.entry("version", "N:2"),
                        Map.entry("ttl", KEPT_UNTIL_S),
                        Map.entry("deadline_kind", "S:SHOW_CHANGED"),
                        Map.entry("deadline_at", THREE_MINUTES_LATER_MS),
                        Map.entry("deadline_since", NOW_MS),
                        Map.entry("deadline_shard", shard("sh1"))),
                asText(put.item()));
    }

    @Test
    void decision_is_shown_in_the_catalog_beside_the_count_of_the_seats() {
        SalesChange closed =
                SalesChange.none(SHOW_ID).decided(SalesControl.CLOSED, "projector", STAFF, NOW, KEPT_UNTIL);
        Update update = transaction.item(new Write.ShowSales(closed)).update();

        assertEquals("catalog", update.tableName());
        assertEquals(Map.of("pk", "S:SHOW#sh1", "sk", "S:AVAILABILITY"), asText(update.key()));
        assertEquals("SET sales = :sales, #ttl = :ttl", update.updateExpression());
        assertEquals(Map.of(":sales", "S:CLOSED", ":ttl", KEPT_UNTIL_S), asText(update.expressionAttributeValues()));
    }

    @Test
    void check_of_an_empty_waitlist_state_expects_no_item() {
        ConditionCheck check = check(new Write.WaitlistStateUnchanged(WaitlistState.empty(SHOW_ID)));

        assertEquals("waitlist", check.tableName());
        assertEquals(Map.of("show_id", "S:sh1", "item", "S:STATE"), asText(check.key()));
        assertEquals("attribute_not_exists(show_id)", check.conditionExpression());
        assertFalse(check.hasExpressionAttributeValues());
    }

    @Test
    void check_of_the_waitlist_state_compares_its_version() {
        ConditionCheck check = check(
                new Write.WaitlistStateUnchanged(WaitlistState.empty(SHOW_ID).joined()));

        assertEquals(Map.of("show_id", "S:sh1", "item", "S:STATE"), asText(check.key()));
        assertEquals("version = :version", check.conditionExpression());
        assertEquals(Map.of(":version", "N:1"), asText(check.expressionAttributeValues()));
    }

    @Test
    void entries_of_one_show_spread_over_all_shards() {
        Random random = new Random(1);

        assertEquals(
                Set.of("0", "1", "2", "3"),
                Stream.generate(() -> WaitlistEntryId.random(SHOW_ID, random))
                        .limit(32)
                        .map(id -> WaitlistEntry.joining(id, ALICE, new Party(1, false), NOW, KEPT_UNTIL))
                        .map(entry -> put(new Write.OpenEntry(entry))
                                .item()
                                .get("deadline_shard")
                                .s())
                        .collect(Collectors.toSet()));
    }

    @Test
    void function_without_shards_cannot_write_entry_deadlines() {
        Transaction without = new Transaction("catalog", "claims", "bookings", "waitlist", 0);

        assertThrows(IllegalStateException.class, () -> without.item(new Write.OpenEntry(JOINING)));
        assertEquals(
                "waitlist",
                without.item(new Write.ChangeEntry(JOINING, WAITING)).update().tableName());
    }

    private Update update(Write write) {
        return transaction.item(write).update();
    }

    private Put put(Write write) {
        return transaction.item(write).put();
    }

    private ConditionCheck check(Write write) {
        return transaction.item(write).conditionCheck();
    }
}
