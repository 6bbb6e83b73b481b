/** What support staff can do about bookings and money. */
package io.seatline.usecase.support;

