package io.seatline.infra.lambda;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.metric.StageMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.CfnVersion;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Version;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * A Lambda function with its log group, its role and an alias {@code live} on its newest version. The role has only the
 * permissions given here. Everything invokes the alias: SnapStart and rollbacks work on versions.
 */
public final class SeatlineFunction extends Construct {
    private static final String HANDLERS = "io.seatline.lambda.";

    private final CfnVersion version;
    private final PolicyDocument permissions;
    private final Alias live;
    private boolean snapshot = true;

    /** The memory of a function, chosen for its CPU: one core comes with 1,769 MiB. */
    public enum Cpu {
        /** For functions whose caller waits. */
        ONE_CORE(1_769),
        /** For background work; the JVM and the AWS SDK still start fast enough. */
        HALF_CORE(896);

        private final int memoryMb;

        Cpu(int memoryMb) {
            this.memoryMb = memoryMb;
        }
    }

    /** Collects what differs from function to function. */
    public static final class Builder {
        private final String id;
        private final String description;
        private final Map<String, String> environment = new TreeMap<>();
        private final List<PolicyStatement> permissions = new ArrayList<>();
        private Duration timeout = Duration.ofSeconds(10);
        private Cpu cpu = Cpu.ONE_CORE;

        /**
         * Starts a function of the class {@code <id>Handler}.
         *
         * @param description what the function does, for operators in the console
         */
        public Builder(String id, String description) {
            this.id = id;
            this.description = description;
        }

        /** Limits one invocation; the default is ten seconds. */
        public Builder timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        /** Sets the CPU; the default is one core. */
        public Builder cpu(Cpu share) {
            cpu = share;
            return this;
        }

        /** Adds environment variables. */
        public Builder environment(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        /** Adds everything the function may do besides writing its log. */
        public Builder permissions(PolicyStatement... statements) {
            permissions.addAll(List.of(statements));
            return this;
        }

        /** Adds the function to a stack. */
        public SeatlineFunction in(Construct scope, DeploymentStage stage, Code code) {
            environment.put("SERVICE_NAME", stage.stack());
            environment.put("METRICS_NAMESPACE", StageMetrics.NAMESPACE);
            environment.put("LOG_LEVEL", "INFO");
            return new SeatlineFunction(scope, stage, code, this);
        }
    }

    private SeatlineFunction(Construct scope, DeploymentStage stage, Code code, Builder props) {
        super(scope, props.id);
        String name = stage.nameOf(props.id.toLowerCase(Locale.ROOT));
        LogGroup logGroup = LogGroup.Builder.create(this, "LogGroup")
                .logGroupName("/aws/lambda/" + name)
                .retention(stage.logRetention())
                .removalPolicy(stage.removalPolicy())
                .build();
        permissions = PolicyDocument.Builder.create()
                .statements(List.of(Permissions.allow(
                        "WriteLog", List.of("logs:CreateLogStream", "logs:PutLogEvents"), logGroup.getLogGroupArn())))
                .build();
        props.permissions.forEach(permissions::addStatements);
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("Permissions", permissions))
                .build();
        Function function = Function.Builder.create(this, "Function")
                .functionName(name)
                .description(props.description)
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler(HANDLERS + props.id + "Handler::handleRequest")
                .code(code)
                .memorySize(props.cpu.memoryMb)
                .timeout(software.amazon.awscdk.Duration.seconds(props.timeout.toSeconds()))
                .environment(props.environment)
                .logGroup(logGroup)
                // No construct may add permissions: the function's definition lists them all.
                .role(role.withoutPolicyUpdates())
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                // A rollback needs the earlier versions; by default CDK deletes them with each deployment. But a
                // version whose deployment fails is deleted: Lambda would not publish the same code again.
                .currentVersionOptions(VersionOptions.builder()
                        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                        .build())
                .build();
        Version newest = function.getCurrentVersion();
        this.version = (CfnVersion) newest.getNode().getDefaultChild();
        // CDK's own note, which the template does not need.
        version.addDeletionOverride("Metadata");
        this.live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(newest)
                .build();
    }

    /**
     * Starts environments without a snapshot. For functions that are called rarely and for which at most staff wait.
     * Lambda drops a snapshot after 14 days without a call and then fails calls until it has made a new one, so every
     * function with a snapshot is called daily ({@code DailyCalls}).
     */
    public SeatlineFunction withoutSnapshot() {
        snapshot = false;
        // Explicit, since an existing stack keeps its setting when the property is absent.
        cfn().setSnapStart(
                        CfnFunction.SnapStartProperty.builder().applyOn("None").build());
        return this;
    }

    /** Whether environments start from a snapshot. */
    public boolean hasSnapshot() {
        return snapshot;
    }

    /** Reserves environments for this function, which are also its limit. */
    public void reserveConcurrency(int environments) {
        cfn().setReservedConcurrentExecutions(environments);
    }

    /** Sends traces of sampled invocations to X-Ray. */
    public void trace() {
        cfn().setTracingConfig(CfnFunction.TracingConfigProperty.builder()
                .mode("Active")
                .build());
        permissions.addStatements(
                Permissions.allow("WriteTraces", List.of("xray:PutTelemetryRecords", "xray:PutTraceSegments"), "*"));
        NagFindings.accept(this, "AwsSolutions-IAM5", "X-Ray's traces are no resources that a policy could name.");
    }

    /** Allows what the function does in some deployments only. */
    public void allow(PolicyStatement statement) {
        permissions.addStatements(statement);
    }

    /** Sets an environment variable that only some deployments have. */
    public void setEnvironment(String name, String value) {
        ((Function) live.getLambda()).addEnvironment(name, value);
    }

    private CfnFunction cfn() {
        return (CfnFunction) live.getLambda().getNode().getDefaultChild();
    }

    /** The alias that every integration, mapping, rule and schedule invokes. */
    public Alias live() {
        return live;
    }

    /** The resource of the newest version. */
    public CfnVersion version() {
        return version;
    }

    /** The errors of the newest version while the alias sends it a part of the calls. */
    public Metric errorsOfNewVersion(software.amazon.awscdk.Duration period) {
        String name = live.getLambda().getFunctionName();
        return metric("Errors", "Sum", period)
                .with(MetricOptions.builder()
                        .dimensionsMap(Map.of(
                                "FunctionName",
                                name,
                                "Resource",
                                name + ":" + live.getAliasName(),
                                "ExecutedVersion",
                                live.getVersion().getVersion()))
                        .build());
    }

    /** A metric that Lambda records for all versions of this function, such as {@code Errors}. */
    public Metric metric(String name, String statistic, software.amazon.awscdk.Duration period) {
        return Metric.Builder.create()
                .namespace("AWS/Lambda")
                .metricName(name)
                .dimensionsMap(Map.of("FunctionName", live.getLambda().getFunctionName()))
                .statistic(statistic)
                .period(period)
                .build();
    }
}
