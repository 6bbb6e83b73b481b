package io.seatline.infra.trigger;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.function.Functions;
import io.seatline.infra.lambda.Permissions;
import io.seatline.infra.lambda.SeatlineFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.ScheduleGroup;
import software.constructs.Construct;

/**
 * Calls every function with a snapshot once a day, so that none is unused for 14 days: Lambda then drops the snapshot and
 * answers calls with {@code SnapStartNotReadyException} for minutes (Lambda's guide, "Troubleshooting SnapStart errors").
 * A waitlist can stay empty for longer, and the first customer of a sold-out show must not see that. A call reads
 * something that does not exist, or brings an empty batch. The ticks call Expire.
 *
 * <p>Only in production: in development, functions may lose their snapshots.
 */
final class DailyCalls {
    private static final String NO_RECORDS = "{\"Records\":[]}";

    /** No base-32 id has this form. */
    private static final String NOBODY = "daily-call";

    private DailyCalls() {}

    static void in(Construct scope, DeploymentStage stage, Functions functions) {
        Map<SeatlineFunction, String> calls = calls(functions);
        ScheduleGroup group = ScheduleGroup.Builder.create(scope, "DailyCalls")
                .scheduleGroupName(stage.nameOf("daily-calls"))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        String[] aliases = calls.keySet().stream()
                .map(function -> function.live().getFunctionArn())
                .toArray(String[]::new);
        Role role = Role.Builder.create(scope, "DailyCallsRole")
                .assumedBy(Ticks.scheduler(group))
                .inlinePolicies(Map.of(
                        "Permissions",
                        PolicyDocument.Builder.create()
                                .statements(List.of(Permissions.allow(
                                        "InvokeFunctions", List.of("lambda:InvokeFunction"), aliases)))
                                .build()))
                .build();
        calls.forEach((function, event) -> {
            String name = function.getNode().getId();
            CfnSchedule.Builder.create(scope, "DailyCall" + name)
                    .name(name)
                    .description("Keeps the snapshot of " + name)
                    .groupName(group.getScheduleGroupName())
                    .scheduleExpression("rate(1 day)")
                    .state("ENABLED")
                    .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                            .mode("OFF")
                            .build())
                    .target(CfnSchedule.TargetProperty.builder()
                            .arn(function.live().getFunctionArn())
                            .roleArn(role.getRoleArn())
                            .input(event)
                            .build())
                    .build();
        });
    }

    private static Map<SeatlineFunction, String> calls(Functions functions) {
        Map<SeatlineFunction, String> calls = new LinkedHashMap<>();
        calls.put(functions.http().search(), get("GET /api/v1/cities", Map.of()));
        calls.put(functions.http().reserve(), get("GET /api/v1/bookings/{booking_id}", Map.of("booking_id", NOBODY)));
        calls.put(
                functions.http().ticket(),
                get("GET /api/v1/bookings/{booking_id}/ticket", Map.of("booking_id", NOBODY)));
        calls.put(functions.http().waitlist(), get("GET /api/v1/waitlist/{entry_id}", Map.of("entry_id", NOBODY)));
        calls.put(functions.http().manage(), get("GET /api/v1/manage/shows/{show_id}", Map.of("show_id", NOBODY)));
        calls.put(functions.http().door(), get("GET /api/v1/door/shows/{show_id}/tickets", Map.of("show_id", NOBODY)));
        // Refused at once: MoMo sends a POST.
        calls.put(functions.ipn().function(), get("$default", Map.of()));
        calls.put(functions.deadlines().deadline(), NO_RECORDS);
        calls.put(functions.workers().refund(), NO_RECORDS);
        calls.put(functions.workers().showWorker(), NO_RECORDS);
        calls.put(functions.workers().outbox(), NO_RECORDS);
        calls.put(functions.notices().notice(), NO_RECORDS);
        return calls;
    }

    /** The event of a request by nobody that API Gateway would send. */
    private static String get(String route, Map<String, String> path) {
        StringBuilder parameters = new StringBuilder();
        path.forEach((name, value) -> parameters.append("\"%s\":\"%s\"".formatted(name, value)));
        return """
                {"version":"2.0","routeKey":"%s","rawPath":"/","headers":{},"pathParameters":{%s},"isBase64Encoded":false,\
                "requestContext":{"http":{"method":"GET"},"authorizer":{"jwt":{"claims":{"sub":"%s","cognito:groups":"[door manager]"}}}}}""".formatted(route, parameters, NOBODY);
    }
}
