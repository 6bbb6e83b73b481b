package io.seatline.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.ScheduleGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What invokes functions besides HTTP: queues, the outbox, the bus and the ticks. */
final class Triggers {
    private static final String REPORT_BATCH_ITEM_FAILURES = "ReportBatchItemFailures";

    /** The parts of a booking whose changes have consequences; an active hold's, for one, have none. */
    private static final String PUBLISHED_PARTS = """
            {"dynamodb":{"Keys":{"part":{"S":["BOOKING",{"prefix":"PAYMENT#"},{"prefix":"CASE#"}]}}}}""";

    /** Of a waitlist, entries; the waitlist's counters and the customers' items follow from them. */
    private static final String PUBLISHED_ITEMS = """
            {"dynamodb":{"Keys":{"item":{"S":[{"prefix":"ENTRY#"}]}}}}""";

    /**
     * A fifth of an account's usual thousand: the holds of a premiere end at the same second, and customers need the rest.
     * At some tenths of a second for each they still end within seconds.
     */
    private static final int DEADLINE_CONCURRENCY = 200;

    /** A cancelled show is hundreds of refunds, MoMo may take half a minute for each, and no customer waits at a screen. */
    private static final int REFUND_CONCURRENCY = 20;

    /** A webhook that hangs holds each of these for seconds; more would take concurrency from customers. */
    private static final int NOTICE_CONCURRENCY = 20;

    private Triggers() {}

    static void in(
            Construct scope, DeploymentStage stage, Tables tables, Queues queues, EventBus bus, Functions functions) {
        // One at a time: a silent MoMo delays one hold by seconds, and none behind it in a batch.
        consume(scope, "DeadlineMapping", queues.deadline().queue(), functions.deadline(), 1)
                .setScalingConfig(atMost(DEADLINE_CONCURRENCY));
        // One at a time: a refund may take MoMo half a minute, and none should wait for another's.
        consume(scope, "RefundMapping", queues.refund().queue(), functions.refund(), 1)
                .setScalingConfig(atMost(REFUND_CONCURRENCY));
        // One at a time: a webhook that hangs delays one notice, and none behind it in a batch.
        consume(scope, "NoticesMapping", queues.notices().queue(), functions.notice(), 1)
                .setScalingConfig(atMost(NOTICE_CONCURRENCY));
        consume(scope, "ShowWorkerMapping", queues.waitlist().queue(), functions.showWorker(), 10);
        outbox(scope, "OutboxMapping", tables.bookings(), PUBLISHED_PARTS, queues, functions.outbox());
        outbox(scope, "WaitlistOutboxMapping", tables.waitlist(), PUBLISHED_ITEMS, queues, functions.outbox());
        supportAlerts(scope, stage, queues, bus, functions.alert());
        customerNotices(scope, stage, queues.notices(), bus);
        ticks(scope, stage, queues, functions.expire());
    }

    private static CfnEventSourceMapping.ScalingConfigProperty atMost(int concurrency) {
        return CfnEventSourceMapping.ScalingConfigProperty.builder()
                .maximumConcurrency(concurrency)
                .build();
    }

    private static CfnEventSourceMapping consume(
            Construct scope, String id, Queue queue, SeatlineFunction function, int batchSize) {
        return CfnEventSourceMapping.Builder.create(scope, id)
                .functionName(function.live().getFunctionArn())
                .eventSourceArn(queue.getQueueArn())
                .batchSize(batchSize)
                .functionResponseTypes(List.of(REPORT_BATCH_ITEM_FAILURES))
                .build();
    }

    private static void outbox(
            Construct scope, String id, Table table, String published, Queues queues, SeatlineFunction outbox) {
        CfnEventSourceMapping.Builder.create(scope, id)
                .functionName(outbox.live().getFunctionArn())
                .eventSourceArn(table.getTableStreamArn())
                .startingPosition("TRIM_HORIZON")
                .batchSize(100)
                .filterCriteria(CfnEventSourceMapping.FilterCriteriaProperty.builder()
                        .filters(List.of(CfnEventSourceMapping.FilterProperty.builder()
                                .pattern(published)
                                .build()))
                        .build())
                // More than one batch at a time would keep the order of an item, but not that of a booking or a show.
                .parallelizationFactor(1)
                .functionResponseTypes(List.of(REPORT_BATCH_ITEM_FAILURES))
                .bisectBatchOnFunctionError(true)
                // A record that cannot be published holds up its shard: enough for a passing fault, not for a day.
                .maximumRetryAttempts(50)
                .destinationConfig(onFailure(queues.outboxDlq()))
                .build();
    }

    private static CfnEventSourceMapping.DestinationConfigProperty onFailure(Queue queue) {
        return CfnEventSourceMapping.DestinationConfigProperty.builder()
                .onFailure(CfnEventSourceMapping.OnFailureProperty.builder()
                        .destination(queue.getQueueArn())
                        .build())
                .build();
    }

    private static void supportAlerts(
            Construct scope, DeploymentStage stage, Queues queues, EventBus bus, SeatlineFunction alert) {
        Rule.Builder.create(scope, "SupportAlertsRule")
                .ruleName(stage.nameOf("support-alerts"))
                .description("Support cases that were opened go to the chat")
                .eventBus(bus)
                .eventPattern(events("SupportCaseOpened.v1"))
                .targets(List.of(target(alert, queues.alertDlq())))
                .build();
        setAsideWhatFails(scope, "AlertInvocations", alert, Duration.hours(6), queues.alertDlq());
    }

    private static void customerNotices(Construct scope, DeploymentStage stage, ResilientQueue notices, EventBus bus) {
        Rule.Builder.create(scope, "CustomerNoticesRule")
                .ruleName(stage.nameOf("customer-notices"))
                .description("What a customer should hear of goes to the operator's webhook")
                .eventBus(bus)
                .eventPattern(events("OfferMade.v1", "BookingPaid.v1", "RefundCompleted.v1"))
                // Not to the function: Lambda itself would try twice more, within three minutes.
                .targets(List.of(SqsQueue.Builder.create(notices.queue())
                        .deadLetterQueue(notices.deadLetterQueue())
                        .maxEventAge(Duration.hours(24))
                        .retryAttempts(185)
                        .build()))
                .build();
    }

    private static EventPattern events(String... detailTypes) {
        return EventPattern.builder()
                .source(List.of("seatline"))
                .detailType(List.of(detailTypes))
                .build();
    }

    private static LambdaFunction target(SeatlineFunction function, Queue deadLetters) {
        return LambdaFunction.Builder.create(function.live())
                .deadLetterQueue(deadLetters)
                .maxEventAge(Duration.hours(24))
                .retryAttempts(185)
                .build();
    }

    /** The rule's dead letters are events that Lambda did not take; these are events that the function failed on. */
    private static void setAsideWhatFails(
            Construct scope, String id, SeatlineFunction function, Duration maxAge, Queue deadLetters) {
        whenInvokedAsynchronously(scope, id, function)
                .maximumRetryAttempts(2)
                .maximumEventAgeInSeconds(maxAge.toSeconds())
                .destinationConfig(CfnEventInvokeConfig.DestinationConfigProperty.builder()
                        .onFailure(CfnEventInvokeConfig.OnFailureProperty.builder()
                                .destination(deadLetters.getQueueArn())
                                .build())
                        .build())
                .build()
                .addResourceDependency(cfn(function.live()));
    }

    private static CfnEventInvokeConfig.Builder whenInvokedAsynchronously(
            Construct scope, String id, SeatlineFunction function) {
        return CfnEventInvokeConfig.Builder.create(scope, id)
                .functionName(function.live().getLambda().getFunctionName())
                .qualifier(function.live().getAliasName());
    }

    private static CfnResource cfn(Alias alias) {
        return (CfnResource) alias.getNode().getDefaultChild();
    }

    private static void ticks(Construct scope, DeploymentStage stage, Queues queues, SeatlineFunction expire) {
        ScheduleGroup group = ScheduleGroup.Builder.create(scope, "Ticks")
                .scheduleGroupName(stage.nameOf("ticks"))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Role role = Role.Builder.create(scope, "TicksRole")
                .assumedBy(ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                        .conditions(Map.of(
                                "StringEquals",
                                new TreeMap<>(Map.of(
                                        "aws:SourceAccount",
                                        Aws.ACCOUNT_ID,
                                        "aws:SourceArn",
                                        group.getScheduleGroupArn()))))
                        .build())
                .inlinePolicies(Map.of(
                        "Permissions",
                        PolicyDocument.Builder.create()
                                .statements(List.of(
                                        Permissions.allow(
                                                "InvokeExpire",
                                                List.of("lambda:InvokeFunction"),
                                                expire.live().getFunctionArn()),
                                        Permissions.send("ScheduleDlq", queues.scheduleDlq())))
                                .build()))
                .build();
        for (int shard = 0; shard < Functions.DEADLINE_SHARDS; shard++) {
            CfnSchedule.Builder.create(scope, "Tick" + shard)
                    .name("deadline-shard-" + shard)
                    .description("Finds the deadlines of shard " + shard)
                    .groupName(group.getScheduleGroupName())
                    .scheduleExpression("rate(1 minute)")
                    .state("ENABLED")
                    .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                            .mode("OFF")
                            .build())
                    .target(CfnSchedule.TargetProperty.builder()
                            .arn(expire.live().getFunctionArn())
                            .roleArn(role.getRoleArn())
                            .input("{\"shard\":\"" + shard + "\"}")
                            // After a minute the next tick does the work of this one.
                            .retryPolicy(CfnSchedule.RetryPolicyProperty.builder()
                                    .maximumEventAgeInSeconds(60)
                                    .maximumRetryAttempts(2)
                                    .build())
                            .deadLetterConfig(CfnSchedule.DeadLetterConfigProperty.builder()
                                    .arn(queues.scheduleDlq().getQueueArn())
                                    .build())
                            .build())
                    .build();
        }
        // What a tick leaves undone, the next one does: a late repetition would only be in its way.
        whenInvokedAsynchronously(scope, "ExpireInvocations", expire)
                .maximumRetryAttempts(0)
                .maximumEventAgeInSeconds(60)
                .build()
                .addResourceDependency(cfn(expire.live()));
    }
}
