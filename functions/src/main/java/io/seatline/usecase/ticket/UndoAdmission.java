package io.seatline.usecase.ticket;

import io.seatline.domain.ScanId;
import io.seatline.domain.StaffId;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.OptimisticRetry;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Undoes an admission, so that its seats can be admitted again. */
public final class UndoAdmission {
    private final Ledger ledger;
    private final InstantSource clock;
    private final Metrics metrics;

    public UndoAdmission(Ledger ledger, InstantSource clock, Metrics metrics) {
        this.ledger = ledger;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The result of undoing an admission. */
    public sealed interface Result {
        /** It is undone, now or before. */
        record Undone(Admission admission) implements Result {}

        /** No scan with this id has let anybody in. */
        record NotFound() implements Result {}

        /** A door without network reported by this scan that somebody else is inside with one of its seats. */
        record OthersInside(ScanId scan) implements Result {}
    }

    /**
     * Undoes what a scan has admitted. Safe to repeat: the first reason stays.
     *
     * @param reason why, for those who read the booking's history
     */
    public Result undo(ScanId scan, StaffId by, String reason) {
        return OptimisticRetry.repeat("undoing the admission by scan " + scan, () -> {
            Optional<Admission> found = ledger.admission(scan);
            if (found.isEmpty()) {
                return Optional.of(new Result.NotFound());
            }
            Admission admission = found.get();
            if (admission.undone().isPresent()) {
                return Optional.of(new Result.Undone(admission));
            }
            Optional<Admission> others = othersInside(admission);
            if (others.isPresent()) {
                return Optional.of(new Result.OthersInside(others.get().scan()));
            }
            Admission undone = admission.undone(by, clock.instant(), reason);
            if (!ledger.commit(writes(admission, undone)).isDone()) {
                return Optional.empty();
            }
            metrics.count(Metric.ADMISSION_UNDONE, 1);
            return Optional.of(new Result.Undone(undone));
        });
    }

    private Optional<Admission> othersInside(Admission admission) {
        return ledger.details(admission.booking()).stream()
                .flatMap(details -> details.admissions().stream())
                .filter(other -> admission.seats().stream().anyMatch(other::conflictsAbout))
                .findFirst();
    }

    /**
     * Support may have refunded a seat since, and DynamoDB deletes claims some days after the show. A claim that is not
     * admitted yet was read within the transaction that admits it.
     */
    private List<Write> writes(Admission admission, Admission undone) {
        Map<SeatNumber, SeatClaim> claims = ledger.claims(admission.show());
        SeatClaim admitted = new SeatClaim.Sold(admission.booking(), admission.onClaim());
        SeatClaim sold = new SeatClaim.Sold(admission.booking());
        List<Write> writes = new ArrayList<>();
        admission.seats().stream()
                .filter(seat -> admitted.equals(claims.get(seat)) || sold.equals(claims.get(seat)))
                .forEach(seat -> writes.add(new Write.MoveClaim(admission.show(), seat, admitted, sold)));
        writes.add(new Write.UndoAdmission(undone));
        return writes;
    }
}
