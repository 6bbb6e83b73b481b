package io.seatline.infra;

import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;

/**
 * The CDK app. Two context values shape it:
 *
 * <ul>
 *   <li>{@code stage}: {@code dev} (default) or {@code prod};
 *   <li>{@code functionsZip}: the path of the built functions. Without it the template carries a placeholder, for
 *       review and for running without AWS; {@code prod} insists on it.
 * </ul>
 */
public final class SeatlineApp {
    static final String STAGE = "stage";
    static final String FUNCTIONS_ZIP = "functionsZip";

    private static final String HOW_TO_GIVE_CODE =
            "-c " + FUNCTIONS_ZIP + "=../functions/target/seatline-functions.zip";

    private SeatlineApp() {}

    /** Synthesizes into {@code cdk.out}, or where the CDK CLI says. */
    public static void main(String[] args) {
        // Left to itself, an app that the CLI did not start writes into a temporary directory.
        String directory = System.getenv().getOrDefault("CDK_OUTDIR", "cdk.out");
        App app = new App(appProps().outdir(directory).build());
        define(app);
        app.synth();
    }

    /**
     * Adds the stack that the app's context asks for.
     *
     * @throws IllegalArgumentException for an unknown stage, a missing zip, or {@code prod} without its code
     */
    static void define(App app) {
        DeploymentStage stage = DeploymentStage.named(context(app, STAGE).orElse("dev"));
        Optional<Path> zip = context(app, FUNCTIONS_ZIP).map(Path::of);
        if (zip.isPresent()) {
            stack(app, stage, FunctionsCode.zip(zip.get()));
            return;
        }
        if (stage.keepsData()) {
            throw new IllegalArgumentException("prod is deployed with its code: give " + HOW_TO_GIVE_CODE);
        }
        Annotations.of(stack(app, stage, FunctionsCode.placeholder()))
                .addWarningV2(
                        "seatline:placeholder",
                        "Placeholder code, fit for review and not for deployment: to deploy, give " + HOW_TO_GIVE_CODE);
    }

    /** What every synthesis has in common: nothing in the template but what Seatline needs. */
    static AppProps.Builder appProps() {
        return AppProps.builder().analyticsReporting(false).treeMetadata(false);
    }

    static SeatlineStack stack(App app, DeploymentStage stage, Code code) {
        StackProps props = StackProps.builder()
                .stackName(stage.stack())
                .description("Seatline: cinema seats, held, paid with MoMo and handed on (" + stage.label() + ")")
                .terminationProtection(stage.keepsData())
                // The rule would only repeat what `cdk deploy` checks itself.
                .synthesizer(DefaultStackSynthesizer.Builder.create()
                        .generateBootstrapVersionRule(false)
                        .build())
                .build();
        return new SeatlineStack(app, "Seatline", props, stage, code);
    }

    private static Optional<String> context(App app, String key) {
        return Optional.ofNullable(app.getNode().tryGetContext(key)).map(Object::toString);
    }
}
