package io.seatline.domain.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.StaffId;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundBuilder;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.RefundState;
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
            BookingState.PAID, b -> b.paid(FIRST, NOW),
            BookingState.EXPIRED, b -> b.expired(NOW),
            BookingState.CANCELLED, b -> b.cancelled(NOW));

    /** Transitions to the states that follow the refunds. */
    private static final Map<BookingState, UnaryOperator<Booking>> FOLLOWING = Map.of(
            BookingState.REFUND_PENDING, b -> after(b, RefundState.PENDING),
            BookingState.REFUNDED, b -> after(b, RefundState.SUCCEEDED),
            BookingState.REFUND_FAILED, b -> after(b, RefundState.FAILED));

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
        FOLLOWING.forEach((to, transition) -> {
            Booking booking = in(from);
            boolean keepsSeats = from == BookingState.IN_BOOKING;
            if (keepsSeats || from == to || from.exits().contains(to)) {
                assertEquals(keepsSeats ? from : to, transition.apply(booking).state(), from + " -> " + to);
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
                        BookingState.BLOCKED,
                        Set.of(BookingState.CANCELLED),
                        BookingState.EXPIRED,
                        Set.of(BookingState.PAID, BookingState.REFUND_PENDING),
                        BookingState.CANCELLED,
                        Set.of(BookingState.PAID, BookingState.REFUND_PENDING),
                        BookingState.PAID,
                        Set.of(BookingState.REFUND_PENDING, BookingState.REFUNDED, BookingState.REFUND_FAILED),
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
        assertFalse(HOLD.paid(FIRST, NOW).isPayableAt(NOW));
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
        Booking paid = HOLD.paid(FIRST, NOW);

        assertEquals(Optional.empty(), paid.deadline());
        assertEquals(Optional.of(FIRST), paid.paidBy());
    }

    @Test
    void booking_paid_late_keeps_the_deadline_of_its_release() {
        Booking released = HOLD.expired(NOW);

        assertEquals(released.deadline(), released.paid(FIRST, NOW).deadline());
        assertEquals(Optional.empty(), released.reallocated().paid(FIRST, NOW).deadline());
    }

    @Test
    void each_release_is_counted_and_gets_a_deadline() {
        Booking taken = HOLD.expired(NOW).reallocated().paid(FIRST, NOW).released(LATER);

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
                b -> b.following(List.of(), NOW)));
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

    /**
     * Refunds are listed as {@code <attempt>:<state>}; {@code paidBy} is 0 if no attempt paid. A booking that keeps no seat
     * is followed.
     */
    @ParameterizedTest
    @CsvSource({
        "EXPIRED, 0, , EXPIRED",
        "EXPIRED, 0, 1:PENDING, REFUND_PENDING",
        "CANCELLED, 0, 1:PENDING, REFUND_PENDING",
        "REFUND_PENDING, 0, 1:SUCCEEDED, REFUNDED",
        "REFUND_PENDING, 0, 1:FAILED, REFUND_FAILED",
        "REFUND_FAILED, 0, 1:PENDING, REFUND_PENDING",
        "REFUND_FAILED, 0, 1:SUCCEEDED, REFUNDED",
        "REFUNDED, 0, 1:SUCCEEDED 2:PENDING, REFUND_PENDING",
        "REFUNDED, 0, 1:SUCCEEDED 2:FAILED, REFUND_FAILED",
        "REFUND_PENDING, 0, 1:FAILED 2:PENDING, REFUND_FAILED",
        "REFUND_FAILED, 0, 1:SUCCEEDED 2:FAILED, REFUND_FAILED",
        "REFUND_PENDING, 0, 1:SUCCEEDED 1:PENDING, REFUND_PENDING",
        "PAID, 1, , PAID",
        "PAID, 1, 2:PENDING, PAID",
        "PAID, 1, 1:PENDING, PAID",
        "PAID, 2, 1:FAILED, PAID",
        "REFUND_PENDING, 1, 1:SUCCEEDED 2:FAILED, REFUNDED",
        "REFUND_PENDING, 1, 1:FAILED 2:SUCCEEDED, REFUND_FAILED",
        "REFUND_FAILED, 1, 1:PENDING 1:SUCCEEDED, REFUND_PENDING",
        "REFUND_PENDING, 1, 1:SUCCEEDED 1:SUCCEEDED, REFUNDED",
    })
    void booking_without_seats_follows_the_worst_refund_of_the_payment_that_paid(
            BookingState from, int paidBy, String refunds, BookingState expected) {
        Booking booking = in(from, paidBy == 0 ? Optional.empty() : Optional.of(PaymentId.attempt(ID, paidBy)));
        List<Refund> all = new ArrayList<>();
        for (String refund : refunds == null ? new String[0] : refunds.split(" ", -1)) {
            String[] parts = refund.split(":", -1);
            all.add(refund(Integer.parseInt(parts[0]), all.size() + 1, RefundState.valueOf(parts[1])));
        }

        assertEquals(expected, booking.following(all, NOW).state());
        Collections.reverse(all);
        assertEquals(expected, booking.following(all, NOW).state());
    }

    @Test
    void booking_on_hold_does_not_follow_a_refund() {
        assertEquals(HOLD.touched(), HOLD.following(List.of(refund(1, 1, RefundState.PENDING)), NOW));
    }

    @Test
    void returned_seats_leave_a_paid_booking_with_their_prices() {
        Booking paid = HOLD.paid(FIRST, NOW);
        Booking returned =
                paid.returned(Fixture.seats("A2"), List.of(refund(1, 1, RefundState.PENDING)), LATER, Optional.empty());

        assertEquals(BookingState.PAID, returned.state());
        assertEquals(Fixture.seats("A1"), returned.seats());
        assertEquals(List.of(Fixture.PRICE), returned.prices());
        assertEquals(Fixture.seats("A2"), returned.returned());
        assertEquals(Fixture.seats("A1", "A2"), returned.allSeats());
        assertEquals(HOLD.amount(), returned.amount(), "the price of all seats");
        assertEquals(paid.changes(), returned.changes(), "it is still paid");
        assertEquals(Fixture.PRICE, returned.price(returned.seats()));
        assertEquals(Fixture.PRICE, paid.price(Fixture.seats("A2")));
    }

    @ParameterizedTest
    @CsvSource({"PENDING, REFUND_PENDING", "SUCCEEDED, REFUNDED", "FAILED, REFUND_FAILED"})
    void booking_that_returns_its_last_seats_follows_its_refunds(RefundState refund, BookingState expected) {
        StaffId staff = new StaffId("staff-1");
        Booking ended =
                HOLD.paid(FIRST, NOW).returned(HOLD.seats(), List.of(refund(1, 1, refund)), LATER, Optional.of(staff));

        assertEquals(expected, ended.state());
        assertEquals(HOLD.seats(), ended.seats(), "those that it kept last");
        assertEquals(List.of(), ended.returned());
        assertEquals(
                new BookingChange(expected, LATER, Optional.of(staff)),
                ended.changes().getLast());
    }

    @Test
    void only_a_paid_booking_returns_seats_and_only_its_own() {
        List<Refund> pending = List.of(refund(1, 1, RefundState.PENDING));
        Booking paid = HOLD.paid(FIRST, NOW);
        Booking returned = paid.returned(Fixture.seats("A2"), pending, NOW, Optional.empty());

        for (Booking booking : List.of(HOLD, HOLD.expired(NOW), in(BookingState.REFUNDED))) {
            assertThrows(
                    IllegalStateException.class,
                    () -> booking.returned(Fixture.seats("A1"), pending, NOW, Optional.empty()));
        }
        assertThrows(
                IllegalStateException.class,
                () -> returned.returned(Fixture.seats("A2"), pending, NOW, Optional.empty()));
        assertThrows(
                IllegalStateException.class, () -> paid.returned(Fixture.seats("A3"), pending, NOW, Optional.empty()));
    }

    @Test
    void booking_records_when_it_reached_each_state() {
        Booking ended = HOLD.expired(NOW)
                .reallocated()
                .paid(FIRST, LATER)
                .touched()
                .returned(HOLD.seats(), List.of(refund(1, 1, RefundState.PENDING)), LATER, Optional.empty());

        assertEquals(
                List.of(
                        new BookingChange(BookingState.EXPIRED, NOW, Optional.empty()),
                        new BookingChange(BookingState.PAID, LATER, Optional.empty()),
                        new BookingChange(BookingState.REFUND_PENDING, LATER, Optional.empty())),
                ended.changes());
        assertEquals(List.of(), HOLD.changes());
    }

    @Test
    void withdrawn_hold_is_cancelled_without_a_release() {
        Booking withdrawn = HOLD.withdrawn(NOW);

        assertEquals(BookingState.CANCELLED, withdrawn.state());
        assertEquals(0, withdrawn.releases());
        assertEquals(Optional.empty(), withdrawn.deadline());
    }

    @Test
    void each_seat_needs_a_price() {
        assertThrows(IllegalArgumentException.class, () -> BookingBuilder.builder(HOLD)
                .prices(List.of(Fixture.PRICE))
                .build());
    }

    @Test
    void following_a_refund_keeps_releases_and_deadline() {
        Booking released = HOLD.expired(NOW);
        Booking following = released.following(List.of(refund(1, 1, RefundState.PENDING)), NOW);

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
        return Booking.hold(ID, Fixture.ALICE, Fixture.SHOW, seats, NOW, LATER);
    }

    private static Booking in(BookingState state) {
        return in(state, Optional.empty());
    }

    private static Booking in(BookingState state, Optional<PaymentId> paidBy) {
        return BookingBuilder.builder(HOLD)
                .state(state)
                .attempts(3)
                .paidBy(paidBy)
                .deadline(Optional.empty())
                .build();
    }

    private static Booking after(Booking booking, RefundState refund) {
        List<Refund> refunds = List.of(refund(1, 1, refund));
        return booking.state() == BookingState.PAID
                ? booking.returned(booking.seats(), refunds, NOW, Optional.empty())
                : booking.following(refunds, NOW);
    }

    private static Refund refund(int attempt, int number, RefundState state) {
        return RefundBuilder.builder()
                .id(new RefundId(PaymentId.attempt(ID, attempt), number))
                .amount(HOLD.amount())
                .seats(List.of())
                .admitted(List.of())
                .reason(Refund.Reason.LATE_PAYMENT)
                .method(Refund.Method.MOMO)
                .note("")
                .state(state)
                .tries(1)
                .requestedAt(NOW)
                .build();
    }
}
