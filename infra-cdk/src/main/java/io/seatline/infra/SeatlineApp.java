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
 * The CDK app. Four context values shape it:
 *
 * <ul>
 *   <li>{@code stage}: {@code dev} (default) or {@code prod};
 *   <li>{@code functionsZip}: the path of the built functions. Without it the template carries a placeholder, for
 *       review and for running without AWS; {@code prod} insists on it;
 *   <li>{@code mailFrom}: the address that the user pool's mails come from, through Amazon SES. Without it Cognito sends
 *       them itself, some fifty a day; {@code prod} insists on it;
 *   <li>{@code nag}: with any value, cdk-nag checks the stack, and what it finds stops a deployment.
 * </ul>
 */
public final class SeatlineApp {
    static final String STAGE = "stage";
    static final String FUNCTIONS_ZIP = "functionsZip";
    static final String MAIL_FROM = "mailFrom";

    private static final String HOW_TO_GIVE_CODE =
            "-c " + FUNCTIONS_ZIP + "=../functions/target/seatline-functions.zip";

    private static final String HOW_TO_GIVE_A_SENDER = "-c " + MAIL_FROM + "=no-reply@cinema.vn";

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
     * @throws IllegalArgumentException for an unknown stage, a missing zip, a sender that is no address, or {@code prod}
     *     without its code or a sender
     */
    static void define(App app) {
        DeploymentStage stage = DeploymentStage.named(context(app, STAGE).orElse("dev"));
        Optional<Path> zip = context(app, FUNCTIONS_ZIP).map(Path::of);
        Optional<MailSender> mail = context(app, MAIL_FROM).map(MailSender::new);
        if (stage.keepsData() && zip.isEmpty()) {
            throw new IllegalArgumentException("prod is deployed with its code: give " + HOW_TO_GIVE_CODE);
        }
        if (stage.keepsData() && mail.isEmpty()) {
            throw new IllegalArgumentException("prod signs up more customers than the fifty a day that Cognito itself"
                    + " sends codes to: verify your domain in Amazon SES (infra-cdk/docs/deploy.md), then give "
                    + HOW_TO_GIVE_A_SENDER);
        }
        if (zip.isPresent()) {
            stack(app, stage, FunctionsCode.zip(zip.get()), mail);
            return;
        }
        Annotations.of(stack(app, stage, FunctionsCode.placeholder(), mail))
                .addWarningV2(
                        "seatline:placeholder",
                        "Placeholder code, fit for review and not for deployment: to deploy, give " + HOW_TO_GIVE_CODE);
    }

    /** What every synthesis has in common: nothing in the template but what Seatline needs. */
    static AppProps.Builder appProps() {
        return AppProps.builder().analyticsReporting(false).treeMetadata(false);
    }

    static SeatlineStack stack(App app, DeploymentStage stage, Code code, Optional<MailSender> mail) {
        StackProps props = StackProps.builder()
                .stackName(stage.stack())
                .description("Seatline: cinema seats, held, paid with MoMo and reallocated (" + stage.label() + ")")
                .terminationProtection(stage.keepsData())
                // The rule would only repeat what `cdk deploy` checks itself.
                .synthesizer(DefaultStackSynthesizer.Builder.create()
                        .generateBootstrapVersionRule(false)
                        .build())
                .build();
        return new SeatlineStack(app, "Seatline", props, stage, code, mail);
    }

    private static Optional<String> context(App app, String key) {
        return Optional.ofNullable(app.getNode().tryGetContext(key)).map(Object::toString);
    }
}
