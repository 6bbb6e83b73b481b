/** What support staff can do with bookings, payments and support cases. */
package io.seatline.usecase.support;
