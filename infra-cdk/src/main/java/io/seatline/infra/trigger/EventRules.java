package io.seatline.infra.trigger;

import io.seatline.infra.function.Resources;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.queue.ResilientQueue;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnRule;
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
                .eventPattern(events("SupportCaseOpened.v1").build())
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
                .destinationConfig(AsyncInvocations.onFailure(deadLetters))
                .build();
        AsyncInvocations.after(settings, alert);
    }

    private static void customerNotices(Construct scope, Resources resources) {
        onlyWithCustomer(noticesRule(scope, resources, "CustomerNoticesRule", "customer-notices")
                .description("Sends customer notices to the operator's webhook and by mail")
                .eventPattern(events("OfferMade.v1", "BookingPaid.v1", "RefundSucceeded.v1", "WaitlistLapsed.v1")
                        .build())
                .build());
        onlyWithCustomer(noticesRule(scope, resources, "CancelledShowNoticesRule", "cancelled-show-notices")
                .description("Sends notices of a cancelled show to the operator's webhook and by mail")
                .eventPattern(events("RefundRequested.v1", "BookingCancelled.v1")
                        .detail(Map.of("reason", List.of("SHOW_CANCELLED")))
                        .build())
                .build());
    }

    /** There is nobody to notify of a sale at the counter or of stray money. */
    private static void onlyWithCustomer(Rule rule) {
        // An override, because CDK does not keep the order of a pattern's fields, and the template must.
        ((CfnRule) rule.getNode().getDefaultChild())
                .addPropertyOverride("EventPattern.detail.customer_id", List.of(Map.of("exists", true)));
    }

    private static Rule.Builder noticesRule(Construct scope, Resources resources, String id, String name) {
        return Rule.Builder.create(scope, id)
                .ruleName(resources.stage().nameOf(name))
                .eventBus(resources.bus())
                // Through a queue: Lambda itself would retry only twice, within three minutes.
                .targets(List.of(
                        target(resources.queues().notices()),
                        target(resources.queues().mail())));
    }

    private static SqsQueue target(ResilientQueue queue) {
        return SqsQueue.Builder.create(queue.queue())
                .deadLetterQueue(queue.deadLetterQueue())
                .maxEventAge(MAXIMUM_AGE)
                .retryAttempts(MAXIMUM_RETRIES)
                .build();
    }

    private static EventPattern.Builder events(String... detailTypes) {
        return EventPattern.builder().source(List.of("seatline")).detailType(List.of(detailTypes));
    }
}
