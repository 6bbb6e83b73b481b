package io.seatline.infra.site;

import io.seatline.infra.api.Identity;
import io.seatline.infra.api.SignIn;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.AccessLevel;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.CacheControl;
import software.amazon.awscdk.services.s3.deployment.ISource;
import software.amazon.awscdk.services.s3.deployment.Source;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** The bucket of the site's files, which only CloudFront reads. */
public final class Site {
    private static final String PAGES = "pages.js";

    private final Construct scope;
    private final DeploymentStage stage;
    private final Bucket bucket;

    private Site(Construct scope, DeploymentStage stage, Bucket bucket) {
        this.scope = scope;
        this.stage = stage;
        this.bucket = bucket;
    }

    /** Adds the bucket, without files. */
    public static Site in(Construct scope, DeploymentStage stage) {
        Bucket bucket = Bucket.Builder.create(scope, "SiteBucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                // Every deployment has all files; the upload deletes them when the stack is deleted.
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        NagFindings.accept(bucket, "AwsSolutions-S1", "Its files are public, and CloudFront logs who reads them.");
        return new Site(scope, stage, bucket);
    }

    /**
     * Adds how CloudFront answers with the files.
     *
     * @param signInUrls where the site gets tokens from
     */
    public BehaviorOptions behavior(List<String> signInUrls) {
        Function pages = pages();
        return BehaviorOptions.builder()
                .origin(S3BucketOrigin.withOriginAccessControl(
                        bucket,
                        S3BucketOriginWithOACProps.builder()
                                .originAccessControl(S3OriginAccessControl.Builder.create(scope, "SiteAccess")
                                        .originAccessControlName(stage.nameOf("site"))
                                        .build())
                                // Without the right to list, S3 answers 403 for a file that does not exist.
                                .originAccessLevels(List.of(AccessLevel.READ, AccessLevel.LIST))
                                .build()))
                .allowedMethods(AllowedMethods.ALLOW_GET_HEAD)
                .cachePolicy(cachePolicy())
                .responseHeadersPolicy(SiteHeaders.in(scope, stage, signInUrls))
                .functionAssociations(Stream.of(FunctionEventType.VIEWER_REQUEST, FunctionEventType.VIEWER_RESPONSE)
                        .map(event -> FunctionAssociation.builder()
                                .eventType(event)
                                .function(pages)
                                .build())
                        .toList())
                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                .compress(true)
                .build();
    }

    /**
     * Error pages of the distribution would replace the API's own answers too, so a function of this behaviour alone
     * answers with the page for unknown addresses.
     */
    private Function pages() {
        try (InputStream code = Site.class.getResourceAsStream(PAGES)) {
            return Function.Builder.create(scope, "SitePages")
                    .functionName(stage.nameOf("site-pages"))
                    .comment("Folders and unknown addresses of the site")
                    .runtime(FunctionRuntime.JS_2_0)
                    .code(FunctionCode.fromInline(new String(code.readAllBytes(), StandardCharsets.UTF_8)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Browsers ask CloudFront for each file whether it has changed ({@code no-cache}); CloudFront itself keeps it for the
     * least time until the upload invalidates it.
     */
    private CachePolicy cachePolicy() {
        return CachePolicy.Builder.create(scope, "SiteCache")
                .cachePolicyName(stage.nameOf("site"))
                .comment("A day or until the next upload")
                .minTtl(Duration.days(1))
                .defaultTtl(Duration.days(1))
                .maxTtl(Duration.days(1))
                .enableAcceptEncodingGzip(true)
                .enableAcceptEncodingBrotli(true)
                .build();
    }

    /** Adds the upload of the files and of {@code deployment.json}, which tells them where users sign in. */
    public void upload(SiteFiles files, Distribution distribution, Identity identity) {
        List<ISource> sources = new ArrayList<>(files.sources());
        sources.add(Source.jsonData(
                "deployment.json",
                // In order, since the template has the file's hash.
                new TreeMap<>(Map.of("customers", signIn(identity.customers()), "staff", signIn(identity.staff())))));
        BucketDeployment.Builder.create(scope, "SiteUpload")
                .sources(sources)
                .destinationBucket(bucket)
                .cacheControl(List.of(CacheControl.noCache()))
                .distribution(distribution)
                .distributionPaths(List.of("/*"))
                .retainOnDelete(false)
                .logGroup(LogGroup.Builder.create(scope, "SiteUploadLog")
                        .logGroupName("/aws/lambda/" + stage.nameOf("site-upload"))
                        .retention(stage.logRetention())
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .build();
        for (IConstruct construct : Stack.of(scope).getNode().getChildren()) {
            if (construct.getNode().getId().startsWith("Custom::CDKBucketDeployment")) {
                String reason =
                        "The function and its rights are the CDK's own; it runs only while a stack is deployed.";
                NagFindings.accept(construct, "AwsSolutions-IAM4", reason);
                NagFindings.accept(construct, "AwsSolutions-IAM5", reason);
                NagFindings.accept(construct, "AwsSolutions-L1", reason);
            }
        }
    }

    private static Map<String, String> signIn(SignIn users) {
        return new TreeMap<>(
                Map.of("sign_in_url", users.url(), "client_id", users.client().getUserPoolClientId()));
    }
}
