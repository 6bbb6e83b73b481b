/** Messages that Seatline's functions receive from queues and schedules. */
package io.seatline.events.message;
