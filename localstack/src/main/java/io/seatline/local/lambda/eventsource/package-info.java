/** Event source mappings: deliver messages of queues and records of streams to functions. */
package io.seatline.local.lambda.eventsource;
