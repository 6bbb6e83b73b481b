package io.seatline.infra.deployment;

import java.util.Map;
import java.util.Optional;

/**
 * What an operator chooses for a deployment, from the context values of the CDK app ({@code -c name=value}).
 *
 * @param stage {@code stage}: {@code dev} (default) or {@code prod}
 * @param mail {@code mailFrom}: the sender of the user pool's mails, through Amazon SES. Without it Cognito sends them
 *     itself, some fifty a day; {@code prod} requires it
 */
public record DeploymentOptions(DeploymentStage stage, Optional<MailSender> mail) {
    private static final String STAGE = "stage";
    private static final String MAIL_FROM = "mailFrom";
    private static final String SENDER_OPTION = "-c " + MAIL_FROM + "=no-reply@cinema.vn";

    public DeploymentOptions {
        if (stage.keepsData() && mail.isEmpty()) {
            throw new IllegalArgumentException(
                    "mailFrom is missing, which prod requires, since Cognito itself sends only some"
                            + " fifty mails a day: verify your domain in Amazon SES (infra-cdk/docs/deploy.md), then add "
                            + SENDER_OPTION);
        }
    }

    /** A reader of the app's context values. */
    @FunctionalInterface
    public interface Context {
        Optional<String> value(String name);
    }

    /**
     * Reads and checks them.
     *
     * @throws IllegalArgumentException for an invalid value or a missing one that the stage requires, naming it
     */
    public static DeploymentOptions of(Context context) {
        return new DeploymentOptions(
                DeploymentStage.named(context.value(STAGE).orElse("dev")),
                context.value(MAIL_FROM).map(MailSender::new));
    }

    /** Reads them from a map. */
    public static DeploymentOptions of(Map<String, String> context) {
        return of(name -> Optional.ofNullable(context.get(name)));
    }
}
