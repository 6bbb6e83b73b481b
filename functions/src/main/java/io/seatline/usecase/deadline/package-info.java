/** Finding deadlines that are near, and handling those that are reached. */
package io.seatline.usecase.deadline;
