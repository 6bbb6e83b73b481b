package io.seatline.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.FilterCriteria;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.ScheduleGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What invokes functions besides HTTP: queues, the outbox, the bus and the ticks. */
final class Triggers {
    private Triggers() {}

    static void in(
            Construct scope,
            DeploymentStage stage,
            Tables tables,
            Queues queues,
            EventBus bus,
            Functions functions) {
        consume(scope, "DueMapping", queues.due().queue(), functions.due(), 10);
        // One at a time: a refund may take MoMo half a minute, and none should wait for another's.
        consume(scope, "RefundMapping", queues.refund().queue(), functions.refund(), 1);
        consume(scope, "LineMapping", queues.waitlist().queue(), functions.line(), 10);
        outbox(scope, tables, queues, functions.publish());
        supportAlerts(scope, stage, queues, bus, functions.alert());
        ticks(scope, stage, queues, functions.expire());
    }

    private static void consume(Construct scope, String id, Queue queue, SeatlineFunction function, int batchSize) {
        EventSourceMapping.Builder.create(scope, id)
                .target(function.live())
                .eventSourceArn(queue.getQueueArn())
                .batchSize(batchSize)
                .reportBatchItemFailures(true)
                .build();
    }

    private static void outbox(Construct scope, Tables tables, Queues queues, SeatlineFunction publish) {
        EventSourceMapping.Builder.create(scope, "OutboxMapping")
                .target(publish.live())
                .eventSourceArn(tables.bookings().getTableStreamArn())
                .startingPosition(StartingPosition.TRIM_HORIZON)
                .batchSize(100)
                .filters(List.of(FilterCriteria.filter(Map.of(
                        "dynamodb",
                        Map.of(
                                "Keys",
                                Map.of(
                                        "part",
                                        Map.of(
                                                "S",
                                                List.of(
                                                        "BOOKING",
                                                        Map.of("prefix", "PAYMENT#"),
                                                        Map.of("prefix", "CASE#")))))))))
                // More than one batch at a time would keep the order of an item, but not that of a booking.
                .parallelizationFactor(1)
                .reportBatchItemFailures(true)
                .bisectBatchOnError(true)
                // A record that cannot be published holds up its shard: enough for a passing fault, not for a day.
                .retryAttempts(50)
                .onFailure(new SqsDlq(queues.outboxDlq()))
                .build();
    }

    private static void supportAlerts(
            Construct scope, DeploymentStage stage, Queues queues, EventBus bus, SeatlineFunction alert) {
        Rule.Builder.create(scope, "SupportAlertsRule")
                .ruleName(stage.nameOf("support-alerts"))
                .description("Support cases that were opened go to the chat")
                .eventBus(bus)
                .eventPattern(EventPattern.builder()
                        .source(List.of("seatline"))
                        .detailType(List.of("SupportCaseOpened.v1"))
                        .build())
                .targets(List.of(LambdaFunction.Builder.create(alert.live())
                        .deadLetterQueue(queues.alertDlq())
                        .maxEventAge(Duration.hours(24))
                        .retryAttempts(185)
                        .build()))
                .build();
        // The rule's dead letters are events that Lambda did not take; these are events that the function failed on.
        alert.live()
                .configureAsyncInvoke(EventInvokeConfigOptions.builder()
                        .retryAttempts(2)
                        .maxEventAge(Duration.hours(6))
                        .onFailure(new SqsDestination(queues.alertDlq()))
                        .build());
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
                                        "aws:SourceAccount", Aws.ACCOUNT_ID,
                                        "aws:SourceArn", group.getScheduleGroupArn()))))
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
        for (int shard = 0; shard < Functions.DUE_SHARDS; shard++) {
            CfnSchedule.Builder.create(scope, "Tick" + shard)
                    .name("due-shard-" + shard)
                    .description("Finds what is due in shard " + shard)
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
        expire.live()
                .configureAsyncInvoke(EventInvokeConfigOptions.builder()
                        .retryAttempts(0)
                        .maxEventAge(Duration.minutes(1))
                        .build());
    }
}
