/**
 * The contracts of Seatline: the events on its event bus and the messages between its functions.
 *
 * <p>Every record is a {@link io.seatline.events.contract.Message};
 * {@link io.seatline.events.contract.EventsJson} writes and reads it.
 *
 * <ul>
 *   <li>The bus carries {@link io.seatline.events.DomainEvent}s. The detail type is the record's name and version.
 *   <li>{@code waitlist.fifo} carries {@link io.seatline.events.message.ShowQueueMessage}s. The message group is the
 *       show.
 *   <li>The deadline queue carries {@link io.seatline.events.message.DeadlineV1}, the refund queue
 *       {@link io.seatline.events.message.RefundV1}.
 *   <li>The schedules invoke the function that reads the deadline index with a
 *       {@link io.seatline.events.message.TickV1}.
 * </ul>
 *
 * <p>Amounts are whole units of their currency (VND), times RFC 3339 in UTC. Every delivery is at least once, so all
 * receivers are idempotent. Receivers ignore unknown fields: a new optional field keeps the version, any other change
 * is a new record {@code ...V2} beside the old one.
 *
 * <p>For clients in other languages, the resources contain the same contracts as {@code asyncapi.yaml} and
 * {@code schemas/}. They also contain samples: {@code samples/events/} and {@code samples/messages/} for every record,
 * {@code samples/lambda/} for every way in which AWS invokes a function, for example
 *
 * <pre>{@code
 * aws lambda invoke --function-name seatline-dev-search --cli-binary-format raw-in-base64-out \
 *     --payload file://events/src/main/resources/samples/lambda/search-seats.json answer.json
 * }</pre>
 *
 * <p>To add a record, declare it in its sealed interface and run the tests of this module. They list each missing
 * schema, sample and AsyncAPI entry.
 */
package io.seatline.events;
