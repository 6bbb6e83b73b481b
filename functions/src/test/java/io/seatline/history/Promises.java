package io.seatline.history;

import static java.util.stream.Collectors.toSet;

import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.SeatPicker;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.events.message.JoinV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.LeaveV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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

    private static void promise(boolean kept, Supplier<String> otherwise) {
        if (!kept) {
            throw new Broken(otherwise.get());
        }
    }

    /**
     * No one jumps the line. Asked before the writes are done.
     *
     * @param taken the seats that the writer may think taken, though they are free now. Who waits, it knows: its write
     *     names the line that it read
     */
    void beforeCommit(List<Write> writes, Set<ShowSeat> taken, Instant now) {
        for (Write write : writes) {
            switch (write) {
                case Write.OpenBooking w
                when w.booking().offer().isPresent() -> {
                    WaitlistEntry ticket = model.tickets.get(w.booking().offer().get());
                    long place = ticket.place().orElseThrow();
                    nobodyFits(show(w.booking()), taken, now, place, "offer to place " + place);
                }
                case Write.FreeSeat w ->
                    nobodyFits(show(w.show()), taken, now, Long.MAX_VALUE, "seat " + w.seat() + " made public");
                case Write.TakeSeat w
                when w.claim() instanceof SeatClaim.Sold ->
                    nobodyFits(show(w.show()), taken, now, Long.MAX_VALUE, "late payment for seat " + w.seat());
                default -> {}
            }
        }
    }

    /** Nobody who waits before a place could use the seats that are free. */
    private void nobodyFits(Show show, Set<ShowSeat> taken, Instant now, long before, String what) {
        if (show.isClosedAt(now)) {
            return;
        }
        Set<ShowSeat> notFree = new HashSet<>(model.taken());
        notFree.addAll(taken);
        Set<SeatNumber> free = show.layout().seats().keySet().stream()
                .filter(seat -> !notFree.contains(new ShowSeat(show.id(), seat)))
                .collect(toSet());
        for (WaitlistEntry ticket : model.waiting(show.id())) {
            boolean overtaken = ticket.place().orElseThrow() < before
                    && SeatPicker.fits(
                            show.layout(),
                            free,
                            ticket.party().seats(),
                            ticket.party().accessible());
            promise(!overtaken, () -> what + " overtakes " + ticket + ", whom " + free + " would have suited");
        }
    }

    /**
     * What came first is done first. Asked after the writes are done.
     *
     * @param messages what the writer took from its mailbox, in order
     */
    void messagesInOrder(List<ShowQueueMessage> messages, List<Write> writes) {
        Set<String> done = writes.stream().flatMap(Promises::decided).collect(toSet());
        List<String> undone = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        for (ShowQueueMessage message : new LinkedHashSet<>(messages)) {
            String subject = subject(message);
            if (done.contains(subject)) {
                promise(undone.isEmpty(), () -> message + " is done before " + undone);
                if (message instanceof JoinV1) {
                    places.add(ticket(subject).place().orElseThrow());
                }
            } else if (isUndone(message)) {
                undone.add(subject);
            }
        }
        promise(places.equals(places.stream().sorted().toList()), () -> "places " + places + " for " + messages);
    }

    /** Joins that have a place now, and late payments that took seats or go back. */
    private static Stream<String> decided(Write write) {
        return switch (write) {
            case Write.ChangeTicket w
            when w.to().state() == WaitlistEntryState.WAITING ->
                Stream.of(w.to().id().value());
            case Write.ChangePayment w
            when w.from().state() == PaymentState.CAPTURED ->
                Stream.of(w.to().order().value());
            default -> Stream.empty();
        };
    }

    private static String subject(ShowQueueMessage message) {
        return switch (message) {
            case JoinV1 join -> join.ticket();
            case LeaveV1 leave -> leave.ticket();
            case LatePaymentV1 late -> late.orderId();
            case SeatsReleasedV1 released -> released.bookingId();
        };
    }

    private boolean isUndone(ShowQueueMessage message) {
        return switch (message) {
            case JoinV1 join -> ticket(join.ticket()).state() == WaitlistEntryState.JOINING;
            case LeaveV1 leave -> isToBeTakenOut(ticket(leave.ticket()));
            case LatePaymentV1 late -> isUndecided(model.payments.get(new PaymentId(late.orderId())));
            case SeatsReleasedV1 _ -> false;
        };
    }

    private WaitlistEntry ticket(String id) {
        return model.tickets.get(WaitlistEntryId.parse(id).orElseThrow());
    }

    private boolean isToBeTakenOut(WaitlistEntry ticket) {
        return ticket.state() == WaitlistEntryState.LEFT && model.counted.contains(ticket.id());
    }

    private boolean isUndecided(Payment payment) {
        Booking booking = model.bookings.get(payment.order().booking().orElseThrow());
        return payment.state() == PaymentState.CAPTURED && !booking.paidBy().equals(Optional.of(payment.order()));
    }

    private Show show(Booking booking) {
        return show(booking.show());
    }

    private Show show(io.seatline.domain.ShowId id) {
        return shows.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    }

    /** No seat has two owners, the line's numbers are right, and whatever is unfinished has a due time. */
    void afterCommit(Instant now) {
        for (Booking booking : model.bookings.values()) {
            if (booking.state() == BookingState.IN_BOOKING) {
                promise(ownsAll(booking, SeatClaim.Held.class), () -> booking + " is held without its seats");
            }
            if (booking.state() == BookingState.PAID) {
                promise(ownsAll(booking, SeatClaim.Sold.class), () -> booking + " is paid without its seats");
            }
        }
        model.claims.forEach((seat, claim) -> {
            BookingState state = model.bookings.get(claim.booking()).state();
            switch (claim) {
                case SeatClaim.Held _ ->
                    promise(state == BookingState.IN_BOOKING, () -> seat + " " + claim + ": " + state);
                case SeatClaim.Sold _ -> promise(state == BookingState.PAID, () -> seat + " " + claim + ": " + state);
                case SeatClaim.Released _ ->
                    promise(state != BookingState.IN_BOOKING && state != BookingState.PAID, () -> seat + " " + claim);
            }
        });
        Set<Model.Stand> offered = new HashSet<>();
        model.bookings.values().stream()
                .filter(b -> b.state() == BookingState.IN_BOOKING)
                .forEach(b -> {
                    Model.Stand whose = new Model.Stand(b.show(), b.customer());
                    if (b.offer().isPresent()) {
                        promise(offered.add(whose), () -> whose + " has two offers at once");
                    } else if (now.isBefore(b.heldUntil())) {
                        ActiveHold holder = model.holders.get(whose);
                        promise(
                                holder != null && holder.booking().equals(b.id()),
                                () -> holder + " does not name " + b);
                    }
                });
        shows.forEach(this::lineIsRight);
        whatIsUnfinishedIsDue();
    }

    private void whatIsUnfinishedIsDue() {
        model.bookings.values().stream()
                .filter(b -> b.state() == BookingState.IN_BOOKING)
                .forEach(b -> isDue(b, b.due(), Deadline.Kind.HOLD));
        model.claims.values().stream()
                .filter(SeatClaim.Released.class::isInstance)
                .map(claim -> model.bookings.get(claim.booking()))
                .forEach(b -> isDue(b, b.due(), Deadline.Kind.HAND_ON));
        for (Payment payment : model.payments.values()) {
            switch (payment.state()) {
                case OPEN -> isDue(payment, payment.due(), Deadline.Kind.ATTEMPT);
                case REFUND_PENDING -> isDue(payment, payment.due(), Deadline.Kind.REFUND);
                case CAPTURED -> {
                    if (isUndecided(payment)) {
                        isDue(payment, payment.due(), Deadline.Kind.LATE);
                    }
                }
                case FAILED, REFUNDED, REFUND_FAILED -> {}
            }
        }
        for (WaitlistEntry ticket : model.tickets.values()) {
            if (ticket.state() == WaitlistEntryState.JOINING) {
                isDue(ticket, ticket.due(), Deadline.Kind.JOIN);
            } else if (isToBeTakenOut(ticket)) {
                isDue(ticket, ticket.due(), Deadline.Kind.LEAVE);
            }
        }
    }

    private static void isDue(Object what, Optional<Deadline> due, Deadline.Kind kind) {
        promise(due.map(Deadline::kind).equals(Optional.of(kind)), () -> "not due (" + kind + "): " + what);
    }

    private boolean ownsAll(Booking booking, Class<? extends SeatClaim> state) {
        return booking.seats().stream()
                .map(seat -> model.claims.get(new ShowSeat(booking.show(), seat)))
                .allMatch(claim -> state.isInstance(claim) && claim.booking().equals(booking.id()));
    }

    private void lineIsRight(Show show) {
        WaitlistState line = model.line(show.id());
        List<WaitlistEntry> ofShow = model.tickets.values().stream()
                .filter(t -> t.id().show().equals(show.id()))
                .toList();
        Map<Long, Integer> counted = new TreeMap<>();
        ofShow.stream()
                .filter(t -> model.counted.contains(t.id()))
                .forEach(t -> counted.merge(t.place().orElseThrow() / WaitlistState.BLOCK, 1, Integer::sum));
        promise(
                counted.equals(line.blocks()),
                () -> "the line counts " + line.blocks() + " where " + counted + " wait");
        List<Long> places =
                ofShow.stream().flatMap(t -> t.place().stream()).sorted().toList();
        promise(
                places.equals(
                        LongStream.rangeClosed(1, line.lastPlace()).boxed().toList()),
                () -> "places " + places + " of " + line.lastPlace());
    }

    /**
     * When nothing is left to do: everybody is served who can be, and no money is lost.
     *
     * @param captured what MoMo has of the customers' money, and how often it gave it back
     */
    void atTheEnd(Map<PaymentId, Integer> captured, Instant now) {
        model.claims.forEach(
                (seat, claim) -> promise(claim instanceof SeatClaim.Sold, () -> seat + " is left " + claim));
        promise(model.holders.isEmpty(), () -> "holders are left: " + model.holders);
        model.bookings.values().forEach(b -> promise(b.due().isEmpty(), () -> "left due: " + b));
        model.payments.values().forEach(p -> promise(p.due().isEmpty(), () -> "left due: " + p));
        model.tickets.values().forEach(t -> promise(t.due().isEmpty(), () -> "left due: " + t));
        model.named.forEach((whose, ticket) -> promise(
                model.tickets.get(ticket).state() == WaitlistEntryState.WAITING,
                () -> whose + " still has " + model.tickets.get(ticket)));
        captured.forEach(this::moneyIsNotLost);
        for (Show show : shows) {
            if (!show.isClosedAt(now)) {
                nobodyFits(show, Set.of(), now, Long.MAX_VALUE, "the end");
            }
        }
    }

    private void moneyIsNotLost(PaymentId order, int returned) {
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
                () -> "MoMo has the money of " + payment + " (returned " + returned + " times), and its booking is "
                        + booking);
    }
}
