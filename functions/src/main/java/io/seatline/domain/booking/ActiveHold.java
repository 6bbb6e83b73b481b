package io.seatline.domain.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import java.time.Instant;

/**
 * Limits a customer to one unpaid booking for a show, and names that booking. A new hold may replace it once its own
 * hold has run out. Only a write for the booking that it names may delete it.
 */
public record ActiveHold(ShowId show, CustomerId customer, BookingId booking, Instant until) {}
