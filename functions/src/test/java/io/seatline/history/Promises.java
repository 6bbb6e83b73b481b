package io.seatline.history;

import static java.util.stream.Collectors.toSet;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.SeatPicker;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.events.message.JoinV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.LeaveV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.message.ShowChangedV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.testing.Fixture;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Promises checked after every transaction and once all work is done. A violation is reported in words. */
final class Promises {
    private static final int LAPSES = 3;
    private static final Duration LAPSES_COUNT = Duration.ofHours(1);
    private static final Duration COOLDOWN = Duration.ofMinutes(15);

    /** The booking that a customer is cancelling; a cancellation without it follows from a refusal by MoMo. */
    static final ScopedValue<BookingId> CANCELLED_BY_CUSTOMER = ScopedValue.newInstance();

    private final List<Show> shows;
    private final Model model;
    private final Map<Model.ShowCustomer, List<Instant>> lapses = new HashMap<>();
    private final Map<Model.ShowCustomer, Instant> cooldowns = new HashMap<>();

    private final Inside inside;
    private boolean restored;

    Promises(List<Show> shows, Model model) {
        this.shows = shows;
        this.model = model;
        inside = new Inside(model);
    }

    Inside inside() {
        return inside;
    }

    /**
     * From now on the tables are restored ones: lapses may be lost, a place in a waitlist too, and the progress of a
     * sweep; and what MoMo did since is not in them.
     */
    void restored() {
        restored = true;
        lapses.clear();
        cooldowns.clear();
        inside.restored();
    }

    /** A promise that does not hold. */
    static final class BrokenPromise extends AssertionError {
        private static final long serialVersionUID = 1L;

        BrokenPromise(String what) {
            super(what);
        }
    }

    private static void promise(boolean kept, Supplier<String> otherwise) {
        if (!kept) {
            throw new BrokenPromise(otherwise.get());
        }
    }

    /**
     * Checks, before the writes are applied, that no entry overtakes another on the waitlist and nobody hoards.
     *
     * @param taken seats that the worker may see as taken although they are free now; its view of the waiting entries
     *     is current, because its write checks the waitlist state that it read
     */
    void beforeCommit(List<Write> writes, Set<ShowSeat> taken, Instant now) {
        inside.count(writes);
        for (Write write : writes) {
            switch (write) {
                case Write.OpenBooking w
                when w.booking().offer().isPresent() -> {
                    WaitlistEntry entry = model.entries.get(w.booking().offer().get());
                    long place = entry.place().orElseThrow();
                    assertNobodyIsOvertaken(show(w.booking()), taken, now, place, "offer to place " + place);
                }
                case Write.OpenBooking w when w.booking().customer().isEmpty() -> assertTakesPublicSeats(w.booking());
                case Write.OpenBooking w -> assertMayHold(w.booking(), now);
                case Write.ChangeBooking w -> countLapse(w.from(), w.to(), now);
                case Write.EndHold w -> countLapse(w.from(), w.to(), now);
                case Write.FreeSeat w ->
                    assertNobodyIsOvertaken(show(w.show()), taken, now, Long.MAX_VALUE, "seat " + w.seat() + " freed");
                case Write.TakeSeat w
                when w.claim() instanceof SeatClaim.Sold
                        && model.bookings.containsKey(w.claim().booking()) ->
                    assertNobodyIsOvertaken(
                            show(w.show()), taken, now, Long.MAX_VALUE, "late payment for seat " + w.seat());
                default -> {}
            }
        }
    }

    /** Checks that staff take no seat that was released and that the worker has not reallocated. */
    private void assertTakesPublicSeats(Booking booking) {
        booking.seats().forEach(seat -> {
            SeatClaim claim = model.claim(booking.show(), seat);
            promise(
                    claim == null,
                    () -> booking.state() + " by staff overtakes the waitlist for " + seat + ": " + claim);
        });
    }

    /**
     * Checks that the show worker offers, sells late and frees no seats while it knows that sales are closed, and none at
     * all once it has recorded that the show is cancelled.
     *
     * @param known the decisions that the worker has read
     */
    void salesAreRespected(List<Write> writes, Map<ShowId, SalesControl> known, Instant now) {
        for (Write write : writes) {
            Optional<ShowId> show =
                    switch (write) {
                        case Write.OpenBooking w ->
                            w.booking().offer().map(_ -> w.booking().show());
                        case Write.FreeSeat w -> Optional.of(w.show());
                        case Write.TakeSeat w ->
                            Optional.of(w.show())
                                    .filter(_ -> w.claim() instanceof SeatClaim.Sold
                                            && model.bookings.containsKey(
                                                    w.claim().booking()));
                        default -> Optional.empty();
                    };
            show.ifPresent(id -> {
                promise(!model.state(id).cancelled(), () -> write + " in a cancelled show");
                SalesControl control = known.getOrDefault(id, SalesControl.OPEN);
                Sales sales = show(id).with(control).salesAt(now);
                promise(sales != Sales.CLOSED && sales != Sales.CANCELLED, () -> write + " although " + sales);
            });
        }
    }

    /** Checks that the progress of a sweep counts every refund and every lapsed entry once, wherever it was stopped. */
    private void progressIsExact(SalesChange change) {
        change.cancellation().filter(_ -> !restored).ifPresent(progress -> {
            long refunded = model.refunds.values().stream()
                    .filter(refund -> refund.reason() == Refund.Reason.SHOW_CANCELLED)
                    .map(refund -> model.bookings.get(refund.payment().booking().orElseThrow()))
                    .filter(booking -> booking.show().equals(change.show()))
                    .count();
            long lapsed = model.entries.values().stream()
                    .filter(entry -> entry.id().show().equals(change.show()))
                    .filter(entry -> entry.state() == WaitlistEntryState.LAPSED)
                    .count();
            promise(
                    progress.bookingsRefunded() == refunded && progress.entriesLapsed() == lapsed,
                    () -> progress + " of " + refunded + " refunds and " + lapsed + " entries");
        });
    }

    /** Checks that a show whose sweep has finished has nothing but blocked seats, and nobody waits for it. */
    private void sweptShowIsEmpty(Show show) {
        if (!model.isSwept(show.id())) {
            return;
        }
        show.layout().seats().keySet().forEach(seat -> {
            SeatClaim claim = model.claim(show.id(), seat);
            // Staff may have lifted a block, which the show worker then sweeps too.
            promise(
                    claim instanceof SeatClaim.Blocked || claim instanceof SeatClaim.Released,
                    () -> seat + " of a cancelled show is " + claim);
        });
        model.bookings.values().stream().filter(b -> b.show().equals(show.id())).forEach(b -> {
            boolean over = b.state() != BookingState.IN_BOOKING && b.state() != BookingState.PAID;
            promise(over, () -> b + " outlives its show");
        });
        promise(model.waiting(show.id()).isEmpty(), () -> model.waiting(show.id()) + " wait for a cancelled show");
    }

    /** Checks that the customer has not let three holds of the show lapse within the last fifteen minutes. */
    private void assertMayHold(Booking hold, Instant now) {
        Instant until = restored ? Instant.MIN : cooldowns.getOrDefault(whose(hold), Instant.MIN);
        promise(!now.isBefore(until), () -> hold + " is held although its customer may hold again only at " + until);
    }

    private void countLapse(Booking from, Booking to, Instant now) {
        if (from.state() != BookingState.IN_BOOKING || from.offer().isPresent()) {
            return;
        }
        if (to.state() == BookingState.PAID) {
            lapses.remove(whose(to));
        }
        if (to.state() == BookingState.EXPIRED
                || (to.state() == BookingState.CANCELLED && CANCELLED_BY_CUSTOMER.isBound())) {
            List<Instant> counted = lapses.computeIfAbsent(whose(to), _ -> new ArrayList<>());
            counted.add(now);
            counted.removeIf(at -> at.isBefore(now.minus(LAPSES_COUNT)));
            if (counted.size() == LAPSES) {
                lapses.remove(whose(to));
                cooldowns.put(whose(to), now.plus(COOLDOWN));
            }
        }
    }

    private static Model.ShowCustomer whose(Booking booking) {
        return new Model.ShowCustomer(booking.show(), booking.customer().orElseThrow());
    }

    /** Checks that no entry waiting before a place could use the free seats. */
    private void assertNobodyIsOvertaken(Show show, Set<ShowSeat> taken, Instant now, long before, String what) {
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
            promise(!overtaken, () -> what + " overtakes " + entry + ", who could use " + free);
        }
    }

    /**
     * Checks, after the writes are applied, that messages take effect in order.
     *
     * @param messages messages that the worker received from its show queue, in order
     */
    void messagesInOrder(List<ShowQueueMessage> messages, List<Write> writes) {
        Set<String> done = writes.stream().flatMap(Promises::processed).collect(toSet());
        List<String> pending = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        for (ShowQueueMessage message : new LinkedHashSet<>(messages)) {
            String subject = subject(message);
            if (done.contains(subject)) {
                promise(pending.isEmpty(), () -> message + " takes effect before " + pending);
                if (message instanceof JoinV1) {
                    places.add(entry(subject).place().orElseThrow());
                }
            } else if (isPending(message)) {
                pending.add(subject);
            }
        }
        promise(places.equals(places.stream().sorted().toList()), () -> "places " + places + " for " + messages);
    }

    /** Joins that got a place, and late payments that took seats or go back. */
    private static Stream<String> processed(Write write) {
        return switch (write) {
            case Write.ChangeEntry w
            when w.from().state() == WaitlistEntryState.JOINING && w.to().state() == WaitlistEntryState.WAITING ->
                Stream.of(w.to().id().value());
            case Write.ChangePayment w
            when w.from().deadline().isPresent() && w.to().deadline().isEmpty() ->
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
            case ShowChangedV1 changed -> changed.showId();
        };
    }

    private boolean isPending(ShowQueueMessage message) {
        return switch (message) {
            case JoinV1 join -> entry(join.entryId()).state() == WaitlistEntryState.JOINING;
            case LeaveV1 leave -> awaitsRemoval(entry(leave.entryId()));
            case LatePaymentV1 late -> isUnsettled(model.payments.get(new PaymentId(late.orderId())));
            case SeatsReleasedV1 _, ShowChangedV1 _ -> false;
        };
    }

    private WaitlistEntry entry(String id) {
        return model.entries.get(WaitlistEntryId.parse(id).orElseThrow());
    }

    private boolean awaitsRemoval(WaitlistEntry entry) {
        return entry.state() == WaitlistEntryState.LEFT && model.counted.contains(entry.id());
    }

    private boolean isUnsettled(Payment payment) {
        // A stray payment has a case; a payment whose booking is lost gets one when MoMo is asked.
        if (restored && !payment.id().booking().map(model.bookings::containsKey).orElse(false)) {
            return false;
        }
        Booking booking = model.bookings.get(payment.id().booking().orElseThrow());
        return payment.state() == PaymentState.CAPTURED
                && payment.refunds() == 0
                && !booking.paidBy().equals(Optional.of(payment.id()));
    }

    private Show show(Booking booking) {
        return show(booking.show());
    }

    private Show show(ShowId id) {
        return shows.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    }

    /** Checks that no seat has two owners, the waitlist state is right, and all unfinished work has a deadline. */
    void afterCommit(Instant now) {
        for (Booking booking : model.bookings.values()) {
            if (booking.state() == BookingState.IN_BOOKING) {
                promise(ownsAll(booking, SeatClaim.Held.class), () -> booking + " is held without its seats");
            }
            if (booking.state() == BookingState.BLOCKED) {
                promise(ownsAll(booking, SeatClaim.Blocked.class), () -> booking + " is blocked without its seats");
            }
            if (booking.state() == BookingState.PAID) {
                promise(ownsAll(booking, SeatClaim.Sold.class), () -> booking + " is paid without its seats");
            }
        }
        model.claims.forEach((seat, claim) -> {
            BookingState state = Optional.ofNullable(model.bookings.get(claim.booking()))
                    .map(Booking::state)
                    .orElse(null);
            switch (claim) {
                case SeatClaim.Held _ ->
                    promise(state == BookingState.IN_BOOKING, () -> seat + " " + claim + ": " + state);
                case SeatClaim.Sold _ -> promise(state == BookingState.PAID, () -> seat + " " + claim + ": " + state);
                case SeatClaim.Released _ ->
                    promise(
                            !model.bookings.get(claim.booking()).seats().contains(seat.seat())
                                    || (state != BookingState.IN_BOOKING && state != BookingState.PAID),
                            () -> seat + " " + claim);
                case SeatClaim.Blocked _ ->
                    promise(
                            state == BookingState.BLOCKED
                                    || (model.sales(seat.show()).isCancelled() && !keeps(claim.booking(), seat.seat())),
                            () -> seat + " " + claim + ": " + state);
            }
        });
        Set<Model.ShowCustomer> offered = new HashSet<>();
        Set<CustomerId> holding = new HashSet<>();
        model.bookings.values().stream()
                .filter(b -> b.state() == BookingState.IN_BOOKING)
                .forEach(b -> {
                    Model.ShowCustomer whose = whose(b);
                    if (b.offer().isPresent()) {
                        promise(offered.add(whose), () -> whose + " has two offers at once");
                    } else if (now.isBefore(b.heldUntil())) {
                        promise(holding.add(whose.customer()), () -> whose + " has two unpaid holds at once");
                        ActiveHold activeHold = model.activeHold(whose.customer());
                        promise(activeHold.names(b.id()), () -> activeHold + " does not name " + b);
                    }
                });
        inside.check();
        shows.forEach(this::waitlistStateIsCorrect);
        shows.forEach(this::sweptShowIsEmpty);
        model.sales.values().forEach(this::progressIsExact);
        unfinishedWorkHasDeadlines();
        model.payments.values().forEach(this::moneyAddsUp);
    }

    private void unfinishedWorkHasDeadlines() {
        model.bookings.values().stream()
                .filter(b -> b.state() == BookingState.IN_BOOKING)
                .forEach(b -> assertDeadline(b, b.deadline(), Deadline.Kind.HOLD));
        model.claims.values().stream()
                .filter(SeatClaim.Released.class::isInstance)
                .map(claim -> model.bookings.get(claim.booking()))
                .forEach(b -> assertDeadline(b, b.deadline(), Deadline.Kind.REALLOCATE));
        for (Payment payment : model.payments.values()) {
            switch (payment.state()) {
                case OPEN -> assertDeadline(payment, payment.deadline(), Deadline.Kind.PAYMENT);
                case CAPTURED -> {
                    if (isUnsettled(payment)) {
                        assertDeadline(payment, payment.deadline(), Deadline.Kind.LATE_PAYMENT);
                    }
                }
                case FAILED -> {}
            }
        }
        for (Refund refund : model.refunds.values()) {
            if (refund.state() == RefundState.PENDING) {
                assertDeadline(refund, refund.deadline(), Deadline.Kind.REFUND);
            }
        }
        model.sales.values().stream()
                .filter(change -> change.isCancelled() && !model.isSwept(change.show()))
                .forEach(change -> assertDeadline(change, change.deadline(), Deadline.Kind.SHOW_CHANGED));
        for (WaitlistEntry entry : model.entries.values()) {
            if (entry.state() == WaitlistEntryState.JOINING) {
                assertDeadline(entry, entry.deadline(), Deadline.Kind.JOIN);
            } else if (awaitsRemoval(entry)) {
                assertDeadline(entry, entry.deadline(), Deadline.Kind.LEAVE);
            }
        }
    }

    private static void assertDeadline(Object what, Optional<Deadline> deadline, Deadline.Kind kind) {
        promise(deadline.map(Deadline::kind).equals(Optional.of(kind)), () -> "no deadline (" + kind + "): " + what);
    }

    private boolean keeps(BookingId id, SeatNumber seat) {
        return Optional.ofNullable(model.bookings.get(id))
                .filter(b -> b.state() == BookingState.IN_BOOKING || b.state() == BookingState.PAID)
                .filter(b -> b.seats().contains(seat))
                .isPresent();
    }

    private boolean ownsAll(Booking booking, Class<? extends SeatClaim> state) {
        return booking.seats().stream()
                .map(seat -> model.claims.get(new ShowSeat(booking.show(), seat)))
                .allMatch(claim -> state.isInstance(claim) && claim.booking().equals(booking.id()));
    }

    private void waitlistStateIsCorrect(Show show) {
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
                () -> "the waitlist state counts " + state.blocks() + " but the entries give " + counted);
        List<Long> places =
                ofShow.stream().flatMap(t -> t.place().stream()).sorted().toList();
        promise(
                (restored
                                && Set.copyOf(places).size() == places.size()
                                && places.stream().allMatch(place -> place <= state.lastPlace()))
                        || places.equals(LongStream.rangeClosed(1, state.lastPlace())
                                .boxed()
                                .toList()),
                () -> "places " + places + " of " + state.lastPlace());
    }

    /** Checks, once no work is left, that everybody who can be served is, and no money is lost. */
    void whenAllWorkIsDone(SimulatedMomo momo, Instant now) {
        model.claims.forEach((seat, claim) -> promise(
                claim instanceof SeatClaim.Sold || claim instanceof SeatClaim.Blocked,
                () -> seat + " is left " + claim));
        model.activeHolds
                .values()
                .forEach(a -> promise(
                        restored ? a.liveAt(now).isEmpty() : a.hold().isEmpty(), () -> "active hold is left: " + a));
        model.bookings.values().forEach(b -> promise(b.deadline().isEmpty(), () -> "deadline left: " + b));
        model.payments.values().forEach(p -> promise(p.deadline().isEmpty(), () -> "deadline left: " + p));
        model.refunds.values().forEach(r -> promise(r.deadline().isEmpty(), () -> "deadline left: " + r));
        model.entries.values().forEach(t -> promise(t.deadline().isEmpty(), () -> "deadline left: " + t));
        model.liveEntries.forEach((whose, entry) -> promise(
                Set.of(WaitlistEntryState.WAITING, WaitlistEntryState.LAPSED)
                        .contains(model.entries.get(entry).state()),
                () -> whose + " still has " + model.entries.get(entry)));
        model.entries.values().stream()
                .filter(entry -> entry.state() == WaitlistEntryState.OFFERED)
                .forEach(entry -> promise(
                        model.bookings.containsKey(entry.booking().orElseThrow()),
                        () -> "its offer is lost: " + entry));
        model.sales.values().forEach(change -> {
            promise(change.deadline().isEmpty(), () -> "deadline left: " + change);
            promise(change.isCancelled() == model.isSwept(change.show()), () -> "not swept: " + change);
        });
        momo.captured().forEach((payment, amount) -> {
            if (!momo.hasUnknownRefunds(payment)) {
                moneyIsNotLost(payment, amount, momo.refunded(payment));
            }
        });
        for (Show show : shows) {
            if (!show.with(model.sales(show.id()).control()).isClosedAt(now)) {
                assertNobodyIsOvertaken(show, Set.of(), now, Long.MAX_VALUE, "the final state");
            }
        }
    }

    /** Checks that captured = kept + refunded + refunding + in an open case, to the dong, at every moment. */
    private void moneyAddsUp(Payment payment) {
        if (payment.id().booking().isEmpty()) {
            promise(
                    restored && model.cases.containsKey(CaseId.of(payment.id())),
                    () -> payment + " is nobody's and has no case");
            return;
        }
        if (restored && !model.bookings.containsKey(payment.id().booking().get())) {
            return;
        }
        List<Refund> refunds = model.refundsOf(payment.id());
        Vnd sum = refunds.stream().map(Refund::amount).reduce(Vnd.ZERO, Vnd::plus);
        promise(
                payment.refunds() == refunds.size() && payment.refunded().equals(sum),
                () -> payment + " does not count its refunds " + refunds);
        // A refund for a cancelled show becomes a case, so that staff pay it.
        promise(
                payment.provider() == Payment.Provider.MOMO
                        || refunds.stream()
                                .allMatch(refund -> refund.method() == Refund.Method.BY_HAND
                                        || (restored && refund.state() == RefundState.FAILED)
                                        || refund.reason() == Refund.Reason.SHOW_CANCELLED),
                () -> payment + " was in cash, and MoMo shall refund it: " + refunds);
        Booking booking = model.bookings.get(payment.id().booking().orElseThrow());
        if (payment.state() != PaymentState.CAPTURED) {
            promise(refunds.isEmpty(), () -> payment + " was not captured and has " + refunds);
        } else if (booking.paidBy().equals(Optional.of(payment.id()))) {
            long returned = refunds.stream().mapToLong(Promises::priceOf).sum();
            long kept = booking.state() == BookingState.PAID
                    ? booking.price(booking.seats()).amount()
                    : 0;
            promise(
                    kept + returned == payment.amount().amount(),
                    () -> payment + " of " + booking + " was returned in part by " + refunds);
        } else {
            promise(
                    isUnsettled(payment) || sum.equals(payment.amount()),
                    () -> payment + " got no seats, and only " + sum + " is refunded");
        }
        refunds.stream()
                .filter(refund -> refund.state() == RefundState.FAILED)
                .forEach(refund -> promise(
                        Optional.ofNullable(model.cases.get(CaseId.of(refund.id())))
                                .filter(SupportCase::open)
                                .isPresent(),
                        () -> refund + " has no open case"));
    }

    /** The price of the seats that a refund returns: a customer gets less, by the fee. */
    private static long priceOf(Refund refund) {
        int percent = refund.reason() == Refund.Reason.CUSTOMER ? 100 - History.RETURNS.feePercent() : 100;
        return refund.amount().amount() * 100 / percent;
    }

    private void moneyIsNotLost(PaymentId paymentId, Vnd captured, Vnd returned) {
        Payment payment = model.payments.get(paymentId);
        boolean stray = model.cases.containsKey(CaseId.of(PaymentId.stray(paymentId.value(), Fixture.TRANS_ID)));
        if (restored && stray) {
            promise(
                    payment == null || payment.state() != PaymentState.CAPTURED,
                    () -> "MoMo captured " + captured + " once, and it counts for a case and as " + payment);
            return;
        }
        promise(payment != null, () -> "MoMo captured " + captured + " of unknown " + paymentId);
        Vnd made = model.refundsOf(paymentId).stream()
                .filter(refund -> refund.state() == RefundState.SUCCEEDED && refund.method() == Refund.Method.MOMO)
                .map(Refund::amount)
                .reduce(Vnd.ZERO, Vnd::plus);
        promise(
                payment.state() == PaymentState.CAPTURED && payment.amount().equals(captured) && made.equals(returned),
                () -> "MoMo captured " + captured + " and returned " + returned + " of " + payment + " with refunds "
                        + model.refundsOf(paymentId));
    }
}
