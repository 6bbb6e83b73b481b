package io.seatline.infra.trigger;

import io.seatline.infra.lambda.SeatlineFunction;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Settings for asynchronous invocations of a function's alias. */
final class AsyncInvocations {
    private AsyncInvocations() {}

    static CfnEventInvokeConfig.Builder of(Construct scope, String id, SeatlineFunction function) {
        return CfnEventInvokeConfig.Builder.create(scope, id)
                .functionName(function.live().getLambda().getFunctionName())
                .qualifier(function.live().getAliasName());
    }

    /** Keeps events that the function failed on, or that were too old before it could run. */
    static CfnEventInvokeConfig.DestinationConfigProperty onFailure(Queue queue) {
        return CfnEventInvokeConfig.DestinationConfigProperty.builder()
                .onFailure(CfnEventInvokeConfig.OnFailureProperty.builder()
                        .destination(queue.getQueueArn())
                        .build())
                .build();
    }

    /** Creates the settings after the alias, which they name without a reference. */
    static void after(CfnEventInvokeConfig settings, SeatlineFunction function) {
        settings.addResourceDependency((CfnResource) function.live().getNode().getDefaultChild());
    }
}
