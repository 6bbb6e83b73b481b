package io.seatline.events.contract;

/**
 * What travels in JSON: events on the bus, and messages between functions on queues and schedules.
 *
 * <p>Each record {@code <Name>V<n>} has a JSON Schema {@code schemas/<Name>.v<n>.schema.json} and a sample
 * {@code samples/events/<Name>.v<n>.json} or, where it is not an event, {@code samples/messages/<Name>.v<n>.json}.
 */
public interface Message {}
