/** What Seatline's functions send each other on queues and schedules. */
package io.seatline.events.message;
