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
     * No one jumps the waitlist. Asked before the writes are done.
     *
     * @param taken the seats that the writer may think taken, though they are free now. Who waits, it knows: its write
     *     names the waitlist that it read
     */
    void beforeCommit(List<Write> writes, Set<ShowSeat> taken, Instant now) {
        for (Write write : writes) {
            switch (write) {
                case Write.OpenBooking w
                when w.booking().offer().isPresent() -> {
                    WaitlistEntry entry = model.entries.get(w.booking().offer().get());
                    long place = entry.place().orElseThrow();
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
        for (WaitlistEntry entry : model.waiting(show.id())) {
            boolean overtaken =
                    entry.place().orElseThrow() < before && SeatPicker.fits(show.layout(), free, entry.party());
            promise(!overtaken, () -> what + " overtakes " + entry + ", whom " + free + " would have suited");
        }
    }

    /**
     * What came first is done first. Asked after the writes are done.
     *
     * @param messages what the writer took from its show queue, in order
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
                    places.add(entry(subject).place().orElseThrow());
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
            case Write.ChangeEntry w
            when w.to().state() == WaitlistEntryState.WAITING ->
                Stream.of(w.to().id().value());
            case Write.ChangePayment w
            when w.from().state() == PaymentState.CAPTURED ->
                Stream.of(w.to().id().value());
            default -> Stream.empty();
        };
    }

    private static String subject(ShowQueueMessage message) {
        return switch (message) {
            case JoinV1 join -> join.entryId();
            case LeaveV1 leave -> leave.entryId();
            case LatePaymentV1 late -> late.orderId();
            case SeatsReleasedV1 released -> released.bookingId();
        };
    }

    private boolean isUndone(ShowQueueMessage message) {
        return switch (message) {
            case JoinV1 join -> entry(join.entryId()).state() == WaitlistEntryState.JOINING;
            case LeaveV1 leave -> awaitsRemoval(entry(leave.entryId()));
            case LatePaymentV1 late -> isUndecided(model.payments.get(new PaymentId(late.orderId())));
            case SeatsReleasedV1 _ -> false;
        };
    }

    private WaitlistEntry entry(String id) {
        return model.entries.get(WaitlistEntryId.parse(id).orElseThrow());
    }

    private boolean awaitsRemoval(WaitlistEntry entry) {
        return entry.state() == WaitlistEntryState.LEFT && model.counted.contains(entry.id());
    }

    private boolean isUndecided(Payment payment) {
        Booking booking = model.bookings.get(payment.id().booking().orElseThrow());
        return payment.state() == PaymentState.CAPTURED && !booking.paidBy().equals(Optional.of(payment.id()));
    }

    private Show show(Booking booking) {
        return show(booking.show());
    }

    private Show show(io.seatline.domain.ShowId id) {
        return shows.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    }

    /** No seat has two owners, the waitlist's numbers are right, and whatever is unfinished has a due time. */
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
                        ActiveHold activeHold = model.activeHolds.get(whose);
                        promise(
                                activeHold != null && activeHold.booking().equals(b.id()),
                                () -> activeHold + " does not name " + b);
                    }
                });
        shows.forEach(this::stateIsRight);
        whatIsUnfinishedIsDue();
    }

    private void whatIsUnfinishedIsDue() {
        model.bookings.values().stream()
                .filter(b -> b.state() == BookingState.IN_BOOKING)
                .forEach(b -> isDue(b, b.deadline(), Deadline.Kind.HOLD));
        model.claims.values().stream()
                .filter(SeatClaim.Released.class::isInstance)
                .map(claim -> model.bookings.get(claim.booking()))
                .forEach(b -> isDue(b, b.deadline(), Deadline.Kind.REALLOCATE));
        for (Payment payment : model.payments.values()) {
            switch (payment.state()) {
                case OPEN -> isDue(payment, payment.deadline(), Deadline.Kind.PAYMENT);
                case REFUND_PENDING -> isDue(payment, payment.deadline(), Deadline.Kind.REFUND);
                case CAPTURED -> {
                    if (isUndecided(payment)) {
                        isDue(payment, payment.deadline(), Deadline.Kind.LATE_PAYMENT);
                    }
                }
                case FAILED, REFUNDED, REFUND_FAILED -> {}
            }
        }
        for (WaitlistEntry entry : model.entries.values()) {
            if (entry.state() == WaitlistEntryState.JOINING) {
                isDue(entry, entry.deadline(), Deadline.Kind.JOIN);
            } else if (awaitsRemoval(entry)) {
                isDue(entry, entry.deadline(), Deadline.Kind.LEAVE);
            }
        }
    }

    private static void isDue(Object what, Optional<Deadline> deadline, Deadline.Kind kind) {
        promise(deadline.map(Deadline::kind).equals(Optional.of(kind)), () -> "not due (" + kind + "): " + what);
    }

    private boolean ownsAll(Booking booking, Class<? extends SeatClaim> state) {
        return booking.seats().stream()
                .map(seat -> model.claims.get(new ShowSeat(booking.show(), seat)))
                .allMatch(claim -> state.isInstance(claim) && claim.booking().equals(booking.id()));
    }

    private void stateIsRight(Show show) {
        WaitlistState state = model.state(show.id());
        List<WaitlistEntry> ofShow = model.entries.values().stream()
                .filter(t -> t.id().show().equals(show.id()))
                .toList();
        Map<Long, Integer> counted = new TreeMap<>();
        ofShow.stream()
                .filter(t -> model.counted.contains(t.id()))
                .forEach(t -> counted.merge(t.place().orElseThrow() / WaitlistState.BLOCK, 1, Integer::sum));
        promise(
                counted.equals(state.blocks()),
                () -> "the line counts " + state.blocks() + " where " + counted + " wait");
        List<Long> places =
                ofShow.stream().flatMap(t -> t.place().stream()).sorted().toList();
        promise(
                places.equals(
                        LongStream.rangeClosed(1, state.lastPlace()).boxed().toList()),
                () -> "places " + places + " of " + state.lastPlace());
    }

    /**
     * When nothing is left to do: everybody is served who can be, and no money is lost.
     *
     * @param captured what MoMo has of the customers' money, and how often it gave it back
     */
    void atTheEnd(Map<PaymentId, Integer> captured, Instant now) {
        model.claims.forEach(
                (seat, claim) -> promise(claim instanceof SeatClaim.Sold, () -> seat + " is left " + claim));
        promise(model.activeHolds.isEmpty(), () -> "holders are left: " + model.activeHolds);
        model.bookings.values().forEach(b -> promise(b.deadline().isEmpty(), () -> "left due: " + b));
        model.payments.values().forEach(p -> promise(p.deadline().isEmpty(), () -> "left due: " + p));
        model.entries.values().forEach(t -> promise(t.deadline().isEmpty(), () -> "left due: " + t));
        model.named.forEach((whose, entry) -> promise(
                model.entries.get(entry).state() == WaitlistEntryState.WAITING,
                () -> whose + " still has " + model.entries.get(entry)));
        captured.forEach(this::moneyIsNotLost);
        for (Show show : shows) {
            if (!show.isClosedAt(now)) {
                nobodyFits(show, Set.of(), now, Long.MAX_VALUE, "the end");
            }
        }
    }

    private void moneyIsNotLost(PaymentId paymentId, int returned) {
        Payment payment = model.payments.get(paymentId);
        Booking booking = model.bookings.get(paymentId.booking().orElseThrow());
        boolean seated = payment.state() == PaymentState.CAPTURED
                && booking.state() == BookingState.PAID
                && booking.paidBy().equals(Optional.of(paymentId))
                && returned == 0;
        boolean wentBack = payment.state() == PaymentState.REFUNDED && returned + (payment.byHand() ? 1 : 0) == 1;
        boolean withSupport = payment.state() == PaymentState.REFUND_FAILED
                && returned == 0
                && Optional.ofNullable(model.cases.get(paymentId))
                        .filter(SupportCase::open)
                        .isPresent();
        promise(
                seated || wentBack || withSupport,
                () -> "MoMo has the money of " + payment + " (returned " + returned + " times), and its booking is "
                        + booking);
    }
}
