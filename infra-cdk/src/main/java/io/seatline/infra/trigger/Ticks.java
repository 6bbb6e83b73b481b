package io.seatline.infra.trigger;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.lambda.Permissions;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.storage.Tables;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.ScheduleGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Schedules a tick each minute for every shard of the deadline index. A failed tick's work is done by the next one. */
final class Ticks {
    private static final int SECONDS_BETWEEN_TICKS = 60;

    private Ticks() {}

    static void in(Construct scope, DeploymentStage stage, Queue deadLetters, SeatlineFunction expire) {
        ScheduleGroup group = ScheduleGroup.Builder.create(scope, "Ticks")
                .scheduleGroupName(stage.nameOf("ticks"))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Role role = role(scope, group, deadLetters, expire);
        for (int shard = 0; shard < Tables.DEADLINE_SHARDS; shard++) {
            CfnSchedule.Builder.create(scope, "Tick" + shard)
                    .name("deadline-shard-" + shard)
                    .description("Finds the deadlines of shard " + shard)
                    .groupName(group.getScheduleGroupName())
                    .scheduleExpression("rate(1 minute)")
                    .state("ENABLED")
                    .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                            .mode("OFF")
                            .build())
                    .target(target(shard, role, deadLetters, expire))
                    .build();
        }
        CfnEventInvokeConfig settings = AsyncInvocations.of(scope, "ExpireInvocations", expire)
                .maximumRetryAttempts(0)
                .maximumEventAgeInSeconds(SECONDS_BETWEEN_TICKS)
                // Scheduler hands a tick to Lambda's own queue; one that is throttled there is known to Lambda alone.
                .destinationConfig(AsyncInvocations.onFailure(deadLetters))
                .build();
        AsyncInvocations.after(settings, expire);
    }

    private static CfnSchedule.TargetProperty target(int shard, Role role, Queue deadLetters, SeatlineFunction expire) {
        return CfnSchedule.TargetProperty.builder()
                .arn(expire.live().getFunctionArn())
                .roleArn(role.getRoleArn())
                .input("{\"shard\":\"" + shard + "\"}")
                .retryPolicy(CfnSchedule.RetryPolicyProperty.builder()
                        .maximumEventAgeInSeconds(SECONDS_BETWEEN_TICKS)
                        .maximumRetryAttempts(2)
                        .build())
                .deadLetterConfig(CfnSchedule.DeadLetterConfigProperty.builder()
                        .arn(deadLetters.getQueueArn())
                        .build())
                .build();
    }

    /** A role that Scheduler may assume only for this group's schedules. */
    private static Role role(Construct scope, ScheduleGroup group, Queue deadLetters, SeatlineFunction expire) {
        return Role.Builder.create(scope, "TicksRole")
                .assumedBy(scheduler(group))
                .inlinePolicies(Map.of(
                        "Permissions",
                        PolicyDocument.Builder.create()
                                .statements(List.of(
                                        Permissions.allow(
                                                "InvokeExpire",
                                                List.of("lambda:InvokeFunction"),
                                                expire.live().getFunctionArn()),
                                        Permissions.send("ScheduleDlq", deadLetters)))
                                .build()))
                .build();
    }

    /** EventBridge Scheduler, for the schedules of a group. */
    static ServicePrincipal scheduler(ScheduleGroup group) {
        return ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                .conditions(Map.of(
                        "StringEquals",
                        new TreeMap<>(Map.of(
                                "aws:SourceAccount", Aws.ACCOUNT_ID, "aws:SourceArn", group.getScheduleGroupArn()))))
                .build();
    }
}
