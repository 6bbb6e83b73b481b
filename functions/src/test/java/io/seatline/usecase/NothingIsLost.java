package io.seatline.usecase;

import static io.seatline.testing.Fixture.SHOW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.testing.BoxOffice;
import io.seatline.usecase.port.Ledger.BookingFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** What holds after each commit, whatever died then. */
public final class NothingIsLost {
    private NothingIsLost() {}

    /** Every seat has the owner that the bookings say, and whatever is unfinished is due or in an open case. */
    public static void assertNothingIsLost(BoxOffice office, BookingId id) {
        BookingFile file = office.ledger.file(id).orElseThrow();
        Booking booking = file.booking();
        String claim =
                switch (booking.state()) {
                    case IN_BOOKING -> "HELD " + id;
                    case PAID -> "SOLD " + id;
                    case EXPIRED, CANCELLED, REFUND_PENDING, REFUNDED, REFUND_FAILED -> "RELEASED " + id;
                };
        Map<String, String> claims = office.claims();
        long own = booking.seats().stream()
                .filter(seat -> claim.equals(claims.get(seat.value())))
                .count();
        boolean ownsAll = own == booking.seats().size();
        if (booking.state() == BookingState.IN_BOOKING || booking.state() == BookingState.PAID) {
            assertTrue(ownsAll, () -> booking.state() + " without its seats: " + claims);
        } else {
            assertTrue(
                    own == 0 || dueKind(booking.due()).equals(Optional.of(Deadline.Kind.HAND_ON)),
                    "released seats that nobody will hand on");
        }
        if (booking.state() == BookingState.IN_BOOKING) {
            assertEquals(Optional.of(Deadline.Kind.HOLD), dueKind(booking.due()));
        }
        file.payments().forEach(payment -> assertMoneyIsNotLost(office, booking, payment));
        office.ledger
                .openCases()
                .forEach(c -> assertTrue(office.ledger.payment(c.payment()).isPresent()));
    }

    private static void assertMoneyIsNotLost(BoxOffice office, Booking booking, Payment payment) {
        boolean paidForTheSeats =
                booking.state() == BookingState.PAID && booking.paidBy().equals(Optional.of(payment.order()));
        Optional<Deadline.Kind> due = dueKind(payment.due());
        switch (payment.state()) {
            case OPEN -> assertEquals(Optional.of(Deadline.Kind.ATTEMPT), due);
            case CAPTURED ->
                assertTrue(
                        paidForTheSeats || due.equals(Optional.of(Deadline.Kind.LATE)), "captured money for nothing");
            case REFUND_PENDING -> assertEquals(Optional.of(Deadline.Kind.REFUND), due);
            case REFUND_FAILED ->
                assertTrue(
                        office.ledger
                                .supportCase(payment.order())
                                .filter(SupportCase::open)
                                .isPresent(),
                        "no open case");
            case FAILED, REFUNDED -> assertEquals(Optional.empty(), due);
        }
    }

    private static Optional<Deadline.Kind> dueKind(Optional<Deadline> due) {
        return due.map(Deadline::kind);
    }

    /** These are all tickets of the show. The line counts them, names them and has due whatever is unfinished. */
    public static void assertTheLineIsWhole(BoxOffice office, List<WaitlistEntry> tickets) {
        tickets.forEach(ticket -> assertTicketIsNotLost(office, ticket));
        WaitlistState line = office.waitlist.line(SHOW_ID);
        assertEquals(
                LongStream.rangeClosed(1, line.lastPlace()).boxed().toList(),
                tickets.stream().flatMap(t -> t.place().stream()).sorted().toList(),
                "places are dense");
        long waiting = tickets.stream()
                .filter(t -> t.state() == WaitlistEntryState.WAITING)
                .count();
        long leaving = tickets.stream().filter(WaitlistEntry::isToBeTakenOut).count();
        assertEquals(
                waiting + leaving,
                line.blocks().values().stream().mapToLong(Integer::longValue).sum());
        assertEquals(waiting, office.waitlist.waitingBetween(SHOW_ID, 0, line.lastPlace() + 1));
    }

    private static void assertTicketIsNotLost(BoxOffice office, WaitlistEntry ticket) {
        boolean live = office.waitlist.ticketOf(SHOW_ID, ticket.customer()).equals(Optional.of(ticket.id()));
        Optional<Deadline.Kind> due = dueKind(ticket.due());
        Optional<Booking> offer = ticket.booking().map(office::booking);
        offer.ifPresent(booking -> {
            assertEquals(Optional.of(ticket.id()), booking.offer());
            assertNothingIsLost(office, booking.id());
        });
        switch (ticket.state()) {
            case JOINING -> {
                assertTrue(live);
                assertEquals(Optional.of(Deadline.Kind.JOIN), due);
            }
            case WAITING -> {
                assertTrue(live);
                assertTrue(ticket.place().isPresent());
                assertEquals(Optional.empty(), due);
            }
            case OFFERED -> {
                assertEquals(offer.orElseThrow().state() == BookingState.IN_BOOKING, live);
                assertEquals(Optional.empty(), due);
            }
            case LEFT -> {
                assertFalse(live);
                assertTrue(offer.isEmpty() || offer.get().state() != BookingState.IN_BOOKING, "an offer to nobody");
            }
        }
    }
}
