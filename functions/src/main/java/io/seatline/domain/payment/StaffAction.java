package io.seatline.domain.payment;

import io.seatline.domain.StaffId;
import java.time.Instant;

/** Who of the staff acted, and when. */
public record StaffAction(StaffId by, Instant at) {}
