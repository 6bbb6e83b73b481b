/** A customer's booking: its states and their exits, its hold, and the limit of one unpaid hold. */
package io.seatline.domain.booking;

