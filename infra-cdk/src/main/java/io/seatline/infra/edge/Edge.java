package io.seatline.infra.edge;

import io.seatline.infra.api.HttpFront;
import io.seatline.infra.api.Identity;
import io.seatline.infra.deployment.CustomDomain;
import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.deployment.WebAcl;
import io.seatline.infra.function.Functions;
import io.seatline.infra.function.IpnEndpoint;
import io.seatline.infra.site.Site;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
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

/** The CloudFront distribution: the site, the API below {@code /api/} with its cached public reads, and MoMo's IPNs. */
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
    private final DeploymentOptions options;
    private final Distribution distribution;

    private Edge(Construct scope, DeploymentOptions options, Site site) {
        this.scope = scope;
        this.options = options;
        this.distribution = distribution(site);
        acceptFindings();
    }

    /** Adds the distribution, which serves the site; until {@link #route} nothing of the API. */
    public static Edge in(Construct scope, DeploymentOptions options, Site site) {
        return new Edge(scope, options, site);
    }

    public Distribution distribution() {
        return distribution;
    }

    /** The URL that customers open, without a trailing slash. */
    public String url() {
        return options.domain().map(CustomDomain::url).orElseGet(() -> "https://" + distribution.getDomainName());
    }

    private void acceptFindings() {
        NagFindings.accept(
                distribution, "AwsSolutions-CFR1", "Customers buy from wherever they are; no country is excluded.");
        if (options.webAcl().isEmpty()) {
            NagFindings.accept(
                    distribution,
                    "AwsSolutions-CFR2",
                    "The operator deploys without -c webAcl: for production the guide says what this risks.");
        }
        if (options.domain().isEmpty()) {
            NagFindings.accept(
                    distribution,
                    "AwsSolutions-CFR4",
                    "Without a domain, CloudFront's own certificate decides the protocols.");
        }
    }

    private Distribution distribution(Site site) {
        DeploymentStage stage = options.stage();
        Distribution.Builder builder = Distribution.Builder.create(scope, "Distribution")
                .comment(stage.stack())
                .httpVersion(HttpVersion.HTTP2_AND_3)
                // The cheapest class with the edge locations of Vietnam and its neighbours (CloudFront's price page).
                .priceClass(PriceClass.PRICE_CLASS_200)
                .logBucket(EdgeLogs.in(scope, stage))
                .defaultBehavior(site.behavior(Identity.signInUrls(stage)))
                .errorResponses(ERRORS.stream()
                        .map(status -> ErrorResponse.builder()
                                .httpStatus(status)
                                .ttl(Duration.seconds(0))
                                .build())
                        .toList());
        options.domain().ifPresent(domain -> builder.domainNames(List.of(domain.name()))
                .certificate(Certificate.fromCertificateArn(scope, "Certificate", domain.certificate()))
                .minimumProtocolVersion(SecurityPolicyProtocol.TLS_V1_2_2021));
        options.webAcl().map(WebAcl::arn).ifPresent(builder::webAclId);
        return builder.build();
    }

    /**
     * Adds the API. With a domain also MoMo's IPNs, and the functions of the API then refuse what bypasses CloudFront.
     * Without one, functions get the distribution's name, so it must not depend on them.
     */
    public void route(HttpFront front, Functions functions) {
        HttpOrigin.Builder api = HttpOrigin.Builder.create(Fn.parseDomainName(front.endpoint()))
                // API Gateway gives up first, after 30 seconds.
                .readTimeout(Duration.seconds(60));
        options.domain().ifPresent(domain -> {
            OriginKey key = OriginKey.in(scope, options.stage(), domain.originKey());
            key.requireIn(functions.http().all());
            api.customHeaders(key.header());
            distribution.addBehavior(
                    IpnEndpoint.PATH, new FunctionUrlOrigin(functions.ipn().url()), uncached());
        });
        IOrigin origin = api.build();
        AddBehaviorOptions cached = cached(publicReads());
        CACHED.forEach(path -> distribution.addBehavior(path, origin, cached));
        distribution.addBehavior("/api/*", origin, uncached());
    }

    private static AddBehaviorOptions uncached() {
        return AddBehaviorOptions.builder()
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

    private static AddBehaviorOptions cached(CachePolicy policy) {
        return AddBehaviorOptions.builder()
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
                .cachePolicyName(options.stage().nameOf("public-reads"))
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
