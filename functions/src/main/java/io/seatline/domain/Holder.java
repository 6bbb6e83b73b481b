package io.seatline.domain;

import java.time.Instant;

/**
 * Names the one unpaid booking that a customer may have reserved for a show. It may be replaced once its hold has run
 * out, and is deleted only by a write that finds its own booking named.
 */
public record Holder(ShowId show, CustomerId customer, BookingId booking, Instant until) {}
