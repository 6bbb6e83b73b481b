package io.seatline.history;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingPosition;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.Party;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import io.seatline.usecase.restore.TableScan;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tables in memory instead of a database, so that thousands of histories run quickly; backed by a model of their own.
 */
final class InMemoryTables implements Ledger, Waitlist, TableScan {
    private final Model tables = new Model();
    private final Map<PaymentId, Instant> checks = new HashMap<>();

    /** Replaces the contents. */
    void restore(Model restored) {
        tables.become(restored);
    }

    @Override
    public TableScan.Page page(Source source, Optional<String> from, Instant now) {
        Set<ShowId> shows =
                switch (source) {
                    case BOOKINGS -> Set.of();
                    case SEAT_CLAIMS ->
                        tables.claims.keySet().stream().map(ShowSeat::show).collect(toSet());
                    case WAITLIST ->
                        Stream.of(
                                        tables.states.keySet().stream(),
                                        tables.sales.keySet().stream(),
                                        tables.liveEntries.keySet().stream().map(Model.ShowCustomer::show),
                                        tables.entries.keySet().stream().map(WaitlistEntryId::show))
                                .flatMap(found -> found)
                                .collect(toSet());
                };
        return new TableScan.Page(
                source == Source.BOOKINGS ? Set.copyOf(tables.bookings.keySet()) : Set.of(),
                shows,
                source == Source.WAITLIST ? Set.copyOf(tables.customerEntries.keySet()) : Set.of(),
                Optional.empty());
    }

    @Override
    public Optional<BookingDetails> stored(BookingId id) {
        return details(id);
    }

    @Override
    public List<WaitlistEntry> entries(ShowId show) {
        return tables.entries.values().stream()
                .filter(entry -> entry.id().show().equals(show))
                .sorted(Comparator.comparing(entry -> entry.id().value()))
                .toList();
    }

    @Override
    public Map<CustomerId, WaitlistEntryId> liveEntries(ShowId show) {
        return tables.liveEntries.entrySet().stream()
                .filter(item -> item.getKey().show().equals(show))
                .collect(toMap(item -> item.getKey().customer(), Map.Entry::getValue));
    }

    @Override
    public Commit commit(List<Write> writes) {
        List<FailedCondition> failed = writes.stream()
                .filter(write -> !tables.accepts(List.of(write)))
                .map(write -> new FailedCondition(write, found(write)))
                .toList();
        if (!failed.isEmpty()) {
            return new Commit.Cancelled(failed);
        }
        tables.write(writes);
        return new Commit.Done();
    }

    private Optional<Found> found(Write write) {
        return switch (write) {
            case Write.TakeSeat w -> Optional.of(new Found.OfSeat(w.seat(), tables.claim(w.show(), w.seat())));
            case Write.OpenBooking w ->
                Optional.of(new Found.OfBooking(tables.bookings.get(w.booking().id())));
            case Write.TakeActiveHold(Booking wanted, Instant _) ->
                Optional.of(new Found.OfActiveHold(activeHold(wanted.customer().orElseThrow())));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<BookingDetails> details(BookingId id) {
        return Optional.ofNullable(tables.bookings.get(id))
                .map(booking -> new BookingDetails(
                        booking,
                        tables.payments.values().stream()
                                .filter(p -> p.id().booking().equals(Optional.of(id)))
                                .sorted(Comparator.comparing(p -> p.id().value()))
                                .toList(),
                        refunds(refund -> refund.payment().booking().equals(Optional.of(id))),
                        tables.admissions.values().stream()
                                .filter(a -> a.booking().equals(id))
                                .sorted(Comparator.comparing(Admission::recordedAt)
                                        .thenComparing(a -> a.scan().value()))
                                .toList()));
    }

    @Override
    public Optional<Payment> payment(PaymentId paymentId) {
        return Optional.ofNullable(tables.payments.get(paymentId));
    }

    @Override
    public List<Refund> refunds(PaymentId paymentId) {
        return refunds(refund -> refund.payment().equals(paymentId));
    }

    private List<Refund> refunds(Predicate<Refund> which) {
        return tables.refunds.values().stream()
                .filter(which)
                .sorted(Comparator.comparing((Refund refund) -> refund.payment().value())
                        .thenComparing(refund -> refund.id().number()))
                .toList();
    }

    @Override
    public Optional<Admission> admission(ScanId scan) {
        return Optional.ofNullable(tables.scans.get(scan))
                .map(booking -> tables.admissions.get(new Model.ScanOfBooking(booking, scan)));
    }

    @Override
    public Optional<SupportCase> supportCase(CaseId id) {
        return Optional.ofNullable(tables.cases.get(id));
    }

    @Override
    public ActiveHold activeHold(CustomerId customer) {
        return tables.activeHold(customer);
    }

    @Override
    public Map<SeatNumber, SeatClaim> recentClaims(ShowId show) {
        return claims(show);
    }

    @Override
    public Map<SeatNumber, SeatClaim> claims(ShowId show) {
        return tables.claims.entrySet().stream()
                .filter(claim -> claim.getKey().show().equals(show))
                .collect(toMap(claim -> claim.getKey().seat(), Map.Entry::getValue));
    }

    @Override
    public List<Booking> bookingsOf(CustomerId customer, Optional<BookingPosition> after, int limit) {
        throw new UnsupportedOperationException("not used by any history");
    }

    @Override
    public List<SupportCase> openCases() {
        throw new UnsupportedOperationException("not used by any history");
    }

    @Override
    public boolean recordCheck(PaymentId paymentId, Instant now, Instant last) {
        boolean asked = checks.getOrDefault(paymentId, last).isAfter(last);
        if (!asked) {
            checks.put(paymentId, now);
        }
        return !asked;
    }

    @Override
    public void recordLinks(PaymentId paymentId, PaymentLinks links) {
        tables.payments.computeIfPresent(
                paymentId, (_, payment) -> payment.state() == PaymentState.OPEN ? payment.with(links) : payment);
    }

    @Override
    public Optional<WaitlistEntry> entry(WaitlistEntryId id) {
        return Optional.ofNullable(tables.entries.get(id));
    }

    @Override
    public Optional<WaitlistEntry> recentEntry(WaitlistEntryId id) {
        return entry(id);
    }

    @Override
    public Optional<WaitlistEntryId> entryOf(ShowId show, CustomerId customer) {
        return Optional.ofNullable(tables.liveEntries.get(new Model.ShowCustomer(show, customer)));
    }

    @Override
    public CustomerEntries entriesOf(CustomerId customer) {
        return tables.entriesOf(customer);
    }

    @Override
    public WaitlistState state(ShowId show) {
        return tables.state(show);
    }

    @Override
    public SalesChange salesChange(ShowId show) {
        return tables.sales(show);
    }

    @Override
    public List<WaitlistEntry> unfinishedEntries(ShowId show) {
        return tables.entries.values().stream()
                .filter(entry -> entry.id().show().equals(show))
                .filter(entry -> entry.state() == WaitlistEntryState.JOINING
                        || entry.state() == WaitlistEntryState.WAITING
                        || entry.awaitsRemoval())
                .sorted(Comparator.comparing(entry -> entry.id().value()))
                .toList();
    }

    @Override
    public List<Waiting> heads(ShowId show) {
        return List.copyOf(tables.waiting(show).stream()
                .map(t -> new Waiting(t.id(), t.party(), t.place().orElseThrow()))
                .collect(toMap(
                        Waiting::party,
                        Function.identity(),
                        BinaryOperator.minBy(Comparator.comparing(Waiting::place))))
                .values());
    }

    @Override
    public Optional<Waiting> head(ShowId show, Party party) {
        return heads(show).stream().filter(head -> head.party().equals(party)).findFirst();
    }

    @Override
    public int waitingBetween(ShowId show, long from, long before) {
        return Math.toIntExact(tables.waiting(show).stream()
                .mapToLong(t -> t.place().orElseThrow())
                .filter(place -> from <= place && place < before)
                .count());
    }

    @Override
    public Waitlist.Page waitingAfter(ShowId show, long place, int limit) {
        throw new UnsupportedOperationException("not used by any history");
    }

    /** All deadlines are in the first shard. */
    @Override
    public void forEachDeadline(int shard, Instant by, Consumer<List<PendingDeadline>> page) {
        if (shard == 0) {
            page.accept(tables.deadlines().stream()
                    .filter(item -> !item.deadline().at().isAfter(by))
                    .toList());
        }
    }
}
