/** Waitlist entries with their states and exits, and a show's waitlist state. */
package io.seatline.domain.waitlist;
