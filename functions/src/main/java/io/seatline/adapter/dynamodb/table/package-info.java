/** The tables SeatClaims, Bookings and Waitlist: keys, attributes, conditions and items. */
package io.seatline.adapter.dynamodb.table;
