package io.seatline.history;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.SalesChange.Cancellation;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Expected contents of the tables: every write's condition and effect on plain maps. */
final class Model {
    /** A customer and a show. */
    record ShowCustomer(ShowId show, CustomerId customer) {}

    record ScanOfBooking(BookingId booking, ScanId scan) {}

    final Map<ShowSeat, SeatClaim> claims = new HashMap<>();
    final Map<BookingId, Booking> bookings = new HashMap<>();
    final Map<PaymentId, Payment> payments = new HashMap<>();
    final Map<RefundId, Refund> refunds = new HashMap<>();
    final Map<CaseId, SupportCase> cases = new HashMap<>();
    final Map<ScanOfBooking, Admission> admissions = new HashMap<>();
    final Map<ScanId, BookingId> scans = new HashMap<>();
    final Map<CustomerId, ActiveHold> activeHolds = new HashMap<>();
    final Map<WaitlistEntryId, WaitlistEntry> entries = new HashMap<>();
    final Map<ShowCustomer, WaitlistEntryId> liveEntries = new HashMap<>();
    final Map<CustomerId, CustomerEntries> customerEntries = new HashMap<>();
    final Map<ShowId, WaitlistState> states = new HashMap<>();
    final Map<ShowId, SalesChange> sales = new HashMap<>();

    /** The decisions about a show's sales in the catalog, by the time from which it had them. */
    private final Map<ShowId, NavigableMap<Instant, SalesControl>> shown = new HashMap<>();

    /** Entries that the waitlist state counts: from getting their place until they are offered seats or taken out. */
    final Set<WaitlistEntryId> counted = new HashSet<>();

    /** Takes over the contents of another model. */
    void become(Model other) {
        replace(claims, other.claims);
        replace(bookings, other.bookings);
        replace(payments, other.payments);
        replace(refunds, other.refunds);
        replace(cases, other.cases);
        replace(admissions, other.admissions);
        replace(scans, other.scans);
        replace(activeHolds, other.activeHolds);
        replace(entries, other.entries);
        replace(liveEntries, other.liveEntries);
        replace(customerEntries, other.customerEntries);
        replace(states, other.states);
        replace(sales, other.sales);
        replace(shown, other.shown);
        countAgain();
    }

    private static <K, V> void replace(Map<K, V> map, Map<K, V> with) {
        map.clear();
        map.putAll(with);
    }

    /** Counts the entries that wait or have left and are not taken out yet. */
    void countAgain() {
        counted.clear();
        entries.values().stream()
                .filter(entry -> entry.state() == WaitlistEntryState.WAITING || entry.awaitsRemoval())
                .forEach(entry -> counted.add(entry.id()));
    }

    /** Seats that are held or sold. */
    Set<ShowSeat> taken() {
        Set<ShowSeat> taken = new HashSet<>(claims.keySet());
        taken.removeIf(seat -> claims.get(seat) instanceof SeatClaim.Released);
        return taken;
    }

    /** Whether the conditions of all writes are met. */
    boolean accepts(List<Write> writes) {
        return writes.stream().allMatch(this::accepts);
    }

    private boolean accepts(Write write) {
        return switch (write) {
            case Write.TakeSeat w -> !claims.containsKey(new ShowSeat(w.show(), w.seat()));
            case Write.MoveClaim w -> hasClaim(new ShowSeat(w.show(), w.seat()), w.from());
            case Write.FreeSeat w -> hasClaim(new ShowSeat(w.show(), w.seat()), w.released());
            case Write.OpenAdmission w -> !admissions.containsKey(key(w.admission()));
            case Write.NameScan w ->
                w.admission()
                        .booking()
                        .equals(scans.getOrDefault(
                                w.admission().scan(), w.admission().booking()));
            case Write.UndoAdmission w ->
                Optional.ofNullable(admissions.get(key(w.undone())))
                        .filter(a -> a.undone().isEmpty())
                        .isPresent();
            case Write.OpenBooking w -> !bookings.containsKey(w.booking().id());
            case Write.ChangeBooking w -> isAsRead(w.from());
            case Write.EndHold w ->
                isAsRead(w.from()) && !bookings.get(w.from().id()).heldUntil().isAfter(w.now());
            case Write.OpenPayment w -> !payments.containsKey(w.payment().id());
            case Write.ChangePayment w -> isAsRead(w.from());
            case Write.PaymentUnchanged w -> isAsRead(w.payment());
            case Write.NoPayment w -> !payments.containsKey(w.id());
            case Write.OpenRefund w -> !refunds.containsKey(w.refund().id());
            case Write.ChangeRefund w -> isAsRead(w.from());
            case Write.RemoveRefund w -> isAsRead(w.refund());
            case Write.RefundUnchanged w -> isAsRead(w.refund());
            case Write.TakeActiveHold w -> {
                ActiveHold current = activeHold(w.booking().customer().orElseThrow());
                yield current.liveAt(w.now()).isEmpty()
                        && current.cooldown(w.booking().show(), w.now()).isEmpty();
            }
            case Write.ChangeActiveHold w ->
                activeHold(w.from().customer()).version() == w.from().version();
            case Write.OpenCase _ -> true;
            case Write.CloseCase w -> cases.containsKey(w.supportCase().id());
            case Write.OpenEntry w -> !entries.containsKey(w.entry().id());
            case Write.ChangeEntry w -> {
                WaitlistEntry current = entries.get(w.from().id());
                yield current != null
                        && current.state() == w.from().state()
                        && current.version() == w.from().version();
            }
            case Write.SetLiveEntry w ->
                Optional.ofNullable(liveEntries.get(key(w.entry()))).equals(w.instead());
            case Write.ClearLiveEntry w ->
                w.entry().equals(liveEntries.get(new ShowCustomer(w.entry().show(), w.customer())));
            case Write.ChangeCustomerEntries w ->
                entriesOf(w.from().customer()).version() == w.from().version();
            case Write.ChangeWaitlistState w ->
                state(w.from().show()).version() == w.from().version();
            case Write.WaitlistStateUnchanged w ->
                state(w.state().show()).version() == w.state().version();
            case Write.ChangeSales w ->
                sales(w.from().show()).version() == w.from().version();
            case Write.ShowSales _ -> true;
        };
    }

    private boolean hasClaim(ShowSeat seat, SeatClaim claim) {
        SeatClaim current = claims.get(seat);
        return current != null
                && current.getClass() == claim.getClass()
                && current.booking().equals(claim.booking())
                && admittedBy(current).equals(admittedBy(claim));
    }

    /** The scan that let somebody in for a seat. */
    static Optional<ScanId> admittedBy(SeatClaim claim) {
        return claim instanceof SeatClaim.Sold sold ? sold.admitted().map(SeatClaim.Admitted::scan) : Optional.empty();
    }

    private static ScanOfBooking key(Admission admission) {
        return new ScanOfBooking(admission.booking(), admission.scan());
    }

    private boolean isAsRead(Booking read) {
        Booking current = bookings.get(read.id());
        return current != null && current.state() == read.state() && current.version() == read.version();
    }

    private boolean isAsRead(Payment read) {
        Payment current = payments.get(read.id());
        return current != null && current.state() == read.state() && current.refunds() == read.refunds();
    }

    private boolean isAsRead(Refund read) {
        Refund current = refunds.get(read.id());
        return current != null && current.state() == read.state() && current.tries() == read.tries();
    }

    ActiveHold activeHold(CustomerId customer) {
        return activeHolds.getOrDefault(customer, ActiveHold.none(customer));
    }

    private static ShowCustomer key(WaitlistEntry entry) {
        return new ShowCustomer(entry.id().show(), entry.customer());
    }

    CustomerEntries entriesOf(CustomerId customer) {
        return customerEntries.getOrDefault(customer, CustomerEntries.none(customer));
    }

    WaitlistState state(ShowId show) {
        return states.getOrDefault(show, WaitlistState.empty(show));
    }

    SalesChange sales(ShowId show) {
        return sales.getOrDefault(show, SalesChange.none(show));
    }

    /** The decision about a show's sales in the catalog at a time. */
    SalesControl shownSales(ShowId show, Instant at) {
        return Optional.ofNullable(shown.getOrDefault(show, new TreeMap<>()).floorEntry(at))
                .map(Map.Entry::getValue)
                .orElse(SalesControl.OPEN);
    }

    /** Whether the sweep of a cancelled show has finished. */
    boolean isSwept(ShowId show) {
        return sales(show).cancellation().flatMap(Cancellation::finishedAt).isPresent();
    }

    /** Applies the writes. */
    void write(List<Write> writes) {
        writes.forEach(this::write);
    }

    private void write(Write write) {
        switch (write) {
            case Write.TakeSeat w -> claims.put(new ShowSeat(w.show(), w.seat()), w.claim());
            case Write.MoveClaim w -> claims.put(new ShowSeat(w.show(), w.seat()), w.to());
            case Write.FreeSeat w -> claims.remove(new ShowSeat(w.show(), w.seat()));
            case Write.OpenAdmission w -> admissions.put(key(w.admission()), w.admission());
            case Write.NameScan w ->
                scans.put(w.admission().scan(), w.admission().booking());
            case Write.UndoAdmission w -> admissions.put(key(w.undone()), w.undone());
            case Write.OpenBooking w -> bookings.put(w.booking().id(), w.booking());
            case Write.ChangeBooking w -> bookings.put(w.to().id(), w.to());
            case Write.EndHold w -> bookings.put(w.to().id(), w.to());
            case Write.OpenPayment w -> payments.put(w.payment().id(), w.payment());
            case Write.ChangePayment w -> payments.put(w.to().id(), w.to());
            case Write.TakeActiveHold w -> {
                CustomerId customer = w.booking().customer().orElseThrow();
                activeHolds.put(customer, activeHold(customer).taken(w.booking()));
            }
            case Write.ChangeActiveHold w -> activeHolds.put(w.to().customer(), w.to());
            case Write.OpenRefund w -> refunds.put(w.refund().id(), w.refund());
            case Write.ChangeRefund w -> refunds.put(w.to().id(), w.to());
            case Write.RemoveRefund w -> refunds.remove(w.refund().id());
            case Write.OpenCase w -> cases.put(w.supportCase().id(), w.supportCase());
            case Write.CloseCase w -> cases.put(w.supportCase().id(), w.supportCase());
            case Write.OpenEntry w -> entries.put(w.entry().id(), w.entry());
            case Write.ChangeEntry w -> {
                entries.put(w.to().id(), w.to());
                if (w.to().state() == WaitlistEntryState.WAITING) {
                    counted.add(w.to().id());
                } else if (w.to().state() == WaitlistEntryState.OFFERED
                        || w.to().state() == WaitlistEntryState.LAPSED
                        || (w.from().state() == WaitlistEntryState.LEFT && !w.to().awaitsRemoval())) {
                    counted.remove(w.to().id());
                }
            }
            case Write.SetLiveEntry w ->
                liveEntries.put(key(w.entry()), w.entry().id());
            case Write.ClearLiveEntry w ->
                liveEntries.remove(new ShowCustomer(w.entry().show(), w.customer()));
            case Write.ChangeCustomerEntries w -> customerEntries.put(w.to().customer(), w.to());
            case Write.ChangeWaitlistState w -> states.put(w.to().show(), w.to());
            case Write.ChangeSales w -> sales.put(w.to().show(), w.to());
            case Write.ShowSales w -> {
                NavigableMap<Instant, SalesControl> decisions =
                        shown.computeIfAbsent(w.change().show(), _ -> new TreeMap<>());
                decisions.tailMap(w.change().at(), true).clear();
                decisions.put(w.change().at(), w.change().control());
            }
            case Write.PaymentUnchanged _,
                    Write.NoPayment _,
                    Write.RefundUnchanged _,
                    Write.WaitlistStateUnchanged _ -> {}
        }
    }

    /** The claim on a seat, or null if there is none. */
    SeatClaim claim(ShowId show, SeatNumber seat) {
        return claims.get(new ShowSeat(show, seat));
    }

    /** Deadlines of all unfinished work. */
    Set<PendingDeadline> deadlines() {
        Set<PendingDeadline> deadlines = new HashSet<>();
        bookings.forEach(
                (id, b) -> b.deadline().ifPresent(d -> deadlines.add(new PendingDeadline.OfBooking(id, inIndex(d)))));
        payments.forEach((paymentId, p) ->
                p.deadline().ifPresent(d -> deadlines.add(new PendingDeadline.OfPayment(paymentId, inIndex(d)))));
        refunds.forEach(
                (id, r) -> r.deadline().ifPresent(d -> deadlines.add(new PendingDeadline.OfRefund(id, inIndex(d)))));
        entries.forEach(
                (id, t) -> t.deadline().ifPresent(d -> deadlines.add(new PendingDeadline.OfEntry(id, inIndex(d)))));
        sales.forEach(
                (id, s) -> s.deadline().ifPresent(d -> deadlines.add(new PendingDeadline.OfShow(id, inIndex(d)))));
        return deadlines;
    }

    /** The index does not store the time since which the work has been waiting. */
    private static Deadline inIndex(Deadline deadline) {
        return new Deadline(deadline.kind(), deadline.at());
    }

    /** The refunds of a payment. */
    List<Refund> refundsOf(PaymentId payment) {
        return refunds.values().stream()
                .filter(refund -> refund.payment().equals(payment))
                .toList();
    }

    /** Waiting entries of a show. */
    List<WaitlistEntry> waiting(ShowId show) {
        return entries.values().stream()
                .filter(t -> t.id().show().equals(show) && t.state() == WaitlistEntryState.WAITING)
                .toList();
    }
}
