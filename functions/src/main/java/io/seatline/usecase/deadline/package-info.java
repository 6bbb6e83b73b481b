/** Finding deadlines that are near, and doing what was to be done by them. */
package io.seatline.usecase.deadline;

