package io.seatline.domain.seating;

import io.seatline.domain.Policies;

/**
 * Who wants to sit together.
 *
 * @param seats how many they are, 1 to {@link Policies#MAX_SEATS}
 * @param accessible whether at least one of their seats must be an accessible one
 */
public record Party(int seats, boolean accessible) {
    public Party {
        if (seats < 1 || seats > Policies.MAX_SEATS) {
            throw new IllegalArgumentException("a party is of 1-" + Policies.MAX_SEATS + ", not " + seats);
        }
    }
}
