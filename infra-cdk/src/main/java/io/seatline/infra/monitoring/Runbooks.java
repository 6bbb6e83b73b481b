package io.seatline.infra.monitoring;

import io.seatline.infra.deployment.DeploymentStage;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.constructs.IConstruct;

/** Links every alarm to its runbook, the page in {@code docs/runbooks} with the alarm's name. */
public final class Runbooks {
    private static final String DIRECTORY = "infra-cdk/docs/runbooks/";

    /** The error alarms of all functions share one runbook. */
    private static final String ERRORS = "-errors";

    private Runbooks() {}

    /** Appends the runbook's path to the description of every alarm below a scope. */
    public static void link(IConstruct scope, DeploymentStage stage) {
        for (Alarm alarm : Constructs.all(scope, Alarm.class)) {
            CfnAlarm resource = (CfnAlarm) alarm.getNode().getDefaultChild();
            String name = resource.getAlarmName().substring(stage.nameOf("").length());
            resource.setAlarmDescription(resource.getAlarmDescription() + ". Runbook: " + DIRECTORY + page(name));
        }
    }

    private static String page(String alarm) {
        String page = alarm.endsWith(ERRORS) && !alarm.equals("api" + ERRORS) ? "function" + ERRORS : alarm;
        return page.replace(".fifo", "") + ".md";
    }
}
