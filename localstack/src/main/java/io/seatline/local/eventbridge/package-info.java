/** EventBridge: the event bus with its rules and filter patterns, and Scheduler. */
package io.seatline.local.eventbridge;
