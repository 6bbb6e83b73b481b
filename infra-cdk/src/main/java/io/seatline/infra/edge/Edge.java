package io.seatline.infra.edge;

import io.seatline.infra.api.HttpFront;
import io.seatline.infra.deployment.CustomDomain;
import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.deployment.WebAcl;
import io.seatline.infra.function.Functions;
import io.seatline.infra.function.IpnEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CacheHeaderBehavior;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CacheQueryStringBehavior;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ErrorResponse;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.FunctionUrlOrigin;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.constructs.Construct;

/** The CloudFront distribution of the public domain: the API, its cached public reads, and MoMo's IPNs. */
public final class Edge {
    /**
     * The public reads, which CloudFront keeps as long as their {@code Cache-Control} says: however many look at a show's
     * seat map, an edge location asks for it once a second. No path that needs a token may match.
     */
    private static final List<String> CACHED = List.of(
            "/api/v1/cities*",
            "/api/v1/cinemas*",
            "/api/v1/shows/*/seats",
            "/api/v1/ticket-keys",
            "/api/v1/openapi.yaml",
            "/api/v1/docs*");

    /**
     * The statuses that CloudFront would keep for ten seconds, most of them against {@code no-store}, and for the next
     * caller of the path, whoever that is (CloudFront's page "Control how long CloudFront caches errors").
     */
    private static final List<Integer> ERRORS = List.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

    private final Construct scope;
    private final DeploymentStage stage;

    private Edge(Construct scope, DeploymentStage stage) {
        this.scope = scope;
        this.stage = stage;
    }

    /** Adds the distribution, if there is a domain, and makes the functions of the API refuse what bypasses it. */
    public static Optional<Distribution> in(
            Construct scope, DeploymentOptions options, HttpFront front, Functions functions) {
        return options.domain().map(domain -> {
            OriginKey key = OriginKey.in(scope, options.stage(), domain.originKey());
            key.requireIn(functions.http().all());
            IOrigin api = HttpOrigin.Builder.create(Fn.parseDomainName(front.endpoint()))
                    .customHeaders(key.header())
                    // API Gateway gives up first, after 30 seconds.
                    .readTimeout(Duration.seconds(60))
                    .build();
            Edge edge = new Edge(scope, options.stage());
            Distribution.Builder distribution = edge.distribution(domain)
                    .defaultBehavior(edge.uncached(api))
                    .additionalBehaviors(edge.behaviors(api, functions.ipn()));
            options.webAcl().map(WebAcl::arn).ifPresent(distribution::webAclId);
            Distribution built = distribution.build();
            edge.acceptFindings(built, options.webAcl());
            return built;
        });
    }

    private void acceptFindings(Distribution distribution, Optional<WebAcl> webAcl) {
        NagFindings.accept(
                distribution, "AwsSolutions-CFR1", "Customers buy from wherever they are; no country is excluded.");
        if (webAcl.isEmpty()) {
            NagFindings.accept(
                    distribution,
                    "AwsSolutions-CFR2",
                    "The operator deploys without -c webAcl: for production the guide says what this risks.");
        }
    }

    private Distribution.Builder distribution(CustomDomain domain) {
        return Distribution.Builder.create(scope, "Distribution")
                .comment(stage.stack())
                .domainNames(List.of(domain.name()))
                .certificate(Certificate.fromCertificateArn(scope, "Certificate", domain.certificate()))
                .minimumProtocolVersion(SecurityPolicyProtocol.TLS_V1_2_2021)
                .httpVersion(HttpVersion.HTTP2_AND_3)
                // The cheapest class with the edge locations of Vietnam and its neighbours (CloudFront's price page).
                .priceClass(PriceClass.PRICE_CLASS_200)
                .logBucket(EdgeLogs.in(scope, stage))
                .errorResponses(ERRORS.stream()
                        .map(status -> ErrorResponse.builder()
                                .httpStatus(status)
                                .ttl(Duration.seconds(0))
                                .build())
                        .toList());
    }

    /**
     * By path; everything else goes to the API uncached. The web site will become the default, and the API's uncached
     * behaviour then stand last in here, for {@code /api/*}.
     */
    private Map<String, BehaviorOptions> behaviors(IOrigin api, IpnEndpoint ipn) {
        Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
        behaviors.put(IpnEndpoint.PATH, uncached(new FunctionUrlOrigin(ipn.url())));
        CachePolicy policy = publicReads();
        CACHED.forEach(path -> behaviors.put(path, cached(api, policy)));
        return behaviors;
    }

    private BehaviorOptions uncached(IOrigin origin) {
        return BehaviorOptions.builder()
                .origin(origin)
                .allowedMethods(AllowedMethods.ALLOW_ALL)
                .cachePolicy(CachePolicy.CACHING_DISABLED)
                // Includes Authorization, which CloudFront's policies forward only with all headers. The origins know
                // themselves only by their own Host.
                .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)
                .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
                // No redirect: a client that sent its token in clear must notice.
                .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
                .build();
    }

    private BehaviorOptions cached(IOrigin origin, CachePolicy policy) {
        return BehaviorOptions.builder()
                .origin(origin)
                .allowedMethods(AllowedMethods.ALLOW_GET_HEAD_OPTIONS)
                .cachePolicy(policy)
                // What API Gateway needs to answer a preflight, despite the policy's name; a token never gets here.
                .originRequestPolicy(OriginRequestPolicy.CORS_S3_ORIGIN)
                .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                .compress(true)
                .build();
    }

    /**
     * API Gateway sends CORS headers only to a request with an Origin. No public read varies on Accept, nor on a parameter
     * but {@code date}: an invented one must not reach the function each time.
     */
    private CachePolicy publicReads() {
        return CachePolicy.Builder.create(scope, "PublicReads")
                .cachePolicyName(stage.nameOf("public-reads"))
                .comment("As long as the origin says")
                .minTtl(Duration.seconds(0))
                .defaultTtl(Duration.seconds(0))
                .maxTtl(Duration.days(1))
                .queryStringBehavior(CacheQueryStringBehavior.allowList("date"))
                .headerBehavior(CacheHeaderBehavior.allowList("Origin"))
                .enableAcceptEncodingGzip(true)
                .enableAcceptEncodingBrotli(true)
                .build();
    }
}
