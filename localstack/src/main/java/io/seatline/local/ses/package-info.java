/** Amazon SES, whose mails everybody on this machine may read. */
package io.seatline.local.ses;
