package io.seatline.infra.site;

import io.seatline.infra.deployment.DeploymentStage;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudfront.HeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseCustomHeader;
import software.amazon.awscdk.services.cloudfront.ResponseCustomHeadersBehavior;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentSecurityPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentTypeOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersStrictTransportSecurity;
import software.amazon.awscdk.services.cloudfront.ResponseSecurityHeadersBehavior;
import software.constructs.Construct;

/** The headers of every file of the site. The embedded cloud reads them from the template. */
final class SiteHeaders {
    private static final String PERMISSIONS =
            "camera=(self), geolocation=(), microphone=(), payment=(), screen-wake-lock=(self), usb=()";

    private SiteHeaders() {}

    /**
     * Adds them.
     *
     * @param signInUrls where the site gets tokens from
     */
    static ResponseHeadersPolicy in(Construct scope, DeploymentStage stage, List<String> signInUrls) {
        return ResponseHeadersPolicy.Builder.create(scope, "SiteHeaders")
                .responseHeadersPolicyName(stage.nameOf("site"))
                .securityHeadersBehavior(ResponseSecurityHeadersBehavior.builder()
                        .contentSecurityPolicy(ResponseHeadersContentSecurityPolicy.builder()
                                .contentSecurityPolicy(contentSecurityPolicy(signInUrls))
                                .override(true)
                                .build())
                        .contentTypeOptions(ResponseHeadersContentTypeOptions.builder()
                                .override(true)
                                .build())
                        .referrerPolicy(ResponseHeadersReferrerPolicy.builder()
                                .referrerPolicy(HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN)
                                .override(true)
                                .build())
                        // Of this name alone: what the operator has below it is not Seatline's.
                        .strictTransportSecurity(ResponseHeadersStrictTransportSecurity.builder()
                                .accessControlMaxAge(Duration.days(365))
                                .override(true)
                                .build())
                        .build())
                .customHeadersBehavior(ResponseCustomHeadersBehavior.builder()
                        .customHeaders(List.of(ResponseCustomHeader.builder()
                                .header("Permissions-Policy")
                                .value(PERMISSIONS)
                                .override(true)
                                .build()))
                        .build())
                .build();
    }

    private static String contentSecurityPolicy(List<String> signInUrls) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                // Posters are anywhere; QR codes are drawn by the page.
                "img-src 'self' data: blob: https:",
                "connect-src 'self' " + String.join(" ", signInUrls),
                "manifest-src 'self'",
                "worker-src 'self'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types lit-html seatline");
    }
}
