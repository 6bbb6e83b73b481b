package io.seatline.infra.storage;

import io.seatline.infra.deployment.BackupVault;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupPlanCopyActionProps;
import software.amazon.awscdk.services.backup.BackupPlanRule;
import software.amazon.awscdk.services.backup.BackupPlanRuleProps;
import software.amazon.awscdk.services.backup.BackupResource;
import software.amazon.awscdk.services.backup.BackupSelectionOptions;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * Daily backups of the tables, copied to a vault in another account, for the case that this account is lost: the tables'
 * point-in-time recovery is deleted with them. The key is the stack's own, because the other account must be allowed to
 * use it for the copies.
 */
public final class Backups {
    /** As long as point-in-time recovery, so that a customer's data is gone everywhere after the same time. */
    static final Duration KEPT = Duration.days(35);

    private Backups() {}

    /** Adds the plan, its vault and its role. */
    public static void in(Construct scope, DeploymentStage stage, Tables tables, BackupVault copies) {
        Key key = Key.Builder.create(scope, "BackupKey")
                .description("Encrypts the backups of " + stage.stack())
                .enableKeyRotation(true)
                .removalPolicy(stage.removalPolicy())
                .build();
        key.grant(new AccountPrincipal(copies.account()), "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey");
        software.amazon.awscdk.services.backup.BackupVault vault =
                software.amazon.awscdk.services.backup.BackupVault.Builder.create(scope, "Backups")
                        .backupVaultName(stage.stack())
                        .encryptionKey(key)
                        // A vault that a failed deployment made is empty, and its name would block the next try.
                        .removalPolicy(
                                stage.keepsData() ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : stage.removalPolicy())
                        .build();
        IBackupVault destination = software.amazon.awscdk.services.backup.BackupVault.fromBackupVaultArn(
                scope, "BackupCopies", copies.arn());
        BackupPlan plan = BackupPlan.Builder.create(scope, "BackupPlan")
                .backupPlanName(stage.stack())
                .backupVault(vault)
                .backupPlanRules(List.of(new BackupPlanRule(BackupPlanRuleProps.builder()
                        .ruleName("daily")
                        // 03:00 in Vietnam, when the cinemas are closed.
                        .scheduleExpression(Schedule.cron(
                                CronOptions.builder().hour("20").minute("0").build()))
                        .deleteAfter(KEPT)
                        .copyActions(List.of(BackupPlanCopyActionProps.builder()
                                .destinationBackupVault(destination)
                                .deleteAfter(KEPT)
                                .build()))
                        .build())))
                .build();
        plan.addSelection(
                "Tables",
                BackupSelectionOptions.builder()
                        .backupSelectionName(stage.stack())
                        .resources(tables.all().stream()
                                .map(table -> BackupResource.fromArn(table.getTableArn()))
                                .toList())
                        .build());
        NagFindings.accept(
                plan,
                "AwsSolutions-IAM4",
                "AWS Backup's own policy for its role: what a backup needs changes with the service.");
    }
}
