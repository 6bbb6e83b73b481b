package io.seatline.infra.monitoring;

import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.DeploymentStage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Tells the operator about alarms and costs. Without an address, alarms only show on the dashboard. */
public final class Notifications {
    private static final ServicePrincipal CLOUDWATCH = new ServicePrincipal("cloudwatch.amazonaws.com");

    private Notifications() {}

    /** Adds the topic of the alarms and the budget, in a stack whose alarms are already defined. */
    public static void in(Construct scope, DeploymentOptions options) {
        options.alarmEmail().ifPresent(email -> {
            SnsAction notify = new SnsAction(topic(scope, options.stage(), email.address()));
            for (Alarm alarm : Constructs.all(scope, Alarm.class)) {
                alarm.addAlarmAction(notify);
                alarm.addOkAction(notify);
            }
            options.monthlyBudget().ifPresent(budget -> budget(scope, budget.dollars(), email.address()));
        });
    }

    private static Topic topic(Construct scope, DeploymentStage stage, String email) {
        // A key of our own: CloudWatch may not use the key that AWS manages for SNS.
        Key key = Key.Builder.create(scope, "AlarmTopicKey")
                .description("Encrypts alarm notifications of " + stage.stack())
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("AlarmsEncrypt")
                .effect(Effect.ALLOW)
                .principals(List.of(CLOUDWATCH))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
                .resources(List.of("*"))
                .build());
        Topic topic = Topic.Builder.create(scope, "AlarmTopic")
                .topicName(stage.nameOf("alarms"))
                .displayName("Seatline " + stage.label())
                .masterKey(key)
                .enforceSsl(true)
                .build();
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("AlarmsPublish")
                .effect(Effect.ALLOW)
                .principals(List.of(CLOUDWATCH))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build());
        topic.addSubscription(new EmailSubscription(email));
        return topic;
    }

    /** The costs of the whole account: a filter by tag would see nothing until somebody activates the tag for billing. */
    private static void budget(Construct scope, int dollars, String email) {
        CfnBudget.Builder.create(scope, "MonthlyBudget")
                .budget(CfnBudget.BudgetDataProperty.builder()
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .budgetLimit(CfnBudget.SpendProperty.builder()
                                .amount(dollars)
                                .unit("USD")
                                .build())
                        .build())
                .notificationsWithSubscribers(
                        List.of(notification("ACTUAL", 80, email), notification("FORECASTED", 100, email)))
                .build();
    }

    private static CfnBudget.NotificationWithSubscribersProperty notification(String type, int percent, String email) {
        return CfnBudget.NotificationWithSubscribersProperty.builder()
                .notification(CfnBudget.NotificationProperty.builder()
                        .notificationType(type)
                        .comparisonOperator("GREATER_THAN")
                        .threshold(percent)
                        .thresholdType("PERCENTAGE")
                        .build())
                .subscribers(List.of(CfnBudget.SubscriberProperty.builder()
                        .subscriptionType("EMAIL")
                        .address(email)
                        .build()))
                .build();
    }
}
