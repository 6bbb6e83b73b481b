/** Queues, their dead-letter queues and their alarms. */
package io.seatline.infra.queue;
