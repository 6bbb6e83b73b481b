/**
 * The contracts of Seatline: what it tells the world on its event bus, and what its functions tell each other.
 *
 * <p>Every record is a {@link io.seatline.events.contract.Message}; {@link io.seatline.events.contract.EventsJson} writes and reads them.
 * {@link io.seatline.events.metric.Metric} names the metrics that functions, dashboard and alarms share.
 *
 * <ul>
 *   <li>The bus carries {@link io.seatline.events.DomainEvent}s, the detail type being the record's name and version.
 *   <li>{@code waitlist.fifo} carries {@link io.seatline.events.message.ShowQueueMessage}s, the message group being the show.
 *   <li>The delay queue carries {@link io.seatline.events.message.DeadlineV1}, the refund queue {@link io.seatline.events.message.RefundV1}.
 *   <li>The schedules hand {@link io.seatline.events.message.TickV1} to the function that reads the deadline index.
 * </ul>
 *
 * <p>Amounts are whole units of their currency (VND), times RFC 3339 in UTC. Delivery is at least once everywhere, so
 * every receiver is idempotent. Receivers ignore fields that they do not know: adding an optional field keeps the
 * version, any other change is a new record {@code ...V2} beside the old one.
 *
 * <p>The same contracts for those who do not speak Java: {@code asyncapi.yaml} and {@code schemas/} in the resources.
 * The resources also hold samples: {@code samples/events/} and {@code samples/messages/} of every record,
 * {@code samples/lambda/} of every way in which AWS invokes a function, for instance
 *
 * <pre>{@code
 * aws lambda invoke --function-name seatline-dev-search --cli-binary-format raw-in-base64-out \
 *     --payload file://events/src/main/resources/samples/lambda/search-seats.json answer.json
 * }</pre>
 *
 * <p>To add a record: declare it in its sealed interface, then run this module's tests; they name each schema, sample
 * and AsyncAPI entry that is missing.
 */
package io.seatline.events;
