package io.seatline.events.message;

import io.seatline.events.contract.Message;

/** A message that functions receive from queues and schedules. */
public sealed interface FunctionMessage extends Message permits ShowQueueMessage, DeadlineV1, RefundV1, TickV1 {}
