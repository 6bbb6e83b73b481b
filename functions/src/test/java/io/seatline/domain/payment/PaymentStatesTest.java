package io.seatline.domain.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
            "failed", new Transition(PaymentState.FAILED, Payment::failed));

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
        assertEquals(PaymentState.CAPTURED, in(from).captured("1").state());
    }

    @Test
    void exits_match_the_state_diagram() {
        assertEquals(
                Map.of(
                        PaymentState.OPEN,
                        Set.of(PaymentState.CAPTURED, PaymentState.FAILED),
                        PaymentState.FAILED,
                        Set.of(PaymentState.CAPTURED),
                        PaymentState.CAPTURED,
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
        assertEquals(
                Optional.of(new Deadline(Deadline.Kind.PAYMENT, HELD_UNTIL.plus(Duration.ofMinutes(2)))),
                OPEN.deadline());
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
    void captured_and_failed_payments_have_no_deadline() {
        assertEquals(Optional.empty(), CAPTURED.deadline());
        assertEquals(Optional.empty(), OPEN.failed().deadline());
        assertEquals(Optional.empty(), OPEN.capturedLate("1", NOW).captured("1").deadline());
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
    void refunds_are_counted_and_numbered() {
        Payment first = CAPTURED.refunding(new Vnd(50_000));
        Payment second = first.refunding(new Vnd(110_000));

        assertEquals(new RefundId(ORDER, 1), refund(first, 50_000).id());
        assertEquals(new RefundId(ORDER, 2), refund(second, 110_000).id());
        assertEquals(new Vnd(110_000), first.kept());
        assertEquals(Vnd.ZERO, second.kept());
        assertEquals(PaymentState.CAPTURED, second.state());
        assertEquals(new Vnd(160_000), second.amount());
    }

    @Test
    void refunds_never_exceed_the_capture() {
        Payment first = CAPTURED.refunding(new Vnd(50_000));

        assertThrows(IllegalArgumentException.class, () -> CAPTURED.refunding(new Vnd(160_001)));
        assertThrows(IllegalArgumentException.class, () -> first.refunding(new Vnd(110_001)));
    }

    @Test
    void payment_without_a_capture_is_not_refunded() {
        assertThrows(IllegalArgumentException.class, () -> OPEN.refunding(new Vnd(1)));
        assertThrows(IllegalArgumentException.class, () -> OPEN.failed().refunding(new Vnd(1)));
    }

    @Test
    void capture_keeps_momos_transaction() {
        assertEquals(Optional.of("4088878653"), CAPTURED.transId());
        assertEquals(Optional.of("7"), OPEN.capturedLate("7", NOW).transId());
    }

    @Test
    void stray_payment_is_captured_without_a_deadline() {
        PaymentId stray = PaymentId.stray("no order of ours", "4088878653");
        Payment payment = Payment.stray(stray, new Vnd(5_000), "4088878653", NOW);

        assertEquals(PaymentState.CAPTURED, payment.state());
        assertEquals(Optional.of("4088878653"), payment.transId());
        assertEquals(Optional.empty(), payment.deadline());
        assertEquals(new Vnd(5_000), payment.kept());
    }

    private static Refund refund(Payment payment, long amount) {
        return payment.newRefund(new Vnd(amount), Refund.Reason.SUPPORT, NOW);
    }

    private static Payment in(PaymentState state) {
        return PaymentBuilder.builder(OPEN)
                .state(state)
                .transId(Optional.of("4088878653"))
                .deadline(Optional.empty())
                .build();
    }
}
