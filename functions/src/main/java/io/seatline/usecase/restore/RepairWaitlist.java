package io.seatline.usecase.restore;

import io.seatline.domain.CustomerId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.SeatPicker;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.domain.waitlist.WaitlistStateBuilder;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds contradictions between a show's waitlist or sales and the bookings, the claims or the catalog. */
final class RepairWaitlist {
    private final Waitlist waitlist;
    private final TableScan scan;
    private final Catalog catalog;
    private final Instant now;

    RepairWaitlist(Waitlist waitlist, TableScan scan, Catalog catalog, Instant now) {
        this.waitlist = waitlist;
        this.scan = scan;
        this.catalog = catalog;
        this.now = now;
    }

    /** The first repair of the entry that the booking was offered to. */
    Optional<Repair> ofOffer(Booking booking) {
        Optional<WaitlistEntry> entry = booking.offer().flatMap(waitlist::entry);
        return entry.flatMap(e -> switch (e.state()) {
            case JOINING, WAITING ->
                Optional.of(repair(
                        "entry_behind_offer",
                        e.id().value(),
                        "booking " + booking.id() + " was offered to it",
                        new Write.ChangeEntry(e, e.found(booking.id()))));
            case LEFT ->
                Optional.of(booking)
                        .filter(b -> b.state() == BookingState.IN_BOOKING)
                        .map(b -> repair(
                                "offer_left",
                                b.id().value(),
                                "its entry has left",
                                new Write.ChangeBooking(b, b.cancelled(now))));
            case OFFERED, LAPSED -> Optional.empty();
        });
    }

    /** The first repair of a show that is not over. */
    Optional<Repair> ofShow(Show show, Map<SeatNumber, SeatClaim> claims) {
        SalesChange sales = waitlist.salesChange(show.id());
        List<WaitlistEntry> entries = scan.entries(show.id());
        return Stream.<Supplier<Optional<Repair>>>of(
                        () -> lostOffer(entries),
                        () -> liveEntry(show, entries),
                        () -> counts(show, entries, sales),
                        () -> shownSales(show, sales),
                        () -> unsweptShow(show, sales, claims, entries),
                        () -> unserved(show, sales, claims, entries))
                .flatMap(check -> check.get().stream())
                .findFirst();
    }

    /** An entry whose offer is lost waits again, at its place. */
    private Optional<Repair> lostOffer(List<WaitlistEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.state() == WaitlistEntryState.OFFERED)
                .filter(entry -> offer(entry).isEmpty())
                .findFirst()
                .map(entry -> repair(
                        "offer_missing",
                        entry.id().value(),
                        "it waits again",
                        new Write.ChangeEntry(entry, entry.waitingAgain(now))));
    }

    private Optional<Booking> offer(WaitlistEntry entry) {
        return entry.booking().flatMap(scan::stored).map(BookingDetails::booking);
    }

    private Optional<Repair> liveEntry(Show show, List<WaitlistEntry> entries) {
        Map<CustomerId, WaitlistEntryId> live = scan.liveEntries(show.id());
        for (WaitlistEntry entry : entries) {
            Optional<WaitlistEntryId> named = Optional.ofNullable(live.get(entry.customer()));
            boolean other =
                    named.flatMap(id -> find(entries, id)).filter(this::isLive).isPresent();
            if (isLive(entry) && !other) {
                return Optional.of(repair(
                        "live_entry_missing",
                        entry.id().value(),
                        "it is its customer's live entry",
                        new Write.SetLiveEntry(entry, named)));
            }
        }
        return live.entrySet().stream()
                .filter(item -> find(entries, item.getValue())
                        .filter(entry -> isLive(entry) || entry.state() == WaitlistEntryState.LAPSED)
                        .isEmpty())
                .findFirst()
                .map(item -> repair(
                        "live_entry_ended",
                        item.getValue().value(),
                        "it is not live",
                        new Write.ClearLiveEntry(item.getValue(), item.getKey())));
    }

    private static Optional<WaitlistEntry> find(List<WaitlistEntry> entries, WaitlistEntryId id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    private boolean isLive(WaitlistEntry entry) {
        return switch (entry.state()) {
            case JOINING, WAITING -> true;
            case OFFERED ->
                offer(entry).filter(b -> b.state() == BookingState.IN_BOOKING).isPresent();
            case LEFT, LAPSED -> false;
        };
    }

    private Optional<Repair> counts(Show show, List<WaitlistEntry> entries, SalesChange sales) {
        WaitlistState state = waitlist.state(show.id());
        SortedMap<Long, Integer> blocks = new TreeMap<>();
        long last = state.lastPlace();
        for (WaitlistEntry entry : entries) {
            last = Math.max(last, entry.place().orElse(0L));
            if (entry.state() == WaitlistEntryState.WAITING || entry.awaitsRemoval()) {
                blocks.merge(entry.place().orElseThrow() / WaitlistState.BLOCK, 1, Integer::sum);
            }
        }
        boolean cancelled = state.cancelled() && sales.isCancelled();
        if (state.lastPlace() == last && state.blocks().equals(blocks) && state.cancelled() == cancelled) {
            return Optional.empty();
        }
        WaitlistState counted = WaitlistStateBuilder.builder(state)
                .lastPlace(last)
                .blocks(blocks)
                .cancelled(cancelled)
                .version(state.version() + 1)
                .build();
        return Optional.of(repair(
                "waitlist_count",
                show.id().value(),
                "last place " + state.lastPlace() + ", " + state.blocks() + " becomes " + last + ", " + blocks,
                new Write.ChangeWaitlistState(state, counted, show.claimsKeptUntil())));
    }

    private Optional<Repair> shownSales(Show show, SalesChange sales) {
        if (show.control() == sales.control()) {
            return Optional.empty();
        }
        String detail = "the catalog says " + show.control() + ", the last decision is " + sales.control();
        if (sales.version() == 0) {
            return Optional.of(Repair.byHand("decision_lost", show.id().value(), detail + ": decide again"));
        }
        SalesChange next = sales.repeated();
        return Optional.of(repair(
                "decision_not_shown",
                show.id().value(),
                detail,
                new Write.ChangeSales(sales, next),
                new Write.ShowSales(next)));
    }

    /** A cancelled show is swept again if anything has come back. */
    private Optional<Repair> unsweptShow(
            Show show, SalesChange sales, Map<SeatNumber, SeatClaim> claims, List<WaitlistEntry> entries) {
        boolean clean = claims.keySet().containsAll(show.layout().seats().keySet())
                // A released seat, a join and a leave have deadlines of their own.
                && claims.values().stream()
                        .allMatch(claim -> claim instanceof SeatClaim.Blocked || claim instanceof SeatClaim.Released)
                && entries.stream().noneMatch(entry -> entry.state() == WaitlistEntryState.WAITING);
        return !sales.isCancelled() || sales.deadline().isPresent() || clean
                ? Optional.empty()
                : Optional.of(repair(
                        "cancellation_unfinished",
                        sales.show().value(),
                        "the show is swept again",
                        new Write.ChangeSales(sales, sales.resumed(now))));
    }

    /** The public could take free seats before a party that waits for them: nothing else tells the show worker. */
    private Optional<Repair> unserved(
            Show show, SalesChange sales, Map<SeatNumber, SeatClaim> claims, List<WaitlistEntry> entries) {
        Set<SeatNumber> free = new HashSet<>(show.layout().seats().keySet());
        free.removeAll(claims.keySet());
        boolean told = entries.stream().anyMatch(entry -> entry.deadline().isPresent());
        return entries.stream()
                .filter(_ -> !told && !show.with(sales.control()).isClosedAt(now))
                .filter(entry -> entry.state() == WaitlistEntryState.WAITING)
                .filter(entry -> SeatPicker.fits(show.layout(), free, entry.party()))
                .findFirst()
                .map(entry -> repair(
                        "entry_unserved",
                        entry.id().value(),
                        "seats that it could use are free",
                        new Write.ChangeEntry(entry, entry.unserved(now))));
    }

    /** A customer's list that names an entry which does not exist keeps the customer from joining. */
    Optional<Repair> ofCustomer(CustomerId customer) {
        CustomerEntries list = waitlist.entriesOf(customer);
        List<WaitlistEntryId> found = list.entries().stream()
                .filter(id -> waitlist.entry(id).isPresent() || isOver(id))
                .toList();
        return found.equals(list.entries())
                ? Optional.empty()
                : Optional.of(repair(
                        "entries_missing",
                        customer.value(),
                        "its list names entries that do not exist",
                        new Write.ChangeCustomerEntries(
                                list, new CustomerEntries(customer, found, list.keptUntil(), list.version() + 1))));
    }

    private boolean isOver(WaitlistEntryId id) {
        return catalog.show(id.show())
                .filter(show -> now.isBefore(show.endsAt()))
                .isEmpty();
    }

    private static Repair repair(String kind, String item, String detail, Write... writes) {
        return new Repair(kind, item, detail, List.of(writes));
    }
}
