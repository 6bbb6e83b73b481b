/** A cinema's rules for the seats that a customer chooses. */
package io.seatline.domain.seating.rules;
