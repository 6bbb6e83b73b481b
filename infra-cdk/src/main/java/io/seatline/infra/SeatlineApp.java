package io.seatline.infra;

import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.FirewallOptions;
import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.deployment.WebAcl;
import io.seatline.infra.edge.WebAcls;
import io.seatline.infra.lambda.FunctionsCode;
import io.seatline.infra.site.SiteFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;

/**
 * The CDK app. Besides the {@linkplain DeploymentOptions options of a deployment} it reads two context values:
 *
 * <ul>
 *   <li>{@code functionsZip}: the path of the built functions. Without it the template has a placeholder, for review and
 *       for running without AWS; {@code prod} requires it;
 *   <li>{@code nag}: with any value, cdk-nag checks the stack, and its findings stop a deployment.
 * </ul>
 */
public final class SeatlineApp {
    private static final String FUNCTIONS_ZIP = "functionsZip";
    private static final String ZIP_OPTION = "-c " + FUNCTIONS_ZIP + "=../functions/target/seatline-functions.zip";

    /** The site's files, which the module site builds. */
    private static final Path SITE = Path.of("site/target/classes/site");

    private static final Set<String> OPTIONS = Set.of(
            FUNCTIONS_ZIP,
            "alarmEmail",
            "backupVault",
            "bookingsStream",
            "botControl",
            "certificate",
            "domainName",
            "mailFrom",
            "monthlyBudget",
            "nag",
            "originKey",
            "restored",
            "siteConfig",
            "stack",
            "stage",
            "tracing",
            "waitlistStream",
            "walletIssuer",
            "webAcl");

    private SeatlineApp() {}

    /** Synthesizes into {@code cdk.out}, or the directory that the CDK CLI sets. */
    public static void main(String[] args) {
        // Without an output directory, the app would write into a temporary one.
        String directory = System.getenv().getOrDefault("CDK_OUTDIR", "cdk.out");
        App app = new App(appProps().outdir(directory).build());
        try {
            define(app);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        app.synth();
    }

    /**
     * Adds the stack for the app's context: the main one, or with {@code stack=waf} that of CloudFront's web ACL.
     *
     * @throws IllegalArgumentException for invalid options, a missing zip, or {@code prod} without code
     */
    static void define(App app) {
        requireKnownOptions(app);
        Optional<FirewallOptions> firewall = FirewallOptions.of(name -> context(app, name));
        if (firewall.isPresent()) {
            firewallStack(app, firewall.get());
            return;
        }
        DeploymentOptions options = DeploymentOptions.of(name -> context(app, name));
        Optional<Path> zip = context(app, FUNCTIONS_ZIP).map(Path::of);
        if (zip.isPresent()) {
            SiteFiles site = SiteFiles.of(SITE, options.siteConfig());
            warnWithoutDomain(stack(app, options, FunctionsCode.zip(zip.get()), site), options);
            return;
        }
        if (options.stage().keepsData()) {
            throw new IllegalArgumentException("functionsZip is missing, which prod requires: add " + ZIP_OPTION);
        }
        Annotations.of(stack(app, options, FunctionsCode.placeholder(), SiteFiles.placeholder()))
                .addWarningV2(
                        "seatline:placeholder",
                        "The code is a placeholder, for review only. To deploy, add " + ZIP_OPTION);
    }

    /** A misspelt option would be ignored, and with it, for example, a firewall. */
    private static void requireKnownOptions(App app) {
        if (app.getNode().getAllContext() instanceof Map<?, ?> context) {
            for (Object key : context.keySet()) {
                // Feature flags of the CDK and values of its CLI have such characters.
                if (key.toString().matches("\\w+") && !OPTIONS.contains(key.toString())) {
                    throw new IllegalArgumentException("-c " + key + " is not an option. Options are "
                            + String.join(", ", new TreeSet<>(OPTIONS)) + ".");
                }
            }
        }
    }

    private static void warnWithoutDomain(Stack stack, DeploymentOptions options) {
        if (options.stage().keepsData() && options.domain().isEmpty()) {
            Annotations.of(stack)
                    .addWarningV2(
                            "seatline:domain",
                            "Without -c domainName nothing limits a single client (infra-cdk/docs/deploy.md, Domain).");
        }
    }

    /** The common settings: no metadata in the template that only CDK needs. */
    static AppProps.Builder appProps() {
        return AppProps.builder().analyticsReporting(false).treeMetadata(false);
    }

    static SeatlineStack stack(App app, DeploymentOptions options, Code code, SiteFiles site) {
        DeploymentStage stage = options.stage();
        StackProps props = props(stage)
                .stackName(stage.stack())
                .description("Seatline: sells cinema seats through MoMo (" + stage.label() + ")")
                .build();
        return new SeatlineStack(app, "Seatline", props, options, code, site);
    }

    /** Adds the stack of CloudFront's web ACL, whose ARN is an option of the main stack. */
    static Stack firewallStack(App app, FirewallOptions options) {
        DeploymentStage stage = options.stage();
        Stack stack = new Stack(
                app,
                "Firewall",
                props(stage)
                        .stackName(stage.nameOf("waf"))
                        .description("Seatline: web ACL of CloudFront (" + stage.label() + ")")
                        .env(Environment.builder().region(WebAcl.REGION).build())
                        .build());
        CfnOutput.Builder.create(stack, "WebAclArn")
                .description("Web ACL of CloudFront: -c webAcl of the main stack")
                .value(WebAcls.edge(stack, options).getAttrArn())
                .build();
        NagFindings.checkIfAsked(stack);
        return stack;
    }

    private static StackProps.Builder props(DeploymentStage stage) {
        return StackProps.builder()
                .terminationProtection(stage.keepsData())
                // CloudFormation adds them to every resource; activated for billing, they split the costs.
                .tags(new TreeMap<>(Map.of("application", "seatline", "stage", stage.label())))
                // `cdk deploy` checks the bootstrap version itself.
                .synthesizer(DefaultStackSynthesizer.Builder.create()
                        .generateBootstrapVersionRule(false)
                        .build());
    }

    private static Optional<String> context(App app, String key) {
        return Optional.ofNullable(app.getNode().tryGetContext(key)).map(Object::toString);
    }
}
