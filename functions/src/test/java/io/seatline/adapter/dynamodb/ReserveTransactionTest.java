package io.seatline.adapter.dynamodb;

import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.testing.Fixture;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.Ledger.Found;
import io.seatline.usecase.port.Write;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The transaction that is sent to DynamoDB and how its cancellation is read; the local engine never reports a conflict.
 */
class ReserveTransactionTest {
    private static final int BOUND = 6;
    private static final BookingId ID = Fixture.id('a');
    private static final BookingId OTHER = Fixture.id('b');
    private static final Booking HOLD = Fixture.hold(ID, "A1", "A2");

    private final Queue<List<CancellationReason>> cancellations = new ArrayDeque<>();
    private final List<TransactWriteItemsRequest> requests = new ArrayList<>();
    private final List<Long> bounds = new ArrayList<>();
    private final DynamoDbLedger ledger = new DynamoDbLedger(
            client(), new TableNames("catalog", "claims", "bookings", "waitlist"), 4, new ShortestPause());

    @Test
    void writes_claims_then_booking_payment_and_active_hold() {
        ledger.commit(reserve());

        assertEquals(
                List.of(
                        "claims A1 attribute_not_exists(seat)",
                        "claims A2 attribute_not_exists(seat)",
                        "bookings BOOKING attribute_not_exists(booking_id)",
                        "bookings PAYMENT#" + ID + ".1 attribute_not_exists(booking_id)",
                        "bookings ACTIVE_HOLD (attribute_not_exists(active_hold_until) OR active_hold_until <= :now)"
                                + " AND (attribute_not_exists(cooldowns.#show) OR cooldowns.#show <= :now)"),
                requests.getFirst().transactItems().stream()
                        .map(action -> action.put() == null
                                ? text(
                                        action.update().tableName(),
                                        action.update().key(),
                                        action.update().conditionExpression())
                                : text(
                                        action.put().tableName(),
                                        action.put().item(),
                                        action.put().conditionExpression()))
                        .toList());
    }

    private static String text(String table, Map<String, AttributeValue> item, String condition) {
        return table + " "
                + Stream.of("seat", "part")
                        .filter(item::containsKey)
                        .map(key -> item.get(key).s())
                        .findFirst()
                        .orElseThrow()
                + " " + condition;
    }

    @Test
    void every_action_asks_for_the_item_that_failed_its_condition() {
        ledger.commit(reserve());

        requests.getFirst()
                .transactItems()
                .forEach(action -> assertEquals(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD,
                        action.put() == null
                                ? action.update().returnValuesOnConditionCheckFailure()
                                : action.put().returnValuesOnConditionCheckFailure()));
    }

    @Test
    void conflict_is_retried_after_a_pause() {
        cancellations.add(List.of(conflict(), none(), none(), none(), none()));

        assertEquals(new Commit.Done(), ledger.commit(reserve()));
        assertEquals(2, requests.size());
        assertEquals(requests.get(0).transactItems(), requests.get(1).transactItems());
    }

    @Test
    void throttling_is_retried_after_a_pause() {
        cancellations.add(List.of(reason("ThrottlingError"), none(), none(), none(), none()));
        cancellations.add(List.of(none(), reason("ProvisionedThroughputExceeded"), none(), none(), none()));

        assertEquals(new Commit.Done(), ledger.commit(reserve()));
        assertEquals(3, requests.size());
    }

    @Test
    void conflicts_are_retried_six_times_with_growing_random_pauses() {
        for (int i = 0; i < 2 * BOUND; i++) {
            cancellations.add(List.of(none(), conflict(), none(), none(), none()));
        }

        assertEquals(new Commit.Contended(), ledger.commit(reserve()));
        assertEquals(BOUND, requests.size());
        assertEquals(List.of(30L, 60L, 120L, 240L, 480L), bounds);
    }

    @Test
    void condition_that_failed_beside_a_conflict_is_checked_again() {
        cancellations.add(List.of(conflict(), seatOf(OTHER), none(), none(), none()));
        cancellations.add(List.of(seatOf(OTHER), seatOf(OTHER), none(), none(), none()));

        var cancelled = assertInstanceOf(Commit.Cancelled.class, ledger.commit(reserve()));
        assertEquals(2, requests.size());
        assertEquals(2, cancelled.failedConditions().size());
    }

    @Test
    void condition_that_failed_beside_a_conflict_may_pass_on_retry() {
        cancellations.add(List.of(conflict(), seatOf(OTHER), none(), none(), none()));

        assertEquals(new Commit.Done(), ledger.commit(reserve()));
    }

    @Test
    void failed_condition_is_reported_when_retries_run_out() {
        for (int i = 0; i < BOUND; i++) {
            cancellations.add(List.of(conflict(), seatOf(OTHER), none(), none(), none()));
        }

        var cancelled = assertInstanceOf(Commit.Cancelled.class, ledger.commit(reserve()));
        assertEquals(
                List.of(Optional.of(new Found.OfSeat(new SeatNumber("A2"), new SeatClaim.Released(OTHER)))),
                cancelled.failedConditions().stream()
                        .map(failed -> failed.found())
                        .toList());
    }

    @Test
    void failed_condition_without_conflict_is_reported_at_once() {
        cancellations.add(List.of(seatOf(OTHER), none(), none(), none(), none()));

        assertInstanceOf(Commit.Cancelled.class, ledger.commit(reserve()));
        assertEquals(1, requests.size());
        assertTrue(bounds.isEmpty());
    }

    @Test
    void other_cancellation_reasons_are_faults() {
        cancellations.add(List.of(reason("ValidationError"), none(), none(), none(), none()));

        assertThrows(TransactionCanceledException.class, () -> ledger.commit(reserve()));
        assertEquals(1, requests.size());
    }

    private static List<Write> reserve() {
        List<Write> writes = new ArrayList<>();
        HOLD.seats()
                .forEach(seat -> writes.add(new Write.TakeSeat(
                        SHOW_ID, seat, new SeatClaim.Held(ID, HELD_UNTIL), Fixture.SHOW.claimsKeptUntil())));
        writes.add(new Write.OpenBooking(HOLD));
        writes.add(new Write.OpenPayment(Fixture.attempt(HOLD)));
        writes.add(new Write.TakeActiveHold(HOLD, NOW));
        return writes;
    }

    private DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (_, method, arguments) -> {
                    if (!method.getName().equals("transactWriteItems")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    requests.add(request(arguments[0]));
                    List<CancellationReason> reasons = cancellations.poll();
                    if (reasons != null) {
                        throw TransactionCanceledException.builder()
                                .cancellationReasons(reasons)
                                .build();
                    }
                    return TransactWriteItemsResponse.builder().build();
                });
    }

    @SuppressWarnings("unchecked")
    private static TransactWriteItemsRequest request(Object argument) {
        if (argument instanceof TransactWriteItemsRequest request) {
            return request;
        }
        TransactWriteItemsRequest.Builder builder = TransactWriteItemsRequest.builder();
        ((Consumer<TransactWriteItemsRequest.Builder>) argument).accept(builder);
        return builder.build();
    }

    private static CancellationReason none() {
        return reason("None");
    }

    private static CancellationReason conflict() {
        return reason("TransactionConflict");
    }

    private static CancellationReason reason(String code) {
        return CancellationReason.builder().code(code).build();
    }

    /** The condition failed because this booking has released seat A2. */
    private static CancellationReason seatOf(BookingId booking) {
        return CancellationReason.builder()
                .code("ConditionalCheckFailed")
                .item(Map.of(
                        "show_id", AttributeValue.fromS("sh1"),
                        "seat", AttributeValue.fromS("A2"),
                        "state", AttributeValue.fromS("RELEASED"),
                        "booking_id", AttributeValue.fromS(booking.value()),
                        "ttl", AttributeValue.fromN("1")))
                .build();
    }

    /** Always draws the shortest pause and records the upper bound. */
    private final class ShortestPause implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long origin, long bound) {
            bounds.add(bound);
            return origin;
        }
    }
}
