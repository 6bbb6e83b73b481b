/** Payments with their states and exits, and the support cases about money. */
package io.seatline.domain.payment;

