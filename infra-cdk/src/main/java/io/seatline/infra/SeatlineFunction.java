package io.seatline.infra;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Version;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * A function with a log group of its own, a role that may do what is spelled out here and nothing else, and an alias
 * {@code live} on its newest version, which is what everything invokes: a version is what SnapStart speeds up, and
 * what a deployment can go back to.
 */
final class SeatlineFunction extends Construct {
    private static final String HANDLERS = "io.seatline.lambda.";

    private final Alias live;

    /**
     * What differs from function to function.
     *
     * @param handler the simple name of the handler's class
     * @param description what it does, for whoever meets it in the console
     * @param timeout how long one invocation may take
     * @param memoryMb its memory in MiB; CPU comes with it, one core at 1,769
     * @param environment what it reads from the environment
     * @param permissions all that it may do besides writing its log
     */
    record Props(
            String handler,
            String description,
            Duration timeout,
            int memoryMb,
            Map<String, String> environment,
            List<PolicyStatement> permissions) {
        Props {
            // Sorted: a template is the same each time it is made.
            environment = Collections.unmodifiableMap(new TreeMap<>(environment));
            permissions = List.copyOf(permissions);
        }
    }

    SeatlineFunction(Construct scope, String id, DeploymentStage stage, Code code, Props props) {
        super(scope, id);
        String name = stage.nameOf(id.toLowerCase(Locale.ROOT));
        LogGroup logGroup = LogGroup.Builder.create(this, "LogGroup")
                .logGroupName("/aws/lambda/" + name)
                .retention(stage.logRetention())
                .removalPolicy(stage.removalPolicy())
                .build();
        List<PolicyStatement> permissions = new ArrayList<>();
        permissions.add(Permissions.allow(
                "WriteLog", List.of("logs:CreateLogStream", "logs:PutLogEvents"), logGroup.getLogGroupArn()));
        permissions.addAll(props.permissions());
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of(
                        "Permissions",
                        PolicyDocument.Builder.create().statements(permissions).build()))
                .build();
        Function function = Function.Builder.create(this, "Function")
                .functionName(name)
                .description(props.description())
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler(HANDLERS + props.handler() + "::handleRequest")
                .code(code)
                .memorySize(props.memoryMb())
                .timeout(software.amazon.awscdk.Duration.seconds(props.timeout().toSeconds()))
                .environment(props.environment())
                .logGroup(logGroup)
                // No construct adds to the role behind the reader's back: what it may do stands in one place.
                .role(role.withoutPolicyUpdates())
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                .build();
        Version version = function.getCurrentVersion();
        // A note of CDK's to itself.
        ((CfnResource) version.getNode().getDefaultChild()).addDeletionOverride("Metadata");
        this.live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(version)
                .build();
    }

    /**
     * Its environments start anew and not from a snapshot. For what may not be called for weeks: Lambda drops a snapshot
     * that was not used for 14 days, and then fails calls until it has made another.
     */
    SeatlineFunction withoutSnapshot() {
        // Said, not left out: what is left out stays as it is in a stack that has it.
        cfn().setSnapStart(
                        CfnFunction.SnapStartProperty.builder().applyOn("None").build());
        return this;
    }

    /** Keeps so many environments for this function, and lets it have no more. */
    void reserveConcurrency(int environments) {
        cfn().setReservedConcurrentExecutions(environments);
    }

    private CfnFunction cfn() {
        return (CfnFunction) live.getLambda().getNode().getDefaultChild();
    }

    /** What every integration, mapping, rule and schedule targets. */
    Alias live() {
        return live;
    }
}
