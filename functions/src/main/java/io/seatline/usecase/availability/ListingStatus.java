package io.seatline.usecase.availability;

import io.seatline.domain.catalog.Availability;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SeatCount;
import java.util.Optional;

/**
 * The changing part of a listed show: the decision about its sales and the last count of its seats.
 *
 * @param count the last count of its seats; empty before the first
 */
public record ListingStatus(Optional<SeatCount> count, SalesControl control) {
    /** A show that has sold nothing. */
    public static final ListingStatus NONE = new ListingStatus(Optional.empty(), SalesControl.OPEN);

    public Availability availability() {
        return count.map(SeatCount::availability).orElse(Availability.PLENTY);
    }
}
