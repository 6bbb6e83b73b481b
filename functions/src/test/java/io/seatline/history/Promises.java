package io.seatline.history;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.seatline.domain.Booking;
import io.seatline.domain.BookingState;
import io.seatline.domain.Line;
import io.seatline.domain.OrderId;
import io.seatline.domain.Payment;
import io.seatline.domain.PaymentState;
import io.seatline.domain.SeatClaim;
import io.seatline.domain.SeatNumber;
import io.seatline.domain.SeatPicker;
import io.seatline.domain.Show;
import io.seatline.domain.ShowSeat;
import io.seatline.domain.SupportCase;
import io.seatline.domain.Ticket;
import io.seatline.domain.TicketState;
import io.seatline.usecase.Write;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What must hold after every transaction, and when nothing is left to do. Each breach is named in words. */
final class Promises {
    private final List<Show> shows;
    private final Model model;

    Promises(List<Show> shows, Model model) {
        this.shows = shows;
        this.model = model;
    }

    /** A promise that was broken. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what);
        }
    }

    private static void promise(boolean kept, String otherwise) {
        if (!kept) {
            throw new Broken(otherwise);
        }
    }

    /**
     * No one jumps the line. Asked before the writes are done.
     *
     * @param seen the tables as the writer had read them, where something happened since
     */
    void beforeCommit(List<Write> writes, Model seen, Instant now) {
        for (Write write : writes) {
            switch (write) {
                case Write.OpenBooking w
                when w.booking().offer().isPresent() -> {
                    Ticket ticket = model.tickets.get(w.booking().offer().get());
                    long place = ticket.place().orElseThrow();
                    nobodyFits(show(w.booking()), seen, now, place, "offer to place " + place);
                }
                case Write.FreeSeat w ->
                    nobodyFits(show(w.show()), seen, now, Long.MAX_VALUE, "seat " + w.seat() + " made public");
                case Write.TakeSeat w
                when w.claim() instanceof SeatClaim.Sold ->
                    nobodyFits(show(w.show()), seen, now, Long.MAX_VALUE, "late payment for seat " + w.seat());
                default -> {}
            }
        }
    }

    /** Nobody who waits before a place could have used the seats that were free when the writer read and still are. */
    private void nobodyFits(Show show, Model seen, Instant now, long before, String what) {
        if (show.isClosedAt(now)) {
            return;
        }
        Set<SeatNumber> free = free(show, model);
        free.retainAll(free(show, seen));
        Set<Ticket> waited = new HashSet<>(seen.waiting(show.id()));
        for (Ticket ticket : model.waiting(show.id())) {
            boolean overtaken = waited.contains(ticket)
                    && ticket.place().orElseThrow() < before
                    && SeatPicker.fits(
                            show.layout(),
                            free,
                            ticket.party().seats(),
                            ticket.party().accessible());
            promise(!overtaken, what + " overtakes " + ticket + ", whom " + free + " would have suited");
        }
    }

    private static Set<SeatNumber> free(Show show, Model model) {
        return show.layout().seats().keySet().stream()
                .filter(seat -> {
                    SeatClaim claim = model.claims.get(new ShowSeat(show.id(), seat));
                    return claim == null || claim instanceof SeatClaim.Released;
                })
                .collect(toSet());
    }

    private Show show(Booking booking) {
        return show(booking.show());
    }

    private Show show(io.seatline.domain.ShowId id) {
        return shows.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    }

    /** No seat has two owners, and the line's numbers are right. */
    void afterCommit(Instant now) {
        for (Booking booking : model.bookings.values()) {
            if (booking.state() == BookingState.IN_BOOKING) {
                promise(ownsAll(booking, SeatClaim.Held.class), booking + " is held without its seats");
            }
            if (booking.state() == BookingState.PAID) {
                promise(ownsAll(booking, SeatClaim.Sold.class), booking + " is paid without its seats");
            }
        }
        model.claims.forEach((seat, claim) -> {
            BookingState state = model.bookings.get(claim.booking()).state();
            switch (claim) {
                case SeatClaim.Held _ -> promise(state == BookingState.IN_BOOKING, seat + " " + claim + ": " + state);
                case SeatClaim.Sold _ -> promise(state == BookingState.PAID, seat + " " + claim + ": " + state);
                case SeatClaim.Released _ ->
                    promise(state != BookingState.IN_BOOKING && state != BookingState.PAID, seat + " " + claim);
            }
        });
        Map<String, Long> unpaid = model.bookings.values().stream()
                .filter(b -> b.state() == BookingState.IN_BOOKING)
                .filter(b -> b.offer().isPresent() || now.isBefore(b.heldUntil()))
                .collect(groupingBy(
                        b -> b.customer() + " " + b.show() + (b.offer().isPresent() ? " offered" : " reserved"),
                        counting()));
        unpaid.forEach((whose, count) -> promise(count == 1, whose + ": " + count + " unpaid bookings at once"));
        shows.forEach(this::lineIsRight);
    }

    private boolean ownsAll(Booking booking, Class<? extends SeatClaim> state) {
        return booking.seats().stream()
                .map(seat -> model.claims.get(new ShowSeat(booking.show(), seat)))
                .allMatch(claim -> state.isInstance(claim) && claim.booking().equals(booking.id()));
    }

    private void lineIsRight(Show show) {
        Line line = model.line(show.id());
        List<Ticket> ofShow = model.tickets.values().stream()
                .filter(t -> t.id().show().equals(show.id()))
                .toList();
        Map<Long, Integer> counted = new TreeMap<>();
        ofShow.stream()
                .filter(t -> t.state() == TicketState.WAITING || t.isToBeTakenOut())
                .forEach(t -> counted.merge(t.place().orElseThrow() / Line.BLOCK, 1, Integer::sum));
        promise(counted.equals(line.blocks()), "the line counts " + line.blocks() + " where " + counted + " wait");
        List<Long> places =
                ofShow.stream().flatMap(t -> t.place().stream()).sorted().toList();
        promise(
                places.equals(
                        LongStream.rangeClosed(1, line.lastPlace()).boxed().toList()),
                "places " + places + " of " + line.lastPlace());
    }

    /**
     * When nothing is left to do: everybody is served who can be, and no money is lost.
     *
     * @param captured what MoMo has of the customers' money, and how often it gave it back
     */
    void atTheEnd(Map<OrderId, Integer> captured, Instant now) {
        model.claims.forEach((seat, claim) -> promise(claim instanceof SeatClaim.Sold, seat + " is left " + claim));
        promise(model.holders.isEmpty(), "holders are left: " + model.holders);
        model.bookings.values().forEach(b -> promise(b.due().isEmpty(), "left due: " + b));
        model.payments.values().forEach(p -> promise(p.due().isEmpty(), "left due: " + p));
        model.tickets.values().forEach(t -> promise(t.due().isEmpty(), "left due: " + t));
        model.named.forEach((whose, ticket) -> promise(
                model.tickets.get(ticket).state() == TicketState.WAITING,
                whose + " still has " + model.tickets.get(ticket)));
        captured.forEach(this::moneyIsNotLost);
        for (Show show : shows) {
            if (!show.isClosedAt(now)) {
                nobodyFits(show, model, now, Long.MAX_VALUE, "the end");
            }
        }
    }

    private void moneyIsNotLost(OrderId order, int returned) {
        Payment payment = model.payments.get(order);
        Booking booking = model.bookings.get(order.booking().orElseThrow());
        boolean seated = payment.state() == PaymentState.CAPTURED
                && booking.state() == BookingState.PAID
                && booking.paidBy().equals(Optional.of(order))
                && returned == 0;
        boolean wentBack = payment.state() == PaymentState.REFUNDED && returned + (payment.byHand() ? 1 : 0) == 1;
        boolean withSupport = payment.state() == PaymentState.REFUND_FAILED
                && returned == 0
                && Optional.ofNullable(model.cases.get(order))
                        .filter(SupportCase::open)
                        .isPresent();
        promise(
                seated || wentBack || withSupport,
                "MoMo has the money of " + payment + " (returned " + returned + " times), and its booking is "
                        + booking);
    }
}
