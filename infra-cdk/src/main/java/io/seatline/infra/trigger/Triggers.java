package io.seatline.infra.trigger;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.function.Functions;
import io.seatline.infra.function.Resources;
import software.constructs.Construct;

/** Everything that invokes functions besides HTTP. */
public final class Triggers {
    private Triggers() {}

    /** Adds the event source mappings, event rules and schedules. */
    public static void in(Construct scope, Resources resources, Functions functions) {
        QueueMappings.in(scope, resources.queues(), functions);
        OutboxMappings.in(
                scope,
                resources.tables(),
                resources.queues().outboxDlq(),
                functions.workers().outbox());
        EventRules.in(scope, resources, functions.notices().alert());
        Ticks.in(
                scope,
                resources.stage(),
                resources.queues().scheduleDlq(),
                functions.deadlines().expire());
        if (resources.stage() == DeploymentStage.PROD) {
            DailyCalls.in(scope, resources.stage(), functions);
        }
    }
}
