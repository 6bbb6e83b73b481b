/** What all events and messages share: their JSON, their field checks and their samples. */
package io.seatline.events.contract;
