package io.seatline.domain.waitlist;

import io.seatline.domain.Deadline;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.catalog.SalesControl;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * A manager's last decision about a show's sales, and how far the show worker has carried it out. Each method that
 * changes it returns the next version.
 *
 * @param reason what the manager wrote; empty if nothing
 * @param by who decided; empty if nobody ever did
 * @param at when the manager decided
 * @param cancellation the progress of the sweep of a cancelled show
 * @param keptUntil when DynamoDB may delete the item
 * @param version counts the changes; 0 if nobody ever decided
 * @param deadline until the show worker has carried the decision out; a closed show needs no work
 */
@RecordBuilder
public record SalesChange(
        ShowId show,
        SalesControl control,
        String reason,
        Optional<StaffId> by,
        Instant at,
        Optional<Cancellation> cancellation,
        Instant keptUntil,
        long version,
        Optional<Deadline> deadline) {

    /**
     * The progress of the sweep of a cancelled show.
     *
     * @param bookingsCancelled the unpaid bookings that it ended
     * @param bookingsRefunded the paid bookings that it refunds
     * @param entriesLapsed the waitlist entries that it ended
     * @param finishedAt when every seat was blocked and nobody waited
     */
    public record Cancellation(
            int bookingsCancelled, int bookingsRefunded, int entriesLapsed, Optional<Instant> finishedAt) {
        static final Cancellation STARTED = new Cancellation(0, 0, 0, Optional.empty());

        private Cancellation plus(int cancelled, int refunded, int lapsed) {
            return new Cancellation(
                    bookingsCancelled + cancelled, bookingsRefunded + refunded, entriesLapsed + lapsed, finishedAt);
        }

        private Cancellation unfinished() {
            return new Cancellation(bookingsCancelled, bookingsRefunded, entriesLapsed, Optional.empty());
        }

        private Cancellation finished(Instant now) {
            return new Cancellation(
                    bookingsCancelled, bookingsRefunded, entriesLapsed, finishedAt.or(() -> Optional.of(now)));
        }
    }

    /** The state of a show whose sales no manager has changed. */
    public static SalesChange none(ShowId show) {
        return SalesChangeBuilder.builder()
                .show(show)
                .control(SalesControl.OPEN)
                .reason("")
                .at(Instant.EPOCH)
                .keptUntil(Instant.EPOCH)
                .build();
    }

    public boolean isCancelled() {
        return control == SalesControl.CANCELLED;
    }

    /** Records another decision. */
    public SalesChange decided(SalesControl decision, String why, StaffId staff, Instant now, Instant keepUntil) {
        if (isCancelled()) {
            throw new IllegalStateException("show " + show + " is cancelled, which cannot be undone");
        }
        return next().control(decision)
                .reason(why)
                .by(Optional.of(staff))
                .at(now)
                .cancellation(decision == SalesControl.CANCELLED ? Optional.of(Cancellation.STARTED) : Optional.empty())
                .keptUntil(keepUntil)
                .deadline(
                        decision == SalesControl.CLOSED
                                ? Optional.empty()
                                : Optional.of(Deadline.forWorker(Deadline.Kind.SHOW_CHANGED, now)))
                .build();
    }

    /** Counts one more unpaid booking that ended. */
    public SalesChange bookingCancelled() {
        return counting(1, 0, 0);
    }

    /** Counts one more paid booking that is refunded. */
    public SalesChange bookingRefunded() {
        return counting(0, 1, 0);
    }

    /** Counts more waitlist entries that ended. */
    public SalesChange entriesLapsed(int more) {
        return counting(0, 0, more);
    }

    private SalesChange counting(int cancelled, int refunded, int lapsed) {
        return next().cancellation(cancellation.map(c -> c.plus(cancelled, refunded, lapsed)))
                .build();
    }

    /** Records that the show worker has carried the decision out. */
    public SalesChange done(Instant now) {
        return next().deadline(Optional.empty())
                .cancellation(cancellation.map(c -> c.finished(now)))
                .build();
    }

    /** The same decision, to be shown again. */
    public SalesChange repeated() {
        return next().build();
    }

    /** Continues a sweep: restored tables have brought something of the cancelled show back. */
    public SalesChange resumed(Instant now) {
        return next().cancellation(cancellation.map(Cancellation::unfinished))
                .deadline(Optional.of(Deadline.forWorker(Deadline.Kind.SHOW_CHANGED, now)))
                .build();
    }

    /** Postpones the deadline because the show worker has not carried the decision out in time. */
    public SalesChange backedOff(Instant now) {
        return next().deadline(deadline.map(d -> d.backedOff(now))).build();
    }

    private SalesChangeBuilder next() {
        return SalesChangeBuilder.builder(this).version(version + 1);
    }
}
