package io.seatline.usecase;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.STAFF;
import static io.seatline.testing.Fixture.showSeats;
import static io.seatline.usecase.Invariants.assertNothingIsLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.WatchedLedger;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import io.seatline.usecase.port.PaymentGateway.Status;
import io.seatline.usecase.refund.RequestRefund;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills each use case before and after each of its commits, then repeats it as its caller or queue would. */
public class CrashTest extends WithBoxOffice {

    /**
     * A use case under test.
     *
     * @param commits number of its transactions
     * @param given sets up the booking
     * @param step the use case, which crashes and is repeated
     * @param end final states of the booking and of its first payment, or of that payment's first refund
     */
    private record Step(
            String name,
            int commits,
            Function<BoxOffice, BookingId> given,
            BiConsumer<BoxOffice, BookingId> step,
            Map.Entry<BookingState, Enum<?>> end) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> crashes() {
        return steps().flatMap(step -> Stream.iterate(1, n -> n <= step.commits(), n -> n + 1)
                .flatMap(n -> Stream.of(Arguments.of(step, n, true), Arguments.of(step, n, false))));
    }

    @ParameterizedTest(name = "{0}, commit {1}, before it: {2}")
    @MethodSource("crashes")
    void repeating_a_crashed_step_finishes_it_and_loses_nothing(Step step, int commit, boolean before) {
        BookingId id = step.given().apply(office);
        assertNothingIsLost(office, id);
        office.watched.crashAtCommit(commit, before);

        assertThrows(WatchedLedger.Crash.class, () -> step.step().accept(office, id));
        assertNothingIsLost(office, id);

        step.step().accept(office, id);
        assertNothingIsLost(office, id);
        assertEquals(step.end(), Map.entry(office.booking(id).state(), moneyState(office, id)));

        var details = office.ledger.details(id);
        var claims = office.claims();
        step.step().accept(office, id);
        assertEquals(details, office.ledger.details(id), "a third run changes nothing");
        assertEquals(claims, office.claims());
    }

    private static Enum<?> moneyState(BoxOffice office, BookingId id) {
        return office.ledger
                .refund(BoxOffice.refundId(id, 1))
                .<Enum<?>>map(Refund::state)
                .orElseGet(() -> office.payment(id, 1).state());
    }

    private static Stream<Step> steps() {
        return Stream.of(
                new Step(
                        "a payment in time",
                        1,
                        office -> office.hold("A1", "A2"),
                        (office, id) -> office.pay(id, 1),
                        Map.entry(BookingState.PAID, PaymentState.CAPTURED)),
                new Step(
                        "a late payment",
                        1,
                        CrashTest::expired,
                        (office, id) -> office.pay(id, 1),
                        Map.entry(BookingState.EXPIRED, PaymentState.CAPTURED)),
                new Step(
                        "a second payment",
                        1,
                        office -> {
                            BookingId id = office.hold("A1", "A2");
                            office.requestPayment.retry(ALICE, id);
                            office.pay(id, 2);
                            return id;
                        },
                        (office, id) -> office.pay(id, 1),
                        Map.entry(BookingState.PAID, RefundState.PENDING)),
                new Step(
                        "a payment of a wrong amount",
                        1,
                        office -> office.hold("A1", "A2"),
                        (office, id) -> office.confirmPayment.captured(
                                PaymentId.attempt(id, 1).value(), "7", new Vnd(1)),
                        Map.entry(BookingState.IN_BOOKING, PaymentState.FAILED)),
                new Step(
                        "the end of a hold",
                        1,
                        CrashTest::runOut,
                        (office, id) -> office.expireHold.expire(id),
                        Map.entry(BookingState.EXPIRED, PaymentState.OPEN)),
                new Step(
                        "the end of a hold that MoMo reports paid",
                        1,
                        CrashTest::runOut,
                        (office, id) -> {
                            office.momo.willReport(
                                    new Status.Paid("7", office.booking(id).amount()));
                            office.expireHold.expire(id);
                        },
                        Map.entry(BookingState.PAID, PaymentState.CAPTURED)),
                new Step(
                        "the end of a hold that was paid with a wrong amount",
                        2,
                        CrashTest::runOut,
                        (office, id) -> {
                            office.momo.willReport(new Status.Paid("7", new Vnd(1)));
                            office.expireHold.expire(id);
                        },
                        Map.entry(BookingState.EXPIRED, PaymentState.FAILED)),
                new Step(
                        "an extension",
                        1,
                        CrashTest::runOut,
                        (office, id) -> {
                            office.momo.willReport(new Status.Processing());
                            office.expireHold.expire(id);
                        },
                        Map.entry(BookingState.IN_BOOKING, PaymentState.OPEN)),
                new Step(
                        "a cancellation",
                        1,
                        office -> office.hold("A1", "A2"),
                        (office, id) -> office.cancelBooking.cancel(ALICE, id),
                        Map.entry(BookingState.CANCELLED, PaymentState.OPEN)),
                new Step(
                        "reallocating seats",
                        2,
                        CrashTest::expired,
                        (office, id) -> office.reallocate(id),
                        Map.entry(BookingState.EXPIRED, PaymentState.OPEN)),
                new Step(
                        "a late payment that takes its seats",
                        2,
                        CrashTest::late,
                        (office, id) -> office.latePayment(PaymentId.attempt(id, 1)),
                        Map.entry(BookingState.PAID, PaymentState.CAPTURED)),
                new Step(
                        "a late payment whose seats are gone",
                        1,
                        CrashTest::lateWithoutSeats,
                        (office, id) -> office.latePayment(PaymentId.attempt(id, 1)),
                        Map.entry(BookingState.REFUND_PENDING, RefundState.PENDING)),
                new Step(
                        "an attempt that failed",
                        1,
                        CrashTest::expired,
                        (office, id) -> {
                            office.momo.willReport(new Status.Failed(1005));
                            office.pollPayment.settle(PaymentId.attempt(id, 1));
                        },
                        Map.entry(BookingState.EXPIRED, PaymentState.FAILED)),
                new Step(
                        "a refund",
                        1,
                        CrashTest::refundPending,
                        (office, id) -> office.makeRefund(id, 1),
                        Map.entry(BookingState.REFUNDED, RefundState.SUCCEEDED)),
                new Step(
                        "a refund that MoMo refuses",
                        1,
                        CrashTest::refundPending,
                        (office, id) -> {
                            office.momo.willRefund(new Refunded.Refused(1088));
                            office.makeRefund(id, 1);
                        },
                        Map.entry(BookingState.REFUND_FAILED, RefundState.FAILED)),
                new Step(
                        "a refund that MoMo pauses",
                        1,
                        CrashTest::refundPending,
                        (office, id) -> {
                            office.momo.willRefund(new Refunded.TryLater());
                            office.makeRefund(id, 1);
                        },
                        Map.entry(BookingState.REFUND_PENDING, RefundState.PENDING)),
                new Step(
                        "support refunds a paid booking",
                        1,
                        CrashTest::paid,
                        (office, id) -> office.refundAll(id),
                        Map.entry(BookingState.REFUND_PENDING, RefundState.PENDING)),
                new Step(
                        "support refunds one of two seats",
                        1,
                        CrashTest::paid,
                        (office, id) -> office.requestRefund.bySupport(
                                id,
                                Optional.of(showSeats("A2")),
                                STAFF,
                                Optional.empty(),
                                RequestRefund.AdmittedSeats.REFUSE),
                        Map.entry(BookingState.PAID, RefundState.PENDING)),
                new Step(
                        "support refunds a paid booking by hand",
                        1,
                        CrashTest::paid,
                        (office, id) -> office.requestRefund.bySupport(
                                id, Optional.empty(), STAFF, Optional.of("cash"), RequestRefund.AdmittedSeats.REFUSE),
                        Map.entry(BookingState.REFUNDED, RefundState.SUCCEEDED)),
                new Step(
                        "refunding a booking of a cancelled show",
                        1,
                        CrashTest::paid,
                        (office, id) -> office.requestRefund.forCancelledShow(id),
                        Map.entry(BookingState.REFUND_PENDING, RefundState.PENDING)),
                new Step(
                        "reallocating a returned seat",
                        2,
                        office -> {
                            BookingId id = paid(office);
                            office.requestRefund.bySupport(
                                    id,
                                    Optional.of(showSeats("A2")),
                                    STAFF,
                                    Optional.empty(),
                                    RequestRefund.AdmittedSeats.REFUSE);
                            return id;
                        },
                        (office, id) -> office.reallocate(id),
                        Map.entry(BookingState.PAID, RefundState.PENDING)),
                new Step(
                        "support retries a refund",
                        1,
                        CrashTest::refundFailed,
                        (office, id) -> office.supportDesk.refund(caseOf(id), STAFF, Optional.empty()),
                        Map.entry(BookingState.REFUND_PENDING, RefundState.PENDING)),
                new Step(
                        "support refunds by hand",
                        1,
                        CrashTest::refundFailed,
                        (office, id) -> office.supportDesk.refund(caseOf(id), STAFF, Optional.of("bank transfer")),
                        Map.entry(BookingState.REFUNDED, RefundState.SUCCEEDED)));
    }

    private static CaseId caseOf(BookingId id) {
        return CaseId.of(BoxOffice.refundId(id, 1));
    }

    private static BookingId paid(BoxOffice office) {
        BookingId id = office.hold("A1", "A2");
        office.pay(id, 1);
        return id;
    }

    private static BookingId runOut(BoxOffice office) {
        BookingId id = office.hold("A1", "A2");
        office.clock.moveTo(HELD_UNTIL);
        return id;
    }

    private static BookingId expired(BoxOffice office) {
        BookingId id = office.hold("A1", "A2");
        office.expire(id);
        return id;
    }

    private static BookingId late(BoxOffice office) {
        BookingId id = expired(office);
        office.pay(id, 1);
        return id;
    }

    private static BookingId lateWithoutSeats(BoxOffice office) {
        BookingId id = expired(office);
        office.reallocate(id);
        office.hold(BOB, "A1");
        office.pay(id, 1);
        return id;
    }

    private static BookingId refundPending(BoxOffice office) {
        BookingId id = lateWithoutSeats(office);
        office.latePayment(PaymentId.attempt(id, 1));
        return id;
    }

    private static BookingId refundFailed(BoxOffice office) {
        BookingId id = refundPending(office);
        office.momo.willRefund(new Refunded.Refused(1088));
        office.makeRefund(id, 1);
        return id;
    }
}
