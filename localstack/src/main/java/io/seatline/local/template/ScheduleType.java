package io.seatline.local.template;

import io.seatline.local.template.ResolvedTemplate.Schedule;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recurring schedule of EventBridge Scheduler that invokes a function. */
final class ScheduleType implements ResourceType {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

    private static final String ALWAYS_TAKEN = "Lambda always takes an asynchronous invocation here; what the function"
            + " then fails on is its EventInvokeConfig's";

    @Override
    public String name() {
        return "AWS::Scheduler::Schedule";
    }

    @Override
    public Properties properties() {
        return Properties.honours(
                        "Name", "ScheduleExpression", "State", "Target.Arn", "Target.Input", "FlexibleTimeWindow.Mode")
                .without("Description", "it is for people")
                .without("GroupName", "groups schedules for permissions only")
                .without("ScheduleExpressionTimezone", "a rate has none")
                .without("Target.DeadLetterConfig", ALWAYS_TAKEN)
                .without("Target.RetryPolicy", ALWAYS_TAKEN)
                .without("Target.RoleArn", "one process may do everything");
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return attribute.equals("Arn")
                ? Optional.of(Place.arn("scheduler", "schedule/" + scope.id()))
                : Optional.empty();
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        if (!resource.required("FlexibleTimeWindow.Mode").equals("OFF")) {
            throw resource.refuse("FlexibleTimeWindow.Mode", "only OFF runs locally.");
        }
        String expression = resource.required("ScheduleExpression");
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw resource.refuse("ScheduleExpression", "only rate(...) runs locally, not " + expression + ".");
        }
        Duration unit =
                switch (rate.group(2)) {
                    case "minute" -> Duration.ofMinutes(1);
                    case "hour" -> Duration.ofHours(1);
                    default -> Duration.ofDays(1);
                };
        cloud.add(new Schedule(
                resource.id(),
                unit.multipliedBy(Long.parseLong(rate.group(1))),
                resource.text("State").orElse("ENABLED").equals("ENABLED"),
                new ResolvedTemplate.Target(resource.required("Target.Arn"), resource.text("Target.Input"))));
    }
}
