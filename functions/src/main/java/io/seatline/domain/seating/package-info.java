/** Seats, halls and claims, and the algorithm that picks the best free seats for a party. */
package io.seatline.domain.seating;
