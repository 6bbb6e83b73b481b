package io.seatline.infra.monitoring;

import io.seatline.infra.deployment.DeploymentStage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.constructs.IConstruct;

/** Links every alarm to its runbook, the page in {@code docs/runbooks} with the alarm's name. */
public final class Runbooks {
    private static final String DIRECTORY = "infra-cdk/docs/runbooks/";

    /** Alarms that share a runbook: their names, and its page. The first that matches applies. */
    private static final Map<Pattern, String> SHARED = shared();

    private Runbooks() {}

    /** Appends the runbook's path to the description of every alarm below a scope. */
    public static void link(IConstruct scope, DeploymentStage stage) {
        for (Alarm alarm : Constructs.all(scope, Alarm.class)) {
            CfnAlarm resource = (CfnAlarm) alarm.getNode().getDefaultChild();
            String name = resource.getAlarmName().substring(stage.nameOf("").length());
            resource.setAlarmDescription(resource.getAlarmDescription() + ". Runbook: " + DIRECTORY + page(name));
        }
    }

    private static Map<Pattern, String> shared() {
        Map<Pattern, String> pages = new LinkedHashMap<>();
        pages.put(Pattern.compile("(?!api-).*-errors"), "function-errors");
        pages.put(Pattern.compile("(?!notify-).*-throttled"), "writes-throttled");
        pages.put(Pattern.compile("ticks-stopped-\\d+"), "ticks-stopped");
        pages.put(Pattern.compile(".*-release-failed"), "release-failed");
        pages.put(Pattern.compile("mail-(dlq|stalled)"), "mail-delivery");
        pages.put(Pattern.compile("mail-(bounces|complaints)"), "mail-reputation");
        return pages;
    }

    private static String page(String alarm) {
        return SHARED.entrySet().stream()
                        .filter(page -> page.getKey().matcher(alarm).matches())
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(alarm.replace(".fifo", ""))
                + ".md";
    }
}
