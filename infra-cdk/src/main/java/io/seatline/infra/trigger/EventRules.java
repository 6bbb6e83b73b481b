package io.seatline.infra.trigger;

import io.seatline.infra.function.Resources;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.queue.ResilientQueue;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Routes domain events to support alerts and customer notices. */
final class EventRules {
    /** EventBridge's maxima. */
    private static final Duration MAXIMUM_AGE = Duration.hours(24);

    private static final int MAXIMUM_RETRIES = 185;

    private EventRules() {}

    static void in(Construct scope, Resources resources, SeatlineFunction alert) {
        supportAlerts(scope, resources, alert);
        customerNotices(scope, resources);
    }

    private static void supportAlerts(Construct scope, Resources resources, SeatlineFunction alert) {
        Queue deadLetters = resources.queues().alertDlq();
        Rule.Builder.create(scope, "SupportAlertsRule")
                .ruleName(resources.stage().nameOf("support-alerts"))
                .description("Sends opened support cases to the chat")
                .eventBus(resources.bus())
                .eventPattern(events("SupportCaseOpened.v1"))
                .targets(List.of(LambdaFunction.Builder.create(alert.live())
                        // For events that Lambda does not accept.
                        .deadLetterQueue(deadLetters)
                        .maxEventAge(MAXIMUM_AGE)
                        .retryAttempts(MAXIMUM_RETRIES)
                        .build()))
                .build();
        CfnEventInvokeConfig settings = AsyncInvocations.of(scope, "AlertInvocations", alert)
                .maximumRetryAttempts(2)
                .maximumEventAgeInSeconds(Duration.hours(6).toSeconds())
                // For events that the function fails on.
                .destinationConfig(CfnEventInvokeConfig.DestinationConfigProperty.builder()
                        .onFailure(CfnEventInvokeConfig.OnFailureProperty.builder()
                                .destination(deadLetters.getQueueArn())
                                .build())
                        .build())
                .build();
        AsyncInvocations.after(settings, alert);
    }

    private static void customerNotices(Construct scope, Resources resources) {
        ResilientQueue notices = resources.queues().notices();
        Rule.Builder.create(scope, "CustomerNoticesRule")
                .ruleName(resources.stage().nameOf("customer-notices"))
                .description("Sends customer notices to the operator's webhook")
                .eventBus(resources.bus())
                .eventPattern(events("OfferMade.v1", "BookingPaid.v1", "RefundSucceeded.v1"))
                // Through a queue: Lambda itself would retry only twice, within three minutes.
                .targets(List.of(SqsQueue.Builder.create(notices.queue())
                        .deadLetterQueue(notices.deadLetterQueue())
                        .maxEventAge(MAXIMUM_AGE)
                        .retryAttempts(MAXIMUM_RETRIES)
                        .build()))
                .build();
    }

    private static EventPattern events(String... detailTypes) {
        return EventPattern.builder()
                .source(List.of("seatline"))
                .detailType(List.of(detailTypes))
                .build();
    }
}
