/** Waitlist entries with their states and exits, and the numbers of a show's waitlist. */
package io.seatline.domain.waitlist;

