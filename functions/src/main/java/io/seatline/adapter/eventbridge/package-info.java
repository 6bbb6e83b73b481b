/** EventBridge behind the port {@code EventBus}. */
package io.seatline.adapter.eventbridge;
