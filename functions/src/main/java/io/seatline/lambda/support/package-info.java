/** The requests and views of support's look-up of bookings. */
package io.seatline.lambda.support;
