package io.seatline.domain.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import java.time.Instant;

/**
 * Names the one unpaid booking that a customer may have reserved for a show. It may be replaced once its hold has run
 * out, and is deleted only by a write that finds its own booking named.
 */
public record ActiveHold(ShowId show, CustomerId customer, BookingId booking, Instant until) {}
