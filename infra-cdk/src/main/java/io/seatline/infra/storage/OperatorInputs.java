package io.seatline.infra.storage;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * The bucket and secrets whose contents an operator supplies or replaces.
 *
 * @param documents catalog documents to import
 * @param momo MoMo's partner code, access key and secret key; created empty
 * @param chat the webhook for support alerts; created with a random value
 * @param notice the webhook for customer notices and its signing key; created with a random key and no webhook
 * @param ticketKeys the texts from which the keys of tickets derive; created with a random current one
 */
public record OperatorInputs(Bucket documents, Secret momo, Secret chat, Secret notice, Secret ticketKeys) {
    /** Adds them. */
    public static OperatorInputs in(Construct scope, DeploymentStage stage) {
        Bucket documents = Bucket.Builder.create(scope, "CatalogDocumentsBucket")
                // Bucket names are unique across all accounts.
                .bucketName(stage.nameOf("catalog-documents-" + Aws.ACCOUNT_ID))
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .removalPolicy(stage.removalPolicy())
                .build();
        NagFindings.accept(
                documents,
                "AwsSolutions-S1",
                "Its documents become public, and CloudTrail records the operator who uploads them.");
        Secret momo = secret(scope, "MomoSecret", stage, "momo")
                .description("MoMo's partner code and keys: set them before the first payment")
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"partnerCode\":\"\",\"accessKey\":\"\"}")
                        .generateStringKey("secretKey")
                        .build())
                .build();
        Secret chat = secret(scope, "ChatSecret", stage, "chat-webhook")
                .description("Slack or Discord webhook for support alerts: set it")
                .build();
        Secret notice = secret(scope, "NoticeSecret", stage, "notice-webhook")
                .description("Webhook for customer notices and the key that signs them: set both")
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"url\":\"\"}")
                        .generateStringKey("secret")
                        .build())
                .build();
        for (Secret secret : List.of(momo, chat, notice)) {
            NagFindings.accept(
                    secret,
                    "AwsSolutions-SMG4",
                    "A third party issues it. An operator stores a changed secret; functions reload it within five minutes.");
        }
        Secret ticketKeys = secret(scope, "TicketKeys", stage, "ticket-keys")
                .description("The keys of tickets: the current one signs, the previous one is still valid")
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"previous\":\"\"}")
                        .generateStringKey("current")
                        .passwordLength(64)
                        .excludePunctuation(true)
                        .build())
                .build();
        NagFindings.accept(
                ticketKeys,
                "AwsSolutions-SMG4",
                "A new key ends tickets that customers have printed: an operator decides when, and keeps the previous one.");
        return new OperatorInputs(documents, momo, chat, notice, ticketKeys);
    }

    private static Secret.Builder secret(Construct scope, String id, DeploymentStage stage, String name) {
        return Secret.Builder.create(scope, id).secretName(stage.nameOf(name)).removalPolicy(stage.removalPolicy());
    }
}
