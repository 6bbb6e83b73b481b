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

    private SeatlineApp() {}

    /** Synthesizes into {@code cdk.out}, or where the CDK CLI says. */
    public static void main(String[] args) {
        App app = new App(appProps().build());
        Optional<String> zip = context(app, FUNCTIONS_ZIP);
        DeploymentStage stage = DeploymentStage.named(context(app, STAGE).orElse("dev"));
        if (zip.isEmpty() && stage.keepsData()) {
            throw new IllegalArgumentException("prod is deployed with its code: give -c " + FUNCTIONS_ZIP
                    + "=../functions/target/seatline-functions.zip");
        }
        SeatlineStack stack =
                stack(app, stage, zip.map(Path::of).map(FunctionsCode::zip).orElseGet(FunctionsCode::placeholder));
        if (zip.isEmpty()) {
            Annotations.of(stack)
                    .addWarningV2(
                            "seatline:placeholder", "Placeholder code: fit for review, not for deployment. Give -c "
                                    + FUNCTIONS_ZIP + "=../functions/target/seatline-functions.zip to deploy.");
        }
        app.synth();
    }

    /** What every synthesis has in common: nothing in the template but what Seatline needs. */
    static AppProps.Builder appProps() {
        return AppProps.builder().analyticsReporting(false).treeMetadata(false);
    }

    static SeatlineStack stack(App app, DeploymentStage stage, Code code) {
        StackProps props = StackProps.builder()
                .stackName("seatline-" + stage.label())
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
