/** Mails to customers through Amazon SES. */
package io.seatline.infra.mail;
