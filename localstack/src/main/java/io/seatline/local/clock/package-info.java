/** The cloud's clock, timers that follow it, and signals that wake readers. */
package io.seatline.local.clock;
