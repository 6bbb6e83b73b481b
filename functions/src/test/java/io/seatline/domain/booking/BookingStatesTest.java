package io.seatline.domain.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentBuilder;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.testing.Fixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BookingStatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(300);
    private static final BookingId ID = new BookingId("bk" + "a".repeat(26));
    private static final PaymentId FIRST = PaymentId.attempt(ID, 1);
    private static final Booking HOLD = Booking.hold(
            ID, new CustomerId("alice"), Fixture.SHOW, List.of(new SeatNumber("A1"), new SeatNumber("A2")), NOW, LATER);

    private static final Map<BookingState, UnaryOperator<Booking>> TRANSITIONS = Map.of(
            BookingState.PAID, b -> b.paid(FIRST),
            BookingState.EXPIRED, b -> b.expired(NOW),
            BookingState.CANCELLED, b -> b.cancelled(NOW),
            BookingState.REFUND_PENDING, b -> b.refundRequested(NOW),
            BookingState.REFUNDED, b -> b.refundedByHand(NOW));

    @ParameterizedTest
    @EnumSource
    void state_changes_only_to_its_exits(BookingState from) {
        TRANSITIONS.forEach((to, transition) -> {
            Booking booking = in(from);
            if (from.exits().contains(to)) {
                assertEquals(to, transition.apply(booking).state());
            } else {
                assertThrows(IllegalStateException.class, () -> transition.apply(booking), from + " -> " + to);
            }
        });
    }

    @Test
    void exits_match_the_state_diagram() {
        assertEquals(
                Map.of(
                        BookingState.IN_BOOKING,
                        Set.of(BookingState.PAID, BookingState.EXPIRED, BookingState.CANCELLED),
                        BookingState.EXPIRED,
                        Set.of(BookingState.PAID, BookingState.REFUND_PENDING),
                        BookingState.CANCELLED,
                        Set.of(BookingState.PAID, BookingState.REFUND_PENDING),
                        BookingState.PAID,
                        Set.of(BookingState.REFUND_PENDING, BookingState.REFUNDED),
                        BookingState.REFUND_PENDING,
                        Set.of(BookingState.REFUNDED, BookingState.REFUND_FAILED),
                        BookingState.REFUND_FAILED,
                        Set.of(BookingState.REFUND_PENDING, BookingState.REFUNDED),
                        BookingState.REFUNDED,
                        Set.of(BookingState.REFUND_PENDING, BookingState.REFUND_FAILED)),
                Arrays.stream(BookingState.values()).collect(Collectors.toMap(state -> state, BookingState::exits)));
    }

    @ParameterizedTest
    @EnumSource
    void only_expired_and_cancelled_have_ended_unpaid(BookingState state) {
        assertEquals(EnumSet.of(BookingState.EXPIRED, BookingState.CANCELLED).contains(state), state.isEndedUnpaid());
    }

    @Test
    void new_hold_has_a_deadline_at_its_expiry() {
        assertEquals(Optional.of(new Deadline(Deadline.Kind.HOLD, LATER)), HOLD.deadline());
        assertEquals(Optional.of(FIRST), HOLD.lastPayment());
        assertEquals(1, HOLD.version());
        assertEquals(0, HOLD.releases());
    }

    @Test
    void hold_is_payable_until_just_before_its_expiry() {
        assertTrue(HOLD.isPayableAt(LATER.minusMillis(1)));
        assertFalse(HOLD.isPayableAt(LATER));
        assertFalse(HOLD.paid(FIRST).isPayableAt(NOW));
    }

    @Test
    void extension_moves_expiry_and_deadline() {
        Booking extended = HOLD.extended(LATER.plusSeconds(60));

        assertTrue(extended.extended());
        assertEquals(LATER.plusSeconds(60), extended.heldUntil());
        assertEquals(Optional.of(new Deadline(Deadline.Kind.HOLD, LATER.plusSeconds(60))), extended.deadline());
        assertEquals(BookingState.IN_BOOKING, extended.state());
    }

    @Test
    void booking_paid_in_time_has_no_deadline() {
        Booking paid = HOLD.paid(FIRST);

        assertEquals(Optional.empty(), paid.deadline());
        assertEquals(Optional.of(FIRST), paid.paidBy());
    }

    @Test
    void booking_paid_late_keeps_the_deadline_of_its_release() {
        Booking released = HOLD.expired(NOW);

        assertEquals(released.deadline(), released.paid(FIRST).deadline());
        assertEquals(Optional.empty(), released.reallocated().paid(FIRST).deadline());
    }

    @Test
    void each_release_is_counted_and_gets_a_deadline() {
        Booking taken = HOLD.expired(NOW).reallocated().paid(FIRST).refundRequested(LATER);

        assertEquals(2, taken.releases());
        assertEquals(
                Optional.of(new Deadline(Deadline.Kind.REALLOCATE, LATER.plus(Duration.ofMinutes(3)), LATER)),
                taken.deadline());
    }

    @Test
    void backing_off_keeps_the_number_of_releases() {
        Booking released = HOLD.expired(NOW);
        Booking again = released.backedOff(NOW.plus(Duration.ofMinutes(10)));

        assertEquals(
                Optional.of(new Deadline(Deadline.Kind.REALLOCATE, NOW.plus(Duration.ofMinutes(20)), NOW)),
                again.deadline());
        assertEquals(released.releases(), again.releases());
        assertEquals(released.state(), again.state());
    }

    @Test
    void every_change_increments_the_version() {
        List<UnaryOperator<Booking>> changes = new ArrayList<>(List.of(
                Booking::withNextAttempt,
                b -> b.extended(LATER),
                Booking::touched,
                Booking::reallocated,
                b -> b.backedOff(LATER),
                b -> b.following(List.of(payment(1, PaymentState.OPEN)))));
        TRANSITIONS.forEach((to, change) -> {
            if (BookingState.IN_BOOKING.exits().contains(to)) {
                changes.add(change);
            }
        });

        changes.forEach(change -> assertEquals(2, change.apply(HOLD).version()));
    }

    @Test
    void next_attempt_becomes_the_last_payment() {
        assertEquals(
                Optional.of(PaymentId.attempt(ID, 2)), HOLD.withNextAttempt().lastPayment());
    }

    /** Payments are listed from attempt 1; {@code paidBy} is 0 if none paid. */
    @ParameterizedTest
    @CsvSource({
        "EXPIRED, 0, OPEN, EXPIRED",
        "EXPIRED, 0, CAPTURED, EXPIRED",
        "EXPIRED, 0, FAILED, EXPIRED",
        "EXPIRED, 0, REFUND_PENDING, REFUND_PENDING",
        "CANCELLED, 0, REFUND_PENDING, REFUND_PENDING",
        "REFUND_PENDING, 0, REFUNDED, REFUNDED",
        "REFUND_PENDING, 0, REFUND_FAILED, REFUND_FAILED",
        "REFUND_FAILED, 0, REFUND_PENDING, REFUND_PENDING",
        "REFUND_FAILED, 0, REFUNDED, REFUNDED",
        "REFUNDED, 0, REFUNDED REFUND_PENDING, REFUND_PENDING",
        "REFUNDED, 0, REFUNDED REFUND_FAILED, REFUND_FAILED",
        "REFUND_PENDING, 0, REFUND_FAILED REFUND_PENDING, REFUND_FAILED",
        "REFUND_FAILED, 0, REFUNDED REFUND_FAILED, REFUND_FAILED",
        "REFUND_PENDING, 0, REFUNDED REFUND_PENDING FAILED OPEN, REFUND_PENDING",
        "PAID, 1, CAPTURED, PAID",
        "PAID, 1, CAPTURED REFUND_PENDING, PAID",
        "PAID, 2, REFUND_FAILED CAPTURED, PAID",
        "PAID, 1, REFUND_PENDING, REFUND_PENDING",
        "REFUND_PENDING, 1, REFUNDED REFUND_FAILED, REFUNDED",
        "REFUND_PENDING, 1, REFUND_FAILED REFUNDED, REFUND_FAILED",
        "REFUND_FAILED, 1, REFUND_PENDING CAPTURED, REFUND_PENDING",
    })
    void booking_follows_its_paying_payment_or_the_worst_refund(
            BookingState from, int paidBy, String payments, BookingState expected) {
        Booking booking = in(from, paidBy == 0 ? Optional.empty() : Optional.of(PaymentId.attempt(ID, paidBy)));
        List<Payment> attempts = new ArrayList<>();
        for (String state : payments.split(" ", -1)) {
            attempts.add(payment(attempts.size() + 1, PaymentState.valueOf(state)));
        }

        assertEquals(expected, booking.following(attempts).state());
        Collections.reverse(attempts);
        assertEquals(expected, booking.following(attempts).state());
    }

    @Test
    void booking_on_hold_cannot_follow_a_refund() {
        assertThrows(
                IllegalStateException.class, () -> HOLD.following(List.of(payment(1, PaymentState.REFUND_PENDING))));
    }

    @Test
    void following_a_refund_keeps_releases_and_deadline() {
        Booking released = HOLD.expired(NOW);
        Booking following = released.following(List.of(payment(1, PaymentState.REFUND_PENDING)));

        assertEquals(1, following.releases());
        assertEquals(released.deadline(), following.deadline());
    }

    @Test
    void booking_has_one_to_ten_distinct_seats() {
        assertThrows(IllegalArgumentException.class, () -> withSeats(List.of()));
        assertThrows(
                IllegalArgumentException.class, () -> withSeats(List.of(new SeatNumber("A1"), new SeatNumber("A1"))));
        assertThrows(IllegalArgumentException.class, () -> withSeats(row(11)));
        assertEquals(10, withSeats(row(10)).seats().size());
    }

    private static List<SeatNumber> row(int seats) {
        return IntStream.rangeClosed(1, seats)
                .mapToObj(n -> SeatNumber.of("A", n))
                .toList();
    }

    private static Booking withSeats(List<SeatNumber> seats) {
        return Booking.hold(ID, HOLD.customer(), Fixture.SHOW, seats, NOW, LATER);
    }

    private static Booking in(BookingState state) {
        return in(state, Optional.empty());
    }

    private static Booking in(BookingState state, Optional<PaymentId> paidBy) {
        return BookingBuilder.builder()
                .id(ID)
                .customer(HOLD.customer())
                .bookedShow(HOLD.bookedShow())
                .seats(HOLD.seats())
                .amount(HOLD.amount())
                .state(state)
                .createdAt(NOW)
                .heldUntil(LATER)
                .attempts(3)
                .paidBy(paidBy)
                .version(1)
                .build();
    }

    private static Payment payment(int attempt, PaymentState state) {
        return PaymentBuilder.builder()
                .id(PaymentId.attempt(ID, attempt))
                .state(state)
                .amount(HOLD.amount())
                .payableUntil(LATER)
                .transId(Optional.of("4088878653"))
                .build();
    }
}
