package io.seatline.infra;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.MailSender;
import io.seatline.infra.lambda.FunctionsCode;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;

/**
 * The CDK app. It reads four context values:
 *
 * <ul>
 *   <li>{@code stage}: {@code dev} (default) or {@code prod};
 *   <li>{@code functionsZip}: the path of the built functions. Without it the template has a placeholder, for review and
 *       for running without AWS; {@code prod} requires it;
 *   <li>{@code mailFrom}: the sender of the user pool's mails, through Amazon SES. Without it Cognito sends them itself,
 *       some fifty a day; {@code prod} requires it;
 *   <li>{@code nag}: with any value, cdk-nag checks the stack, and its findings stop a deployment.
 * </ul>
 */
public final class SeatlineApp {
    static final String STAGE = "stage";
    static final String FUNCTIONS_ZIP = "functionsZip";
    static final String MAIL_FROM = "mailFrom";

    private static final String ZIP_OPTION = "-c " + FUNCTIONS_ZIP + "=../functions/target/seatline-functions.zip";

    private static final String SENDER_OPTION = "-c " + MAIL_FROM + "=no-reply@cinema.vn";

    private SeatlineApp() {}

    /** Synthesizes into {@code cdk.out}, or the directory that the CDK CLI sets. */
    public static void main(String[] args) {
        // Without an output directory, the app would write into a temporary one.
        String directory = System.getenv().getOrDefault("CDK_OUTDIR", "cdk.out");
        App app = new App(appProps().outdir(directory).build());
        define(app);
        app.synth();
    }

    /**
     * Adds the stack for the app's context.
     *
     * @throws IllegalArgumentException for an unknown stage, a missing zip, an invalid sender, or {@code prod} without
     *     code or a sender
     */
    static void define(App app) {
        DeploymentStage stage = DeploymentStage.named(context(app, STAGE).orElse("dev"));
        Optional<Path> zip = context(app, FUNCTIONS_ZIP).map(Path::of);
        Optional<MailSender> mail = context(app, MAIL_FROM).map(MailSender::new);
        if (stage.keepsData() && zip.isEmpty()) {
            throw new IllegalArgumentException("functionsZip is missing, which prod requires: add " + ZIP_OPTION);
        }
        if (stage.keepsData() && mail.isEmpty()) {
            throw new IllegalArgumentException(
                    "mailFrom is missing, which prod requires, since Cognito itself sends only some"
                            + " fifty mails a day: verify your domain in Amazon SES (infra-cdk/docs/deploy.md), then add "
                            + SENDER_OPTION);
        }
        if (zip.isPresent()) {
            stack(app, stage, FunctionsCode.zip(zip.get()), mail);
            return;
        }
        Annotations.of(stack(app, stage, FunctionsCode.placeholder(), mail))
                .addWarningV2(
                        "seatline:placeholder",
                        "The code is a placeholder, for review only. To deploy, add " + ZIP_OPTION);
    }

    /** The common settings: no metadata in the template that only CDK needs. */
    static AppProps.Builder appProps() {
        return AppProps.builder().analyticsReporting(false).treeMetadata(false);
    }

    static SeatlineStack stack(App app, DeploymentStage stage, Code code, Optional<MailSender> mail) {
        StackProps props = StackProps.builder()
                .stackName(stage.stack())
                .description("Seatline: sells cinema seats through MoMo (" + stage.label() + ")")
                .terminationProtection(stage.keepsData())
                // `cdk deploy` checks the bootstrap version itself.
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
