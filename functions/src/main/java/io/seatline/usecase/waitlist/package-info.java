/** Joining and leaving a show's waitlist, and the show worker that reallocates freed seats in order. */
package io.seatline.usecase.waitlist;
