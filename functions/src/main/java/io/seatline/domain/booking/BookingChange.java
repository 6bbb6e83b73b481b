package io.seatline.domain.booking;

import io.seatline.domain.StaffId;
import java.time.Instant;
import java.util.Optional;

/**
 * A step in a booking's history: when it reached a state.
 *
 * @param by the member of staff who caused it; empty if the customer, MoMo or Seatline did
 */
public record BookingChange(BookingState state, Instant at, Optional<StaffId> by) {}
