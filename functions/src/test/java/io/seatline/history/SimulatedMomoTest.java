package io.seatline.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.history.SimulatedMomo.Mood;
import io.seatline.testing.Fixture;
import io.seatline.testing.MovableClock;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedMomoTest {
    private static final PaymentId ORDER = new PaymentId("bkabcdefghijklmnopqrstuvwxyz.1");
    private static final String FIRST = ORDER + "-r1-1";
    private static final String SECOND = ORDER + "-r2-1";

    private final SimulatedMomo momo = new SimulatedMomo(new MovableClock(Fixture.NOW));

    @BeforeEach
    void capture() {
        momo.create(ORDER, new Vnd(180_000), "", Duration.ofMinutes(5), Duration.ZERO);
        momo.pay(ORDER);
    }

    @Test
    void refunds_of_an_order_add_up() {
        assertEquals(Vnd.ZERO, momo.refunded(ORDER));
        assertEquals(new Refunded.Done(), refund(FIRST, 60_000));
        assertEquals(new Refunded.Done(), refund(SECOND, 120_000));
        assertEquals(new Vnd(180_000), momo.refunded(ORDER));
        assertEquals(Map.of(FIRST, new Vnd(60_000), SECOND, new Vnd(120_000)), momo.refunds(ORDER));
        assertEquals(Map.of(ORDER, new Vnd(180_000)), momo.captured());
    }

    @Test
    void repeated_refund_returns_the_money_once() {
        refund(FIRST, 180_000);
        assertEquals(new Refunded.Done(), refund(FIRST, 180_000));
        assertEquals(new Vnd(180_000), momo.refunded(ORDER));
    }

    @Test
    void unsettled_refund_can_be_repeated_and_a_refused_one_cannot() {
        momo.behave(Mood.NORMAL, new Refunded.Unsettled("away"));
        refund(FIRST, 60_000);
        momo.behave(Mood.NORMAL, new Refunded.Refused(1088));
        refund(SECOND, 60_000);
        momo.behave(Mood.NORMAL, new Refunded.Done());
        assertEquals(new Refunded.Done(), refund(FIRST, 60_000));
        assertEquals(new Refunded.Refused(1088), refund(SECOND, 60_000));
        assertEquals(new Vnd(60_000), momo.refunded(ORDER));
    }

    @Test
    void refund_with_a_lost_answer_is_done() {
        momo.behave(Mood.NORMAL, SimulatedMomo.ANSWER_LOST);
        assertEquals(SimulatedMomo.ANSWER_LOST, refund(FIRST, 60_000));
        assertEquals(new Vnd(60_000), momo.refunded(ORDER));
        assertEquals(new Refunded.Done(), refund(FIRST, 60_000));
        assertEquals(new Vnd(60_000), momo.refunded(ORDER));
    }

    @Test
    void another_try_of_a_refund_returns_nothing_more() {
        momo.behave(Mood.NORMAL, SimulatedMomo.ANSWER_LOST);
        refund(FIRST, 60_000);
        momo.behave(Mood.NORMAL, new Refunded.Refused(1088));
        assertEquals(new Refunded.Done(), refund(ORDER + "-r1-2", 60_000));
        assertEquals(new Vnd(60_000), momo.refunded(ORDER));
    }

    @Test
    void refund_beyond_the_capture_is_a_broken_promise() {
        refund(FIRST, 120_000);
        assertThrows(Promises.BrokenPromise.class, () -> refund(SECOND, 60_001));
    }

    @Test
    void refund_of_an_unpaid_order_is_a_broken_promise() {
        PaymentId unpaid = new PaymentId("bkabcdefghijklmnopqrstuvwxyz.2");
        assertThrows(
                Promises.BrokenPromise.class,
                () -> momo.refund(unpaid.value(), "1", new Vnd(1_000), unpaid + "-r1-1", Duration.ZERO));
    }

    @Test
    void refund_id_used_for_another_amount_is_a_broken_promise() {
        refund(FIRST, 60_000);
        assertThrows(Promises.BrokenPromise.class, () -> refund(FIRST, 50_000));
    }

    @Test
    void refund_below_1000_vnd_is_refused() {
        assertEquals(new Refunded.Refused(22), refund(FIRST, 999));
        assertEquals(new Refunded.Done(), refund(SECOND, 1_000));
        assertEquals(new Vnd(1_000), momo.refunded(ORDER));
    }

    private Refunded refund(String id, long amount) {
        return momo.refund(ORDER.value(), Fixture.TRANS_ID, new Vnd(amount), id, Duration.ZERO);
    }
}
