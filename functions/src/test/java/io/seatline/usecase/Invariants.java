package io.seatline.usecase;

import static io.seatline.testing.Fixture.SHOW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.testing.BoxOffice;
import io.seatline.usecase.port.Ledger.BookingDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Invariants that hold after each commit, wherever a function died. */
public final class Invariants {
    private static final Set<BookingState> HOLDING =
            Set.of(BookingState.IN_BOOKING, BookingState.BLOCKED, BookingState.PAID);

    private Invariants() {}

    /**
     * Asserts that seat claims match the booking's state and that all unfinished work has a deadline or an open case.
     */
    public static void assertNothingIsLost(BoxOffice office, BookingId id) {
        BookingDetails details = office.ledger.details(id).orElseThrow();
        Booking booking = details.booking();
        String claim =
                switch (booking.state()) {
                    case IN_BOOKING -> "HELD " + id;
                    case BLOCKED -> "BLOCKED " + id;
                    case PAID -> "SOLD " + id;
                    case EXPIRED, CANCELLED, REFUND_PENDING, REFUNDED, REFUND_FAILED -> "RELEASED " + id;
                };
        Map<String, String> claims = office.claims();
        long own = booking.seats().stream()
                .filter(seat -> claim.equals(claims.get(seat.value())))
                .count();
        boolean ownsAll = own == booking.seats().size();
        if (HOLDING.contains(booking.state())) {
            assertTrue(ownsAll, () -> booking.state() + " without its seats: " + claims);
        } else {
            assertTrue(
                    own == 0 || deadlineKind(booking.deadline()).equals(Optional.of(Deadline.Kind.REALLOCATE)),
                    "released seats without a deadline to reallocate them");
        }
        if (booking.state() == BookingState.IN_BOOKING) {
            assertEquals(Optional.of(Deadline.Kind.HOLD), deadlineKind(booking.deadline()));
        }
        details.payments().forEach(payment -> assertMoneyIsNotLost(office, booking, payment));
        office.ledger
                .openCases()
                .forEach(c -> assertTrue(office.ledger.payment(c.id().payment()).isPresent()));
    }

    private static void assertMoneyIsNotLost(BoxOffice office, Booking booking, Payment payment) {
        boolean paidForTheSeats =
                booking.state() == BookingState.PAID && booking.paidBy().equals(Optional.of(payment.id()));
        Optional<Deadline.Kind> deadline = deadlineKind(payment.deadline());
        switch (payment.state()) {
            case OPEN -> assertEquals(Optional.of(Deadline.Kind.PAYMENT), deadline);
            case CAPTURED ->
                assertTrue(
                        paidForTheSeats
                                || payment.refunds() > 0
                                || deadline.equals(Optional.of(Deadline.Kind.LATE_PAYMENT)),
                        "captured money without seats, a refund or a deadline");
            case FAILED -> assertEquals(Optional.empty(), deadline);
        }
        office.ledger.refunds(payment.id()).forEach(refund -> assertRefundIsNotLost(office, refund));
    }

    private static void assertRefundIsNotLost(BoxOffice office, Refund refund) {
        Optional<Deadline.Kind> deadline = deadlineKind(refund.deadline());
        switch (refund.state()) {
            case PENDING -> assertEquals(Optional.of(Deadline.Kind.REFUND), deadline);
            case SUCCEEDED -> assertEquals(Optional.empty(), deadline);
            case FAILED ->
                assertTrue(
                        office.ledger
                                .supportCase(CaseId.of(refund.id()))
                                .filter(SupportCase::open)
                                .isPresent(),
                        "no open case");
        }
    }

    private static Optional<Deadline.Kind> deadlineKind(Optional<Deadline> deadline) {
        return deadline.map(Deadline::kind);
    }

    /**
     * Asserts the waitlist of a show with exactly these entries: the waitlist state counts them, live entries are set,
     * and unfinished work has a deadline.
     */
    public static void assertWaitlistIsConsistent(BoxOffice office, List<WaitlistEntry> entries) {
        entries.forEach(entry -> assertEntryIsNotLost(office, entry));
        WaitlistState state = office.waitlist.state(SHOW_ID);
        assertEquals(
                LongStream.rangeClosed(1, state.lastPlace()).boxed().toList(),
                entries.stream().flatMap(t -> t.place().stream()).sorted().toList(),
                "places are consecutive");
        long waiting = entries.stream()
                .filter(t -> t.state() == WaitlistEntryState.WAITING)
                .count();
        long leaving = entries.stream().filter(WaitlistEntry::awaitsRemoval).count();
        assertEquals(
                waiting + leaving,
                state.blocks().values().stream().mapToLong(Integer::longValue).sum());
        assertEquals(waiting, office.waitlist.waitingBetween(SHOW_ID, 0, state.lastPlace() + 1));
    }

    private static void assertEntryIsNotLost(BoxOffice office, WaitlistEntry entry) {
        boolean live = office.waitlist.entryOf(SHOW_ID, entry.customer()).equals(Optional.of(entry.id()));
        Optional<Deadline.Kind> deadline = deadlineKind(entry.deadline());
        Optional<Booking> offer = entry.booking().map(office::booking);
        offer.ifPresent(booking -> {
            assertEquals(Optional.of(entry.id()), booking.offer());
            assertNothingIsLost(office, booking.id());
        });
        switch (entry.state()) {
            case JOINING -> {
                assertTrue(live);
                assertEquals(Optional.of(Deadline.Kind.JOIN), deadline);
            }
            case WAITING -> {
                assertTrue(live);
                assertTrue(entry.place().isPresent());
                assertEquals(Optional.empty(), deadline);
            }
            case OFFERED -> {
                assertEquals(offer.orElseThrow().state() == BookingState.IN_BOOKING, live);
                assertEquals(Optional.empty(), deadline);
            }
            case LEFT -> {
                assertFalse(live);
                assertTrue(
                        offer.isEmpty() || offer.get().state() != BookingState.IN_BOOKING,
                        "an offer whose entry has left");
            }
            case LAPSED -> assertEquals(Optional.empty(), deadline);
        }
    }
}
