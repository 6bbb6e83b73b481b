/** Seats, halls and claims, and the choice of the best free seats for a party. */
package io.seatline.domain.seating;

