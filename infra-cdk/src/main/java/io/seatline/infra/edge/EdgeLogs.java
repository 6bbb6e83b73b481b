package io.seatline.infra.edge;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * The bucket of CloudFront's access logs: its standard logging (legacy), which costs only storage. The newer one can be
 * deployed only in us-east-1. These logs alone have the client's address; API Gateway sees CloudFront's.
 */
final class EdgeLogs {
    private EdgeLogs() {}

    static Bucket in(Construct scope, DeploymentStage stage) {
        Bucket logs = Bucket.Builder.create(scope, "EdgeLogs")
                // Without a name: a bucket that is kept must not block a later one.
                // CloudFront writes by an access control list of the bucket.
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                // Addresses are personal data: long enough to look into an attack.
                .lifecycleRules(List.of(
                        LifecycleRule.builder().expiration(Duration.days(30)).build()))
                .removalPolicy(stage.removalPolicy())
                .build();
        NagFindings.accept(logs, "AwsSolutions-S1", "It contains access logs itself.");
        return logs;
    }
}
