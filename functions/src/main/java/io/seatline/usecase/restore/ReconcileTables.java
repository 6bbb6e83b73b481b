package io.seatline.usecase.restore;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.usecase.TimeLimit;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.restore.TableScan.Page;
import io.seatline.usecase.restore.TableScan.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes restored tables consistent. The tables are restored separately, so transactions that committed around the
 * restored second may be in some of them only, or in part. A booking decides whom its seats belong to, and money decides
 * what a booking is; claims, waitlists and the catalog follow.
 *
 * <p>It runs while no other function does. Each repair is one transaction that names what it found, so it can stop at any
 * time and be repeated, and changes nothing in tables that are consistent. A hold that the restored tables do not have
 * is lost; what MoMo captured for it becomes a support case when MoMo or an operator reports it.
 */
public final class ReconcileTables {
    /** More repairs of one booking or show than this mean that they do not converge. */
    private static final int MAX_REPAIRS = 500;

    private final Catalog catalog;
    private final Ledger ledger;
    private final Waitlist waitlist;
    private final TableScan scan;
    private final InstantSource clock;

    public ReconcileTables(Catalog catalog, Ledger ledger, Waitlist waitlist, TableScan scan, InstantSource clock) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.waitlist = waitlist;
        this.scan = scan;
        this.clock = clock;
    }

    /** Whether to repair what is found. */
    public enum Mode {
        /** Only reports, of each booking and show, what would be repaired first. */
        DRY_RUN,
        REPAIR
    }

    /** Where to continue: in which table, and after which page of it. */
    public record Position(Source source, Optional<String> page) {
        public static final Position START = new Position(Source.BOOKINGS, Optional.empty());
    }

    /**
     * Something that was found.
     *
     * @param kind what is wrong, such as {@code claim_missing}
     * @param item the id of the booking, the seat, the entry, the show or the customer
     * @param outcome whether it is repaired
     */
    public record Finding(String kind, String item, String detail, Outcome outcome) {}

    /** What became of a finding. */
    public enum Outcome {
        REPAIRED,
        /** A dry run would have repaired it. */
        REPAIRABLE,
        /** Only people can solve it. */
        BY_HAND
    }

    /** The findings so far, and where to continue; empty at the end. */
    public record Result(List<Finding> findings, Optional<Position> next) {}

    /** Reconciles from a position to the end, or until the time limit, but at least one page. */
    public Result run(Position from, Mode mode, TimeLimit limit) {
        Instant now = clock.instant();
        Run run = new Run(mode, now);
        Optional<Position> position = Optional.of(from);
        do {
            Position at = position.orElseThrow();
            Page page = scan.page(at.source(), at.page(), now);
            run.reconcile(at.source(), page);
            position = page.next()
                    .map(next -> new Position(at.source(), Optional.of(next)))
                    .or(() -> after(at));
        } while (position.isPresent() && !limit.isReached());
        return new Result(List.copyOf(run.findings), position);
    }

    private static Optional<Position> after(Position at) {
        Optional<Source> next =
                switch (at.source()) {
                    case BOOKINGS -> Optional.of(Source.SEAT_CLAIMS);
                    case SEAT_CLAIMS -> Optional.of(Source.WAITLIST);
                    case WAITLIST -> Optional.empty();
                };
        return next.map(source -> new Position(source, Optional.empty()));
    }

    private final class Run {
        private final Mode mode;
        private final Instant now;
        private final RepairClaims claims;
        private final RepairWaitlist entries;
        private final List<Finding> findings = new ArrayList<>();

        Run(Mode mode, Instant now) {
            this.mode = mode;
            this.now = now;
            claims = new RepairClaims(ledger, waitlist, scan, now);
            entries = new RepairWaitlist(waitlist, scan, catalog, now);
        }

        void reconcile(Source source, Page page) {
            for (BookingId id : page.bookings()) {
                repeat(() -> scan.stored(id).flatMap(this::ofBooking));
            }
            for (ShowId id : page.shows()) {
                repeat(() -> catalog.show(id)
                        .filter(show -> now.isBefore(show.endsAt()))
                        .flatMap(show -> ofShow(source, show)));
            }
            for (CustomerId customer : page.customers()) {
                repeat(() -> entries.ofCustomer(customer));
            }
        }

        private Optional<Repair> ofBooking(BookingDetails details) {
            Booking booking = details.booking();
            Optional<Show> show = catalog.show(booking.show());
            if (show.isEmpty()) {
                return Optional.of(Repair.byHand(
                        "show_missing", booking.show().value(), "import the document with it, then repeat"));
            }
            return new RepairBooking(ledger, waitlist, details, now)
                    .next()
                    .or(() -> entries.ofOffer(booking))
                    .or(() -> claims.ofBooking(
                            details, ledger.claims(booking.show()), show.get().claimsKeptUntil()));
        }

        private Optional<Repair> ofShow(Source source, Show show) {
            Map<SeatNumber, SeatClaim> found = ledger.claims(show.id());
            return source == Source.WAITLIST
                    ? entries.ofShow(show, found)
                    : claims.ofShow(show, waitlist.salesChange(show.id()).isCancelled(), found);
        }

        /** Repairs one thing after another, each as the last one left it. */
        private void repeat(Supplier<Optional<Repair>> next) {
            for (int i = 0; i < MAX_REPAIRS; i++) {
                Optional<Repair> found = next.get();
                if (found.isEmpty() || !repair(found.get())) {
                    return;
                }
            }
        }

        /** Whether to look for the next thing to repair. */
        private boolean repair(Repair repair) {
            Outcome outcome = repair.writes().isEmpty()
                    ? Outcome.BY_HAND
                    : mode == Mode.DRY_RUN ? Outcome.REPAIRABLE : Outcome.REPAIRED;
            if (outcome == Outcome.REPAIRED && !ledger.commit(repair.writes()).isDone()) {
                // Something else has changed it: it is read again.
                return true;
            }
            findings.add(new Finding(repair.kind(), repair.item(), repair.detail(), outcome));
            return outcome == Outcome.REPAIRED;
        }
    }
}
