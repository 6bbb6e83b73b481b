package io.seatline.infra;

import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * What an operator puts in by hand.
 *
 * @param documents catalog documents to import
 * @param momo MoMo's partner code, access key and secret key; created without them
 * @param chat the webhook that support alerts go to; created with a random value in its place
 * @param notice the webhook that customer notices go to, and the key that they are signed with; created with a random
 *     key and without the webhook
 */
record Vault(Bucket documents, Secret momo, Secret chat, Secret notice) {
    static Vault in(Construct scope, DeploymentStage stage) {
        Bucket documents = Bucket.Builder.create(scope, "CatalogDocumentsBucket")
                // Bucket names are shared by all accounts.
                .bucketName(stage.nameOf("catalog-documents-" + Aws.ACCOUNT_ID))
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .removalPolicy(stage.removalPolicy())
                .build();
        Accepted.finding(
                documents,
                "AwsSolutions-S1",
                "It holds what is to be public, put there by an operator; CloudTrail names who did.");
        Secret momo = secret(scope, "MomoSecret", stage, "momo")
                .description("MoMo's partner code and keys: put the real ones in before the first payment")
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"partnerCode\":\"\",\"accessKey\":\"\"}")
                        .generateStringKey("secretKey")
                        .build())
                .build();
        Secret chat = secret(scope, "ChatSecret", stage, "chat-webhook")
                .description("Slack or Discord webhook for support alerts: put the real one in")
                .build();
        Secret notice = secret(scope, "NoticeSecret", stage, "notice-webhook")
                .description("Webhook for customer notices and the key that signs them: put the real ones in")
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"url\":\"\"}")
                        .generateStringKey("secret")
                        .build())
                .build();
        for (Secret secret : List.of(momo, chat, notice)) {
            Accepted.finding(
                    secret,
                    "AwsSolutions-SMG4",
                    "Another issues it (MoMo, the chat, who runs the webhook): it is put in by hand when they change it,"
                            + " and taken up within five minutes.");
        }
        return new Vault(documents, momo, chat, notice);
    }

    private static Secret.Builder secret(Construct scope, String id, DeploymentStage stage, String name) {
        return Secret.Builder.create(scope, id).secretName(stage.nameOf(name)).removalPolicy(stage.removalPolicy());
    }
}
