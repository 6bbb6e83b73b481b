/** A customer's booking: its states and exits, its hold, and the limit of one unpaid hold per show. */
package io.seatline.domain.booking;
