package io.seatline.domain.seating;

import io.seatline.domain.Policies;

/**
 * A group of people who want to sit together.
 *
 * @param seats the number of seats, 1 to {@link Policies#MAX_SEATS}
 * @param accessible whether at least one seat must be accessible
 */
public record Party(int seats, boolean accessible) {
    public Party {
        if (seats < 1 || seats > Policies.MAX_SEATS) {
            throw new IllegalArgumentException("a party must have 1-" + Policies.MAX_SEATS + " seats, not " + seats);
        }
    }
}
