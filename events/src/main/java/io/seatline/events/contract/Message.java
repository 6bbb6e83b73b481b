package io.seatline.events.contract;

/**
 * A JSON payload: an event on the bus, or a message between functions on a queue or from a schedule.
 *
 * <p>Each record {@code <Name>V<n>} has a JSON Schema {@code schemas/<Name>.v<n>.schema.json} and a sample: {@code
 * samples/events/<Name>.v<n>.json} for an event, {@code samples/messages/<Name>.v<n>.json} for a message.
 */
public interface Message {}
