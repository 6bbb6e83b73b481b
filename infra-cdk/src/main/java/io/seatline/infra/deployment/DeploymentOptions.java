package io.seatline.infra.deployment;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator chooses for a deployment, from the context values of the CDK app ({@code -c name=value}).
 *
 * @param stage {@code stage}: {@code dev} (default) or {@code prod}
 * @param mail {@code mailFrom}: the sender of mails through Amazon SES, both the user pools' and those to customers.
 *     Without it Cognito sends its own itself, some fifty a day, and customers get no others; {@code prod} requires it
 * @param alarmEmail {@code alarmEmail}: who gets a mail when an alarm is raised or over; {@code prod} requires it
 * @param monthlyBudget {@code monthlyBudget}: US dollars; {@code alarmEmail} gets a mail at 80 % of it, and when the
 *     forecast for the month reaches it
 * @param domain {@code domainName} and {@code certificate}: the domain that customers call, through CloudFront. Without
 *     it they call CloudFront's own name
 * @param webAcl {@code webAcl}: the web ACL of CloudFront; with it the user pools get one too
 * @param tracing {@code tracing}: {@code xray}; without it nothing is traced
 * @param restored {@code restored}, {@code bookingsStream}, {@code waitlistStream}: restored tables, which the functions
 *     use instead of the stack's own
 * @param backupVault {@code backupVault}: where daily backups of the tables are copied to
 * @param wallet {@code walletIssuer}: the issuer at Google Wallet; without it tickets have no such links
 * @param siteConfig {@code siteConfig}: a directory with the operator's {@code config.json} and pictures, which replace the
 *     site's own files of the same names
 */
public record DeploymentOptions(
        DeploymentStage stage,
        Optional<MailSender> mail,
        Optional<AlarmEmail> alarmEmail,
        Optional<MonthlyBudget> monthlyBudget,
        Optional<CustomDomain> domain,
        Optional<WebAcl> webAcl,
        Optional<Tracing> tracing,
        Optional<RestoredTables> restored,
        Optional<BackupVault> backupVault,
        Optional<GoogleWallet> wallet,
        Optional<Path> siteConfig) {
    private static final String STAGE = "stage";
    private static final String MAIL_FROM = "mailFrom";
    private static final String ALARM_EMAIL = "alarmEmail";
    private static final String ALARM_OPTION = "-c " + ALARM_EMAIL + "=oncall@cinema.vn";
    private static final String MONTHLY_BUDGET = "monthlyBudget";
    private static final String TRACING = "tracing";
    private static final String SENDER_OPTION = "-c " + MAIL_FROM + "=no-reply@cinema.vn";

    public DeploymentOptions {
        if (stage.keepsData() && mail.isEmpty()) {
            throw new IllegalArgumentException(
                    "mailFrom is missing, which prod requires, since Cognito itself sends only some"
                            + " fifty mails a day: verify your domain in Amazon SES (infra-cdk/docs/deploy.md), then add "
                            + SENDER_OPTION);
        }
        if (stage.keepsData() && alarmEmail.isEmpty()) {
            throw new IllegalArgumentException("alarmEmail is missing, which prod requires, since an alarm that nobody"
                    + " gets is none: add " + ALARM_OPTION);
        }
        if (monthlyBudget.isPresent() && alarmEmail.isEmpty()) {
            throw new IllegalArgumentException("monthlyBudget needs somebody to tell: add " + ALARM_OPTION);
        }
        if (webAcl.isPresent() && domain.isEmpty()) {
            throw new IllegalArgumentException(
                    "webAcl needs domainName and certificate, since it protects the distribution of that domain.");
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
        DeploymentStage stage = stage(context);
        return new DeploymentOptions(
                stage,
                context.value(MAIL_FROM).map(MailSender::new),
                context.value(ALARM_EMAIL).map(AlarmEmail::new),
                context.value(MONTHLY_BUDGET).map(MonthlyBudget::parse),
                CustomDomain.of(context),
                context.value("webAcl").map(WebAcl::new),
                context.value(TRACING).map(Tracing::named),
                RestoredTables.of(
                        stage,
                        context.value("restored"),
                        context.value("bookingsStream"),
                        context.value("waitlistStream")),
                context.value("backupVault").map(BackupVault::new),
                context.value("walletIssuer").map(GoogleWallet::new),
                context.value("siteConfig").map(Path::of));
    }

    static DeploymentStage stage(Context context) {
        return DeploymentStage.named(context.value(STAGE).orElse("dev"));
    }

    /** The full name of the table that the functions use, such as {@code seatline-dev-bookings}. */
    public String tableName(String table) {
        return restored.map(tables -> tables.nameOf(stage, table)).orElseGet(() -> stage.nameOf(table));
    }

    /** Reads them from a map. */
    public static DeploymentOptions of(Map<String, String> context) {
        return of(name -> Optional.ofNullable(context.get(name)));
    }
}
