package io.seatline.infra.release;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.lambda.SeatlineFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.codedeploy.AutoRollbackConfig;
import software.amazon.awscdk.services.codedeploy.LambdaApplication;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentGroup;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * Lets CodeDeploy move the alias of each function but the outbox: a new version gets a tenth of the calls for ten minutes, then all. If
 * an alarm is raised meanwhile, the alias returns to the earlier version, and CloudFormation rolls the deployment back.
 *
 * <p>A function's alarm counts the errors of its new version alone. So it says nothing about the earlier version, whose
 * faults a deployment may be about to repair.
 */
public final class GradualReleases {
    private final Construct scope;
    private final DeploymentStage stage;
    private final LambdaApplication application;
    private final Role role;

    private GradualReleases(Construct scope, DeploymentStage stage) {
        this.scope = scope;
        this.stage = stage;
        application = LambdaApplication.Builder.create(scope, "Releases")
                .applicationName(stage.stack())
                .build();
        role = Role.Builder.create(scope, "ReleasesRole")
                .assumedBy(new ServicePrincipal("codedeploy.amazonaws.com"))
                .build();
        NagFindings.accept(role, "AwsSolutions-IAM4", "AWS maintains this policy for CodeDeploy.");
    }

    /**
     * Adds a deployment group for each function but the outbox.
     *
     * @param outbox gets all its calls at once, before the others get a new version: while versions are mixed, it must
     *     be able to read what the newer one writes
     * @param http the functions behind the HTTP API, whose faults Lambda does not count as errors
     * @param apiErrors the alarm on failing responses of the API
     */
    public static void in(
            Construct scope,
            DeploymentStage stage,
            List<SeatlineFunction> functions,
            SeatlineFunction outbox,
            Set<SeatlineFunction> http,
            Alarm apiErrors) {
        GradualReleases releases = new GradualReleases(scope, stage);
        for (SeatlineFunction function : functions) {
            if (function == outbox) {
                continue;
            }
            ((CfnResource) function.live().getNode().getDefaultChild())
                    .addResourceDependency((CfnResource) outbox.live().getNode().getDefaultChild());
            List<IAlarm> alarms = new ArrayList<>(List.of(releases.failed(function)));
            if (http.contains(function)) {
                alarms.add(apiErrors);
            }
            releases.group(function, alarms);
        }
    }

    /** Tolerates a single error, which is retried. */
    private Alarm failed(SeatlineFunction function) {
        String name = function.getNode().getId();
        return Alarm.Builder.create(scope, name + "ReleaseFailedAlarm")
                .alarmName(stage.nameOf(name.toLowerCase(Locale.ROOT) + "-release-failed"))
                .alarmDescription("The new version of " + name + " fails repeatedly: its deployment is rolled back")
                .metric(function.errorsOfNewVersion(Duration.minutes(1)))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(5)
                .datapointsToAlarm(2)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    private void group(SeatlineFunction function, List<IAlarm> alarms) {
        String name = function.getNode().getId();
        LambdaDeploymentGroup.Builder.create(scope, name + "Releases")
                .application(application)
                .deploymentGroupName(stage.nameOf(name.toLowerCase(Locale.ROOT)))
                .alias(function.live())
                .role(role)
                // Ten minutes, since an alarm needs two minutes with errors, and their counts arrive late.
                .deploymentConfig(LambdaDeploymentConfig.CANARY_10_PERCENT_10_MINUTES)
                .alarms(alarms)
                .autoRollback(AutoRollbackConfig.builder()
                        .failedDeployment(true)
                        .stoppedDeployment(true)
                        .deploymentInAlarm(true)
                        .build())
                .build();
    }
}
