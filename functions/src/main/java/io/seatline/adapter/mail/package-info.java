/** Amazon SES and Cognito behind the ports {@code Mails} and {@code CustomerAddresses}. */
package io.seatline.adapter.mail;
