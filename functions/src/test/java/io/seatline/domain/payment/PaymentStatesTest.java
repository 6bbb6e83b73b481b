package io.seatline.domain.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentStatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final Instant HELD_UNTIL = NOW.plusSeconds(300);
    private static final PaymentId ORDER = new PaymentId("bk" + "a".repeat(26) + ".1");
    private static final Payment OPEN = Payment.open(ORDER, new Vnd(160_000), HELD_UNTIL);
    private static final Payment CAPTURED = OPEN.captured("4088878653");

    private static final Map<String, Transition> TRANSITIONS = Map.of(
            "capturedLate", new Transition(PaymentState.CAPTURED, p -> p.capturedLate("1", NOW)),
            "failed", new Transition(PaymentState.FAILED, Payment::failed),
            "toRefund", new Transition(PaymentState.REFUND_PENDING, p -> p.toRefund("1", NOW)),
            "refunded", new Transition(PaymentState.REFUNDED, Payment::refunded),
            "refundedByHand", new Transition(PaymentState.REFUNDED, Payment::refundedByHand),
            "refundFailed", new Transition(PaymentState.REFUND_FAILED, Payment::refundFailed));

    private record Transition(PaymentState to, UnaryOperator<Payment> change) {}

    @ParameterizedTest
    @EnumSource
    void state_changes_only_to_its_exits(PaymentState from) {
        TRANSITIONS.forEach((name, transition) -> {
            if (from.exits().contains(transition.to())) {
                assertEquals(
                        transition.to(), transition.change().apply(in(from)).state(), name);
            } else {
                assertThrows(
                        IllegalStateException.class, () -> transition.change().apply(in(from)), name);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void capturing_leaves_a_captured_payment_captured(PaymentState from) {
        if (from == PaymentState.CAPTURED || from.exits().contains(PaymentState.CAPTURED)) {
            assertEquals(PaymentState.CAPTURED, in(from).captured("1").state());
        } else {
            assertThrows(IllegalStateException.class, () -> in(from).captured("1"));
        }
    }

    @Test
    void exits_match_the_state_diagram() {
        assertEquals(
                Map.of(
                        PaymentState.OPEN,
                        Set.of(PaymentState.CAPTURED, PaymentState.FAILED, PaymentState.REFUND_PENDING),
                        PaymentState.FAILED,
                        Set.of(PaymentState.CAPTURED, PaymentState.REFUND_PENDING),
                        PaymentState.CAPTURED,
                        Set.of(PaymentState.REFUND_PENDING, PaymentState.REFUNDED),
                        PaymentState.REFUND_PENDING,
                        Set.of(PaymentState.REFUNDED, PaymentState.REFUND_FAILED),
                        PaymentState.REFUND_FAILED,
                        Set.of(PaymentState.REFUND_PENDING, PaymentState.REFUNDED),
                        PaymentState.REFUNDED,
                        Set.of()),
                Arrays.stream(PaymentState.values()).collect(Collectors.toMap(state -> state, PaymentState::exits)));
    }

    @ParameterizedTest
    @EnumSource
    void only_open_and_failed_payments_await_capture(PaymentState state) {
        assertEquals(EnumSet.of(PaymentState.OPEN, PaymentState.FAILED).contains(state), state.awaitsCapture());
    }

    @Test
    void open_payment_has_a_deadline_two_minutes_after_its_hold() {
        assertEquals(deadline(Deadline.Kind.PAYMENT, HELD_UNTIL.plus(Duration.ofMinutes(2))), OPEN.deadline());
    }

    @Test
    void unresolved_payment_is_polled_for_five_minutes_then_backs_off() {
        Instant since = HELD_UNTIL.plus(Duration.ofMinutes(2));

        assertEquals(OPEN, OPEN.polled(since.plusSeconds(299)));
        Payment putOff = OPEN.polled(since.plusSeconds(300));
        assertEquals(PaymentState.OPEN, putOff.state());
        assertEquals(
                Optional.of(new Deadline(Deadline.Kind.PAYMENT, since.plus(Duration.ofMinutes(10)), since)),
                putOff.deadline());
    }

    @Test
    void captured_failed_and_refunded_payments_have_no_deadline() {
        assertEquals(Optional.empty(), CAPTURED.deadline());
        assertEquals(Optional.empty(), OPEN.failed().deadline());
        assertEquals(Optional.empty(), CAPTURED.toRefund("1", NOW).refunded().deadline());
        assertEquals(
                Optional.empty(), CAPTURED.toRefund("1", NOW).refundFailed().deadline());
        assertEquals(Optional.empty(), CAPTURED.refundedByHand().deadline());
    }

    @Test
    void late_payment_has_a_deadline_from_its_capture() {
        Payment late = OPEN.capturedLate("1", NOW);

        assertEquals(
                Optional.of(new Deadline(Deadline.Kind.LATE_PAYMENT, NOW.plus(Duration.ofMinutes(3)), NOW)),
                late.deadline());
        assertEquals(
                Optional.of(new Deadline(Deadline.Kind.LATE_PAYMENT, NOW.plus(Duration.ofMinutes(20)), NOW)),
                late.backedOff(NOW.plus(Duration.ofMinutes(10))).deadline());
        assertEquals(
                PaymentState.CAPTURED,
                late.backedOff(NOW.plus(Duration.ofMinutes(10))).state());
    }

    @Test
    void refund_is_retried_after_3_minutes_or_1_hour_if_paused() {
        Payment first = CAPTURED.toRefund("1", NOW);
        Payment second = first.refundPaused(NOW);

        assertEquals(deadline(Deadline.Kind.REFUND, NOW.plus(Duration.ofMinutes(3))), first.deadline());
        assertEquals(deadline(Deadline.Kind.REFUND, NOW.plus(Duration.ofHours(1))), second.deadline());
    }

    @Test
    void each_refund_takes_the_next_number() {
        Payment first = CAPTURED.toRefund("1", NOW);

        assertEquals(0, CAPTURED.refundNumber());
        assertEquals(1, first.refundNumber());
        assertEquals(2, first.refundPaused(NOW).refundNumber());
        assertEquals(2, first.refundFailed().toRefund("1", NOW).refundNumber());
        assertEquals(1, first.refunded().refundNumber());
    }

    @Test
    void refund_names_momos_transaction() {
        assertEquals(Optional.of("4088878653"), CAPTURED.transId());
        assertEquals(Optional.of("7"), OPEN.toRefund("7", NOW).transId());
    }

    @Test
    void refund_by_hand_is_marked() {
        assertTrue(CAPTURED.refundedByHand().byHand());
        assertEquals(false, CAPTURED.toRefund("1", NOW).refunded().byHand());
    }

    @Test
    void stray_payment_is_captured_without_a_deadline() {
        PaymentId stray = PaymentId.stray("no order of ours", "4088878653");
        Payment payment = Payment.stray(stray, new Vnd(5_000), "4088878653", NOW);

        assertEquals(PaymentState.CAPTURED, payment.state());
        assertEquals(Optional.of("4088878653"), payment.transId());
        assertEquals(Optional.empty(), payment.deadline());
    }

    private static Optional<Deadline> deadline(Deadline.Kind kind, Instant at) {
        return Optional.of(new Deadline(kind, at));
    }

    private static Payment in(PaymentState state) {
        return PaymentBuilder.builder()
                .id(ORDER)
                .state(state)
                .amount(new Vnd(160_000))
                .payableUntil(HELD_UNTIL)
                .transId(Optional.of("4088878653"))
                .build();
    }
}
