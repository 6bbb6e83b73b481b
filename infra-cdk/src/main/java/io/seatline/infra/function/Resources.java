package io.seatline.infra.function;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.queue.Queues;
import io.seatline.infra.storage.OperatorInputs;
import io.seatline.infra.storage.Tables;
import software.amazon.awscdk.services.events.EventBus;

/** The resources of the stack that functions use. */
public record Resources(DeploymentStage stage, Tables tables, Queues queues, EventBus bus, OperatorInputs inputs) {}
