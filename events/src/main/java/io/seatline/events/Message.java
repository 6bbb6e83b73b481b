package io.seatline.events;

/**
 * Everything of Seatline's own that travels: on the bus, on the queues, and from a schedule to its function.
 *
 * <p>Each record {@code <Name>V<n>} has a JSON Schema {@code schemas/<Name>.v<n>.schema.json} and a sample
 * {@code samples/events/<Name>.v<n>.json} or, where it is not an event, {@code samples/messages/<Name>.v<n>.json}.
 */
public sealed interface Message permits DomainEvent, MailboxMessage, DueV1, RefundV1, TickV1 {}
