/** Shared by all events and messages: JSON, field validation and samples. */
package io.seatline.events.contract;
