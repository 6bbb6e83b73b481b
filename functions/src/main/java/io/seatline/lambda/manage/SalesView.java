package io.seatline.lambda.manage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.StaffId;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.usecase.manage.FindSales.ShowSales;
import java.time.Instant;
import java.util.Optional;

/** A show's sales as managers see them; what nobody has decided yet is null. */
@JsonNaming(SnakeCaseStrategy.class)
record SalesView(
        String showId,
        String sales,
        String salesChangedAt,
        String salesReason,
        String salesChangedBy,
        CancellationView cancellation) {

    /** The progress of a cancellation; {@code finished_at} is null until it is done. */
    @JsonNaming(SnakeCaseStrategy.class)
    record CancellationView(
            String requestedAt,
            String finishedAt,
            int bookingsCancelled,
            int bookingsRefunded,
            int entriesLapsed,
            int seatsLeft) {}

    static SalesView of(ShowSales found) {
        SalesChange change = found.change();
        Optional<SalesChange> decided = Optional.of(change).filter(c -> c.version() > 0);
        return new SalesView(
                found.show().value(),
                found.sales().name(),
                decided.map(SalesChange::at).map(Instant::toString).orElse(null),
                decided.map(SalesChange::reason).orElse(null),
                decided.flatMap(SalesChange::by).map(StaffId::value).orElse(null),
                change.cancellation()
                        .map(c -> new CancellationView(
                                change.at().toString(),
                                c.finishedAt().map(Instant::toString).orElse(null),
                                c.bookingsCancelled(),
                                c.bookingsRefunded(),
                                c.entriesLapsed(),
                                found.seatsLeft()))
                        .orElse(null));
    }
}
