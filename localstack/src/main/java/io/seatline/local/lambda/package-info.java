/** Lambda: invokes the handlers, synchronously and asynchronously, and reads queues, streams and schedules for them. */
package io.seatline.local.lambda;

