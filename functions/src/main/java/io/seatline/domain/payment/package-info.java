/** Payments with their states and exits, and support cases. */
package io.seatline.domain.payment;
