package io.seatline.events.message;

import io.seatline.events.contract.Message;

/** What functions send each other on queues and schedules. */
public sealed interface FunctionMessage extends Message permits ShowQueueMessage, DeadlineV1, RefundV1, TickV1 {}
