package io.seatline.usecase.desk;

import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.Ledger.FailedCondition;
import io.seatline.usecase.port.Ledger.Found;
import java.util.List;
import java.util.Optional;

/** The reason why staff do not get the seats. Nothing is changed. */
public sealed interface Refusal {
    /** The show does not exist. */
    record NoSuchShow() implements Refusal {}

    /** The hall does not have these seats. */
    record NoSuchSeats(List<SeatNumber> seats) implements Refusal {}

    /** The show is over. */
    record ShowOver() implements Refusal {}

    /** The show is cancelled. */
    record ShowCancelled() implements Refusal {}

    /** Sales of the show have ended, also at the counter, or the show is cancelled. */
    record SalesEnded(Sales sales) implements Refusal {}

    /** The seats cost another amount than staff expect. */
    record PriceChanged(Vnd amount) implements Refusal {}

    /** These seats have a claim; one that was just released goes to the waitlist first. */
    record SeatsUnavailable(List<SeatNumber> seats) implements Refusal {}

    /** Too many requests compete for these seats at the moment; staff may retry. */
    record Busy() implements Refusal {}

    /** The idempotency key was used for other seats. */
    record KeyReused() implements Refusal {}

    /** The refusal for a show or seats that do not exist. */
    static Optional<Refusal> of(Optional<Show> show, List<SeatNumber> seats) {
        if (show.isEmpty()) {
            return Optional.of(new NoSuchShow());
        }
        List<SeatNumber> unknown = seats.stream()
                .filter(seat -> show.get().layout().seat(seat).isEmpty())
                .toList();
        return unknown.isEmpty() ? Optional.empty() : Optional.of(new NoSuchSeats(unknown));
    }

    /** The refusal for a transaction that was not committed because of the seats. */
    static Refusal of(Commit commit) {
        if (!(commit instanceof Commit.Cancelled(List<FailedCondition> failed))) {
            return new Busy();
        }
        List<SeatNumber> claimed = failed.stream()
                .flatMap(condition -> condition.found().stream())
                .filter(Found.OfSeat.class::isInstance)
                .map(found -> ((Found.OfSeat) found).seat())
                .toList();
        return claimed.isEmpty() ? new Busy() : new SeatsUnavailable(claimed);
    }
}
