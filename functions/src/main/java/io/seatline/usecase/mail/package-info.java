/** Mails to customers: what happened to their bookings, in their language, with their tickets. */
package io.seatline.usecase.mail;
