/** Holding seats, ending holds, and showing customers their bookings. */
package io.seatline.usecase.booking;

