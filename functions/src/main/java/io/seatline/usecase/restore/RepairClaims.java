package io.seatline.usecase.restore;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.Policies;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.booking.NewBooking;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.AdmissionBuilder;
import io.seatline.usecase.Writes;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds seats whose claim is not what the bookings say. */
final class RepairClaims {
    private static final Comparator<Booking> BETTER_RIGHT = Comparator.comparing(
                    (Booking booking) -> booking.state() != BookingState.PAID)
            .thenComparing(booking -> booking.state() != BookingState.BLOCKED)
            .thenComparing(RepairClaims::since)
            .thenComparing(booking -> booking.id().value());

    private final Ledger ledger;
    private final Waitlist waitlist;
    private final TableScan scan;
    private final Instant now;

    RepairClaims(Ledger ledger, Waitlist waitlist, TableScan scan, Instant now) {
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.scan = scan;
        this.now = now;
    }

    /** Since when the booking has its state. */
    private static Instant since(Booking booking) {
        return booking.changes().isEmpty()
                ? booking.createdAt()
                : booking.changes().getLast().at();
    }

    /** The claim that the booking must have on its seats; empty if it keeps none. */
    private static Optional<SeatClaim> wanted(Booking booking) {
        return switch (booking.state()) {
            case IN_BOOKING -> Optional.of(Writes.held(booking));
            case PAID -> Optional.of(new SeatClaim.Sold(booking.id()));
            case BLOCKED -> Optional.of(new SeatClaim.Blocked(booking.id()));
            case EXPIRED, CANCELLED, REFUND_PENDING, REFUNDED, REFUND_FAILED -> Optional.empty();
        };
    }

    /** The first repair of a seat that the booking keeps. */
    Optional<Repair> ofBooking(BookingDetails details, Map<SeatNumber, SeatClaim> claims, Instant keptUntil) {
        Booking booking = details.booking();
        return wanted(booking)
                .flatMap(owned -> booking.seats().stream()
                        .filter(seat -> !admitted(owned, details, seat, claims).equals(claims.get(seat)))
                        .findFirst()
                        .map(seat -> claim(
                                details,
                                seat,
                                Optional.ofNullable(claims.get(seat)),
                                admitted(owned, details, seat, claims),
                                keptUntil)))
                .or(() -> admission(details, claims));
    }

    /** The claim on a seat with its admission: a seat stays admitted if its claim or an admission says so. */
    private static SeatClaim admitted(
            SeatClaim owned, BookingDetails details, SeatNumber seat, Map<SeatNumber, SeatClaim> claims) {
        if (!(owned instanceof SeatClaim.Sold)) {
            return owned;
        }
        Optional<Admission> admission = details.admission(seat);
        return admission.isEmpty() && unrecorded(details, claims.get(seat)).isPresent()
                ? claims.get(seat)
                : new SeatClaim.Sold(owned.booking(), admission.map(Admission::onClaim));
    }

    /** The admission on a claim of the booking, if the booking does not know the scan. */
    private static Optional<SeatClaim.Admitted> unrecorded(BookingDetails details, SeatClaim claim) {
        return claim instanceof SeatClaim.Sold sold
                        && sold.booking().equals(details.booking().id())
                ? sold.admitted().filter(in -> details.admissions().stream()
                        .noneMatch(known -> known.scan().equals(in.scan())))
                : Optional.empty();
    }

    /** Records an admission that only the claims know, or the booking of a scan. */
    private Optional<Repair> admission(BookingDetails details, Map<SeatNumber, SeatClaim> claims) {
        Booking booking = details.booking();
        Optional<Admission> lost = booking.seats().stream()
                .flatMap(seat -> unrecorded(details, claims.get(seat)).stream())
                .findFirst()
                .map(in -> AdmissionBuilder.builder()
                        .scan(in.scan())
                        .booking(booking.id())
                        .show(booking.show())
                        .seats(booking.seats().stream()
                                .filter(seat ->
                                        unrecorded(details, claims.get(seat)).equals(Optional.of(in)))
                                .toList())
                        .conflicting(List.of())
                        .door(in.door())
                        .at(in.at())
                        .recordedAt(now)
                        .build());
        return lost.map(admission -> admission(
                        booking, admission, List.of(new Write.OpenAdmission(admission), new Write.NameScan(admission))))
                .or(() -> details.admissions().stream()
                        .filter(known -> ledger.admission(known.scan()).isEmpty())
                        .findFirst()
                        .map(known -> admission(booking, known, List.of(new Write.NameScan(known)))));
    }

    private static Repair admission(Booking booking, Admission admission, List<Write> writes) {
        List<Write> all = new ArrayList<>(writes);
        all.add(new Write.ChangeBooking(booking, booking.touched()));
        return new Repair(
                "admission_missing",
                booking.id().value(),
                "scan " + admission.scan() + " admitted seats " + admission.seats(),
                all);
    }

    private Repair claim(
            BookingDetails details, SeatNumber seat, Optional<SeatClaim> found, SeatClaim wanted, Instant keptUntil) {
        Booking booking = details.booking();
        Optional<BookingDetails> other = found.map(SeatClaim::booking)
                .filter(id -> !id.equals(booking.id()))
                .flatMap(scan::stored)
                .filter(d -> wanted(d.booking()).isPresent()
                        && d.booking().seats().contains(seat)
                        && d.booking().show().equals(booking.show()));
        if (other.isPresent()) {
            boolean wins = BETTER_RIGHT.compare(booking, other.get().booking()) < 0;
            return new RepairBooking(ledger, waitlist, wins ? other.get() : details, now)
                    .loses(seat, wins ? booking : other.get().booking());
        }
        Write write = found.<Write>map(from -> new Write.MoveClaim(booking.show(), seat, from, wanted))
                .orElseGet(() -> new Write.TakeSeat(booking.show(), seat, wanted, keptUntil));
        return new Repair(
                found.isPresent() ? "claim_wrong" : "claim_missing",
                new ShowSeat(booking.show(), seat).id(),
                found.map(Object::toString).orElse("no claim") + " becomes " + wanted,
                List.of(write, new Write.ChangeBooking(booking, booking.touched())));
    }

    /**
     * The first repair of a seat whose claim names no booking that keeps it. Only the show's worker may free it, in the
     * order of the waitlist: it is released, and a booking has the deadline for that.
     *
     * @param show the show, which is not over
     */
    Optional<Repair> ofShow(Show show, boolean cancelled, Map<SeatNumber, SeatClaim> claims) {
        return claims.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(claim -> orphan(show, cancelled, claims, claim.getKey()).stream())
                .findFirst();
    }

    private Optional<Repair> orphan(Show show, boolean cancelled, Map<SeatNumber, SeatClaim> claims, SeatNumber seat) {
        SeatClaim claim = claims.get(seat);
        if (cancelled && claim instanceof SeatClaim.Blocked) {
            return Optional.empty();
        }
        Optional<Booking> found = scan.stored(claim.booking()).map(BookingDetails::booking);
        if (found.isEmpty()) {
            return Optional.of(withoutBooking(show, claims, claim.booking()));
        }
        Booking booking = found.get();
        boolean owned = wanted(booking).isPresent() && booking.seats().contains(seat);
        boolean awaited = booking.deadline().stream().anyMatch(d -> d.kind() == Deadline.Kind.REALLOCATE);
        if (owned || (awaited && claim instanceof SeatClaim.Released)) {
            return Optional.empty();
        }
        SeatClaim released = new SeatClaim.Released(booking.id());
        Booking touched = booking.touched();
        return Optional.of(new Repair(
                "claim_without_owner",
                new ShowSeat(show.id(), seat).id(),
                claim + " of a booking in state " + booking.state() + " goes to the show worker",
                List.of(
                        new Write.MoveClaim(show.id(), seat, claim, released),
                        new Write.ChangeBooking(booking, awaited ? touched : touched.released(now)))));
    }

    /** The lost booking is replaced by a block that is lifted: it carries the deadline and is nobody's. */
    private Repair withoutBooking(Show show, Map<SeatNumber, SeatClaim> claims, BookingId lost) {
        List<SeatNumber> seats = claims.keySet().stream()
                .filter(seat -> claims.get(seat).booking().equals(lost))
                .sorted()
                .limit(Policies.MAX_BLOCK_SEATS)
                .toList();
        BookingId block = BookingId.inPlaceOf(lost);
        List<Write> writes = new ArrayList<>();
        seats.forEach(seat ->
                writes.add(new Write.MoveClaim(show.id(), seat, claims.get(seat), new SeatClaim.Released(block))));
        writes.add(new Write.OpenBooking(NewBooking.lifted(block, show, seats, now)));
        return new Repair("claim_without_booking", lost.value(), "seats " + seats + " go to the show worker", writes);
    }
}
