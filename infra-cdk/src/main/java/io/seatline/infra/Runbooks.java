package io.seatline.infra;

import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.constructs.IConstruct;

/** Where it stands what an alarm means and what to do about it: one page an alarm, of the alarm's name. */
final class Runbooks {
    private static final String DIRECTORY = "infra-cdk/docs/runbooks/";

    /** The alarms of the functions' errors share a page. */
    private static final String ERRORS = "-errors";

    private Runbooks() {}

    /** Ends the description of every alarm with its page. */
    static void link(IConstruct scope, DeploymentStage stage) {
        for (Alarm alarm : Observed.all(scope, Alarm.class)) {
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
