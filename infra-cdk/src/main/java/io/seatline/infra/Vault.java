package io.seatline.infra;

import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/**
 * What an operator puts in by hand.
 *
 * @param documents catalog documents to import
 * @param momo MoMo's partner code and keys; created with a random value, to be replaced before the first payment
 * @param chat the webhook that support alerts go to; as above
 */
record Vault(Bucket documents, Secret momo, Secret chat) {
    static Vault in(Construct scope, DeploymentStage stage) {
        Bucket documents = Bucket.Builder.create(scope, "CatalogDocumentsBucket")
                // Bucket names are shared by all accounts.
                .bucketName(stage.nameOf("catalog-documents-" + Aws.ACCOUNT_ID))
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .removalPolicy(stage.removalPolicy())
                .build();
        return new Vault(
                documents,
                secret(scope, "MomoSecret", stage, "momo", "MoMo's partner code, access key and secret key"),
                secret(scope, "ChatSecret", stage, "chat-webhook", "Slack or Discord webhook for support alerts"));
    }

    private static Secret secret(
            Construct scope, String id, DeploymentStage stage, String name, String description) {
        return Secret.Builder.create(scope, id)
                .secretName(stage.nameOf(name))
                .description(description)
                .removalPolicy(stage.removalPolicy())
                .build();
    }
}
