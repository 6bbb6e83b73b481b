/** What invokes the functions besides HTTP: queues, streams, event rules and schedules. */
package io.seatline.infra.trigger;
