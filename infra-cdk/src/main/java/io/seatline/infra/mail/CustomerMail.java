package io.seatline.infra.mail;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.MailSender;
import io.seatline.infra.lambda.Permissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.ses.CloudWatchDimension;
import software.amazon.awscdk.services.ses.CloudWatchDimensionSource;
import software.amazon.awscdk.services.ses.ConfigurationSet;
import software.amazon.awscdk.services.ses.ConfigurationSetEventDestination;
import software.amazon.awscdk.services.ses.EmailSendingEvent;
import software.amazon.awscdk.services.ses.EventDestination;
import software.amazon.awscdk.services.ses.SuppressionReasons;
import software.constructs.Construct;

/**
 * The configuration set of customers' mails, and alarms on bounces and complaints. The operator verifies the sender's domain
 * in SES before the first deployment, because the user pools need it then.
 */
public final class CustomerMail {
    private final MailSender sender;
    private final String configurationSet;
    private final UserPool customers;

    private CustomerMail(MailSender sender, String configurationSet, UserPool customers) {
        this.sender = sender;
        this.configurationSet = configurationSet;
        this.customers = customers;
    }

    /** Adds the configuration set and the alarms. */
    public static CustomerMail in(Construct scope, DeploymentStage stage, MailSender sender, UserPool customers) {
        ConfigurationSet set = ConfigurationSet.Builder.create(scope, "MailConfigurationSet")
                .configurationSetName(stage.nameOf("mail"))
                .reputationMetrics(true)
                .suppressionReasons(SuppressionReasons.BOUNCES_AND_COMPLAINTS)
                .build();
        ConfigurationSetEventDestination.Builder.create(scope, "MailEvents")
                .configurationSet(set)
                .configurationSetEventDestinationName("metrics")
                .events(List.of(EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT))
                .destination(EventDestination.cloudWatchDimensions(List.of(CloudWatchDimension.builder()
                        .name("ses:configuration-set")
                        .source(CloudWatchDimensionSource.MESSAGE_TAG)
                        .defaultValue(stage.nameOf("mail"))
                        .build())))
                .build();
        // SES reviews an account at these rates, and pauses it at 10 % and 0.5 %.
        reputation(scope, stage, "Bounce", 0.05, "Five percent of the mails bounce");
        reputation(scope, stage, "Complaint", 0.001, "One in a thousand mails is reported as spam");
        return new CustomerMail(sender, set.getConfigurationSetName(), customers);
    }

    /** Watches the rate of the whole account, by which SES judges it: the user pools' mails count too. */
    private static void reputation(
            Construct scope, DeploymentStage stage, String what, double threshold, String description) {
        Alarm.Builder.create(scope, "Mail" + what + "sAlarm")
                .alarmName(stage.nameOf("mail-" + what.toLowerCase(Locale.ROOT) + "s"))
                .alarmDescription(description + ": SES may stop all mails, also the user pools'")
                .metric(Metric.Builder.create()
                        .namespace("AWS/SES")
                        .metricName("Reputation." + what + "Rate")
                        .statistic("Maximum")
                        .period(Duration.hours(1))
                        .build())
                .threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(1)
                // SES publishes a rate only now and then.
                .treatMissingData(TreatMissingData.IGNORE)
                .build();
    }

    /** The variables of the function that sends the mails. */
    public Map<String, String> environment() {
        return Map.of(
                "MAIL_FROM",
                sender.address(),
                "MAIL_CONFIGURATION_SET",
                configurationSet,
                "USER_POOL_ID",
                customers.getUserPoolId());
    }

    /** What that function may do besides. */
    public PolicyStatement[] permissions() {
        String ses = "arn:" + Aws.PARTITION + ":ses:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":";
        PolicyStatement send = Permissions.allow(
                "SendMail",
                List.of("ses:SendEmail"),
                ses + "identity/" + sender.domain(),
                ses + "configuration-set/" + configurationSet);
        send.addCondition("StringEquals", Map.of("ses:FromAddress", sender.address()));
        return new PolicyStatement[] {
            send, Permissions.allow("ReadCustomer", List.of("cognito-idp:AdminGetUser"), customers.getUserPoolArn())
        };
    }
}
