/** Holding seats, ending holds, and finding a customer's bookings. */
package io.seatline.usecase.booking;
