package io.seatline.infra.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site's bucket, headers and upload. */
@RequiresNode
class SiteTest {
    private final Synthesis dev = Synthesis.dev();

    private JsonNode properties(String id) {
        return dev.resource(id).path("Properties");
    }

    @Test
    void only_the_distribution_reads_the_bucket_and_only_over_tls() {
        JsonNode closed = properties("SiteBucket").path("PublicAccessBlockConfiguration");
        assertEquals(4, closed.size());
        closed.forEach(setting -> assertTrue(setting.asBoolean()));

        JsonNode statements = properties("SiteBucketPolicy").at("/PolicyDocument/Statement");
        assertEquals(2, statements.size());
        JsonNode insecure = statements.path(0);
        assertEquals("Deny", insecure.path("Effect").asText());
        assertEquals(
                "{\"Bool\":{\"aws:SecureTransport\":\"false\"}}",
                insecure.path("Condition").toString());
        JsonNode read = statements.path(1);
        assertEquals("cloudfront.amazonaws.com", read.at("/Principal/Service").asText());
        assertEquals("[\"s3:GetObject\",\"s3:ListBucket\"]", read.path("Action").toString());
        assertEquals(
                "Distribution",
                read.at("/Condition/StringEquals/AWS:SourceArn").findValue("Ref") == null
                        ? ""
                        : read.at("/Condition/StringEquals/AWS:SourceArn/Fn::Join/1/5/Ref")
                                .asText());
        assertEquals(
                "always",
                properties("SiteAccess")
                        .at("/OriginAccessControlConfig/SigningBehavior")
                        .asText());
    }

    @Test
    void pages_may_only_load_from_their_origin_and_sign_in_at_both_pools() {
        JsonNode parts = properties("SiteHeaders")
                .at("/ResponseHeadersPolicyConfig/SecurityHeadersConfig/ContentSecurityPolicy/ContentSecurityPolicy"
                        + "/Fn::Join/1");
        StringBuilder policy = new StringBuilder();
        parts.forEach(part -> policy.append(
                part.isTextual() ? part.asText() : "<" + part.path("Ref").asText() + ">"));

        assertEquals(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https:; connect-src"
                        + " 'self' https://seatline-dev-<AWS::AccountId>.auth.<AWS::Region>.amazoncognito.com"
                        + " https://seatline-dev-staff-<AWS::AccountId>.auth.<AWS::Region>.amazoncognito.com;"
                        + " manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors"
                        + " 'none'; require-trusted-types-for 'script'; trusted-types lit-html seatline",
                policy.toString());
        assertEquals(
                "seatline-dev-",
                properties("SignInPages").at("/Domain/Fn::Join/1/0").asText());
        assertEquals(
                "seatline-dev-staff-",
                properties("StaffSignInPages").at("/Domain/Fn::Join/1/0").asText());
    }

    @Test
    void other_headers_keep_browsers_on_https_and_give_the_camera_to_the_door_alone() {
        JsonNode config = properties("SiteHeaders").path("ResponseHeadersPolicyConfig");
        JsonNode security = config.path("SecurityHeadersConfig");

        assertEquals(
                31_536_000,
                security.at("/StrictTransportSecurity/AccessControlMaxAgeSec").asInt());
        assertTrue(security.at("/ContentTypeOptions/Override").asBoolean());
        assertEquals(
                "strict-origin-when-cross-origin",
                security.at("/ReferrerPolicy/ReferrerPolicy").asText());
        assertEquals(
                "camera=(self), geolocation=(), microphone=(), payment=(), screen-wake-lock=(self), usb=()",
                config.at("/CustomHeadersConfig/Items/0/Value").asText());
    }

    @Test
    void cloudfront_keeps_files_until_the_upload_invalidates_them_and_browsers_ask_each_time() {
        JsonNode upload = properties("SiteUploadCustomResource");

        assertEquals(
                "{\"cache-control\":\"no-cache\"}",
                upload.path("SystemMetadata").toString());
        assertEquals("[\"/*\"]", upload.path("DistributionPaths").toString());
        assertEquals("Distribution", Synthesis.target(upload.path("DistributionId")));
        assertEquals("true", upload.path("Prune").asText("true"));
        assertEquals(
                86_400, properties("SiteCache").at("/CachePolicyConfig/MinTTL").asInt());
    }

    @Test
    void upload_tells_the_site_where_customers_and_staff_sign_in() {
        JsonNode values = properties("SiteUploadCustomResource").at("/SourceMarkers");
        Map<String, Integer> named = new TreeMap<>();
        for (String id : new String[] {"SignInPages", "StaffSignInPages", "UserPoolClient", "StaffPoolClient"}) {
            named.put(id, values.toString().split("\"Ref\":\"" + id + "\"", -1).length - 1);
        }

        assertEquals(Map.of("SignInPages", 1, "StaffSignInPages", 1, "UserPoolClient", 1, "StaffPoolClient", 1), named);
    }

    @Test
    void an_operators_files_come_after_the_sites_own(@TempDir Path built, @TempDir Path own) throws IOException {
        assertTrue(refusal(built, own).contains("./mvnw -pl infra-cdk/site package"));
        Files.writeString(built.resolve("index.html"), "<!doctype html>");
        assertTrue(refusal(built, own).startsWith("siteConfig"), () -> refusal(built, own));
        Files.writeString(own.resolve("config.json"), "{}");

        assertEquals(1, SiteFiles.of(built, Optional.empty()).sources().size());
        assertEquals(2, SiteFiles.of(built, Optional.of(own)).sources().size());
    }

    private static String refusal(Path built, Path own) {
        return assertThrows(IllegalArgumentException.class, () -> SiteFiles.of(built, Optional.of(own)))
                .getMessage();
    }

    @Test
    void bucket_goes_with_the_stack_of_every_stage() {
        assertEquals(
                "Delete",
                Synthesis.prod().resource("SiteBucket").path("DeletionPolicy").asText());
        assertFalse(
                properties("SiteUploadCustomResource").path("RetainOnDelete").asBoolean(true));
    }
}
