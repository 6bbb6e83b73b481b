package io.seatline.domain.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.testing.Fixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefundStatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final PaymentId ORDER = new PaymentId("bk" + "a".repeat(26) + ".1");
    private static final StaffId STAFF = new StaffId("staff-1");
    private static final StaffId OTHER_STAFF = new StaffId("staff-2");
    private static final Refund PENDING =
            Refund.pending(new RefundId(ORDER, 2), new Vnd(80_000), Refund.Reason.SUPPORT, NOW);

    private static final Map<String, Transition> TRANSITIONS = Map.of(
            "succeeded", new Transition(RefundState.SUCCEEDED, r -> r.succeeded(NOW)),
            "paidByHand", new Transition(RefundState.SUCCEEDED, r -> r.paidByHand(STAFF, "cash", NOW)),
            "failed", new Transition(RefundState.FAILED, r -> r.failed(NOW)),
            "retried", new Transition(RefundState.PENDING, r -> r.retried(STAFF, NOW)));

    private record Transition(RefundState to, UnaryOperator<Refund> change) {}

    @ParameterizedTest
    @EnumSource
    void state_changes_only_to_its_exits(RefundState from) {
        Refund refund = RefundBuilder.builder(PENDING).state(from).build();
        TRANSITIONS.forEach((name, transition) -> {
            if (from.exits().contains(transition.to())) {
                assertEquals(transition.to(), transition.change().apply(refund).state(), name);
            } else {
                assertThrows(
                        IllegalStateException.class, () -> transition.change().apply(refund), name);
            }
        });
    }

    @Test
    void exits_match_the_state_diagram() {
        assertEquals(
                Map.of(
                        RefundState.PENDING,
                        Set.of(RefundState.SUCCEEDED, RefundState.FAILED),
                        RefundState.FAILED,
                        Set.of(RefundState.PENDING, RefundState.SUCCEEDED),
                        RefundState.SUCCEEDED,
                        Set.of()),
                Arrays.stream(RefundState.values()).collect(Collectors.toMap(state -> state, RefundState::exits)));
    }

    @Test
    void new_refund_is_to_be_made_by_momo_within_three_minutes() {
        assertEquals(RefundState.PENDING, PENDING.state());
        assertEquals(Refund.Method.MOMO, PENDING.method());
        assertEquals(ORDER, PENDING.payment());
        assertEquals(List.of(), PENDING.seats());
        assertEquals(Optional.empty(), PENDING.by());
        assertEquals(Optional.empty(), PENDING.endedAt());
        assertEquals(deadline(NOW.plus(Duration.ofMinutes(3))), PENDING.deadline());
    }

    @Test
    void refund_names_its_seats_and_who_requested_it() {
        Refund refund = PENDING.forSeats(Fixture.seats("A1", "A2"), List.of()).requestedBy(Optional.of(STAFF));

        assertEquals(Fixture.seats("A1", "A2"), refund.seats());
        assertEquals(Optional.of(STAFF), refund.by());
    }

    @Test
    void each_try_has_an_id_of_its_own_at_momo() {
        assertEquals(ORDER + "-r2-1", PENDING.atMomo());
        assertEquals(ORDER + "-r2-2", PENDING.paused(NOW).atMomo());
        assertEquals(ORDER + "-r2-2", PENDING.failed(NOW).retried(STAFF, NOW).atMomo());
        assertEquals(ORDER + "-r2-1", PENDING.succeeded(NOW).atMomo());
    }

    @Test
    void refund_is_retried_after_3_minutes_or_1_hour_if_paused() {
        assertEquals(
                deadline(LATER.plus(Duration.ofHours(1))), PENDING.paused(LATER).deadline());
        assertEquals(
                deadline(LATER.plus(Duration.ofMinutes(3))),
                PENDING.failed(NOW).retried(STAFF, LATER).deadline());
    }

    @Test
    void ended_refund_has_a_time_and_no_deadline() {
        for (Refund ended :
                List.of(PENDING.succeeded(LATER), PENDING.failed(LATER), PENDING.paidByHand(STAFF, "cash", LATER))) {
            assertEquals(Optional.of(LATER), ended.endedAt());
            assertEquals(Optional.empty(), ended.deadline());
        }
    }

    @Test
    void refund_by_hand_says_who_paid_it_and_how_apart_from_who_requested_it() {
        Refund requested = PENDING.requestedBy(Optional.of(OTHER_STAFF));
        Refund paid = requested.failed(NOW).paidByHand(STAFF, "bank transfer 17", LATER);

        assertEquals(Refund.Method.BY_HAND, paid.method());
        assertEquals(Optional.of(OTHER_STAFF), paid.by());
        assertEquals(Optional.of(new StaffAction(STAFF, LATER)), paid.handled());
        assertEquals("bank transfer 17", paid.note());
        assertEquals(Refund.Method.MOMO, PENDING.succeeded(LATER).method());
    }

    @Test
    void refund_says_who_tried_it_again_last() {
        Refund retried = PENDING.failed(NOW).retried(STAFF, NOW);
        Refund again = retried.failed(NOW).retried(OTHER_STAFF, LATER).succeeded(LATER);

        assertEquals(Optional.of(new StaffAction(STAFF, NOW)), retried.handled());
        assertEquals(Optional.of(new StaffAction(OTHER_STAFF, LATER)), again.handled());
        assertEquals(Optional.empty(), again.by());
    }

    private static Optional<Deadline> deadline(Instant at) {
        return Optional.of(new Deadline(Deadline.Kind.REFUND, at));
    }
}
