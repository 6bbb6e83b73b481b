package io.seatline.usecase.catalog;

import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import java.time.Instant;

/**
 * A show in a movie's programme in a city.
 *
 * @param hall the hall's name
 * @param priceFrom its lowest price
 */
public record ListedShow(ShowId id, String cinemaId, String hall, Instant startsAt, String format, Vnd priceFrom) {}
