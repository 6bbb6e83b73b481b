package io.seatline.infra.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution of the site and the API. */
@RequiresNode
class EdgeTest {
    // Ids of CloudFront's managed policies.
    private static final String CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    private static final String ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
    private static final String CORS_HEADERS = "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf";
    private static final String SECURITY_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03";

    /** A page with MoMo's signed query, which must not be kept. */
    private static final String UNCACHED_PUBLIC_READ = "/api/v1/payment/success";

    private final Synthesis edge = Synthesis.edge();
    private final JsonNode config = edge.resource("Distribution").at("/Properties/DistributionConfig");

    @Test
    void it_serves_the_domain_with_modern_protocols_from_asia_and_behind_the_web_acl() {
        assertEquals("tickets.cinema.vn", config.at("/Aliases/0").asText());
        assertTrue(config.at("/ViewerCertificate/AcmCertificateArn").asText().startsWith("arn:aws:acm:us-east-1:"));
        assertEquals(
                "TLSv1.2_2021",
                config.at("/ViewerCertificate/MinimumProtocolVersion").asText());
        assertEquals("http2and3", config.path("HttpVersion").asText());
        assertTrue(config.path("IPV6Enabled").asBoolean());
        assertEquals("PriceClass_200", config.path("PriceClass").asText());
        assertTrue(config.path("WebACLId").asText().contains(":global/webacl/"));
    }

    @Test
    void by_default_it_serves_the_compressed_site_with_headers_and_pages_of_its_own() {
        JsonNode behavior = config.path("DefaultCacheBehavior");

        assertEquals("SiteBucket", target(behavior));
        assertEquals("[\"GET\",\"HEAD\"]", behavior.path("AllowedMethods").toString());
        assertEquals("redirect-to-https", behavior.path("ViewerProtocolPolicy").asText());
        assertTrue(behavior.path("Compress").asBoolean());
        assertEquals("SiteHeaders", Synthesis.target(behavior.path("ResponseHeadersPolicyId")));
        Set<String> events = new TreeSet<>();
        for (JsonNode association : behavior.path("FunctionAssociations")) {
            assertEquals("SitePages", Synthesis.target(association.path("FunctionARN")));
            events.add(association.path("EventType").asText());
        }
        assertEquals(Set.of("viewer-request", "viewer-response"), events);
    }

    @Test
    void everything_else_below_api_but_the_host_reaches_the_api_and_nothing_is_cached() {
        JsonNode behaviors = config.path("CacheBehaviors");
        JsonNode behavior = behaviors.path(behaviors.size() - 1);

        assertEquals("/api/*", behavior.path("PathPattern").asText());
        assertForwardsAll(behavior);
        assertEquals("Api", target(behavior));
        behaviors.forEach(each -> assertFalse(each.has("FunctionAssociations"), each::toString));
    }

    @Test
    void ipns_reach_notify_uncached_and_first() {
        JsonNode behavior = config.at("/CacheBehaviors/0");

        assertEquals("/api/v1/payment/notify", behavior.path("PathPattern").asText());
        assertForwardsAll(behavior);
        assertEquals("NotifyLiveFunctionUrl", target(behavior));
    }

    private static void assertForwardsAll(JsonNode behavior) {
        assertEquals(CACHING_DISABLED, behavior.path("CachePolicyId").asText());
        assertEquals(
                ALL_VIEWER_EXCEPT_HOST, behavior.path("OriginRequestPolicyId").asText());
        assertEquals(SECURITY_HEADERS, behavior.path("ResponseHeadersPolicyId").asText());
        assertEquals("https-only", behavior.path("ViewerProtocolPolicy").asText());
        assertTrue(behavior.path("AllowedMethods").toString().contains("DELETE"));
    }

    @Test
    void public_reads_are_cached_as_long_as_the_origin_says_by_query_encoding_and_cross_origin() {
        JsonNode policy = edge.resource("PublicReads").at("/Properties/CachePolicyConfig");

        assertEquals(0, policy.path("MinTTL").asInt(-1));
        assertEquals(0, policy.path("DefaultTTL").asInt(-1));
        assertEquals(86_400, policy.path("MaxTTL").asInt());
        JsonNode key = policy.path("ParametersInCacheKeyAndForwardedToOrigin");
        assertEquals(
                "whitelist", key.at("/QueryStringsConfig/QueryStringBehavior").asText());
        assertEquals("[\"date\"]", key.at("/QueryStringsConfig/QueryStrings").toString());
        assertEquals("[\"Origin\"]", key.at("/HeadersConfig/Headers").toString());
        assertEquals("none", key.at("/CookiesConfig/CookieBehavior").asText());
        assertTrue(key.path("EnableAcceptEncodingGzip").asBoolean());
        assertTrue(key.path("EnableAcceptEncodingBrotli").asBoolean());
        cached().forEach((path, behavior) -> {
            assertEquals("PublicReads", Synthesis.target(behavior.path("CachePolicyId")), path);
            assertEquals(CORS_HEADERS, behavior.path("OriginRequestPolicyId").asText(), path);
            assertEquals(
                    "[\"GET\",\"HEAD\",\"OPTIONS\"]",
                    behavior.path("AllowedMethods").toString(),
                    path);
            assertEquals("Api", target(behavior), path);
            assertTrue(behavior.path("Compress").asBoolean(), path);
        });
    }

    /** Otherwise one caller's 403 or 404 would be the next caller's. */
    @Test
    void no_error_is_cached() {
        Map<Integer, Integer> seconds = new TreeMap<>();
        for (JsonNode error : config.path("CustomErrorResponses")) {
            seconds.put(
                    error.path("ErrorCode").asInt(),
                    error.path("ErrorCachingMinTTL").asInt(-1));
            assertTrue(error.path("ResponsePagePath").isMissingNode());
        }
        assertEquals(Set.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504), seconds.keySet());
        assertEquals(Set.of(0), Set.copyOf(seconds.values()));
    }

    @Test
    void every_public_read_of_the_contract_is_cached_and_no_other() throws IOException {
        Set<String> open = new TreeSet<>();
        Set<String> guarded = new TreeSet<>();
        try (InputStream document = getClass().getResourceAsStream("/openapi.yaml")) {
            for (Map.Entry<String, JsonNode> path :
                    new YAMLMapper().readTree(document).path("paths").properties()) {
                for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                    boolean isOpen = call.getKey().equals("get")
                            && call.getValue().path("security").isEmpty();
                    (isOpen ? open : guarded).add("/api/v1" + path.getKey());
                }
            }
        }
        assertTrue(open.size() >= 6 && guarded.size() >= 20, open + " " + guarded);
        assertCached(open, guarded);
    }

    @Test
    void every_public_read_of_the_api_is_cached_and_no_other() {
        Set<String> open = new TreeSet<>();
        Set<String> guarded = new TreeSet<>();
        for (JsonNode route : edge.properties("AWS::ApiGatewayV2::Route").values()) {
            String[] key = route.path("RouteKey").asText().split(" ", 2);
            boolean isRead = key[0].equals("GET") || key[0].equals("HEAD");
            (isRead && route.path("AuthorizationType").asText().equals("NONE") ? open : guarded).add(key[1]);
        }
        assertCached(open, guarded);
    }

    private void assertCached(Set<String> open, Set<String> guarded) {
        Set<String> expected = new TreeSet<>(open);
        expected.remove(UNCACHED_PUBLIC_READ);
        Set<String> all = new TreeSet<>(open);
        all.addAll(guarded);
        all.removeIf(path -> cached().keySet().stream().noneMatch(pattern -> matches(pattern, path)));

        assertEquals(expected, all);
    }

    @Test
    void functions_of_the_api_alone_require_the_key_that_the_distribution_adds() {
        Map<String, JsonNode> keys = new TreeMap<>();
        edge.functions().forEach((id, function) -> {
            JsonNode key = function.at("/Environment/Variables/ORIGIN_KEY");
            if (!key.isMissingNode()) {
                keys.put(id, key);
            }
        });
        Set<String> behindRoutes = new TreeSet<>();
        for (JsonNode integration :
                edge.properties("AWS::ApiGatewayV2::Integration").values()) {
            behindRoutes.add(Synthesis.target(edge.resource(Synthesis.target(integration.path("IntegrationUri")))
                    .at("/Properties/FunctionName")));
        }
        JsonNode sent = header("Api").at("/HeaderValue");

        assertEquals(behindRoutes, keys.keySet());
        assertEquals(Set.of(sent), Set.copyOf(keys.values()));
        assertEquals("x-origin-key", header("Api").path("HeaderName").asText());
        assertTrue(header("NotifyLiveFunctionUrl").isMissingNode());
    }

    @Test
    void template_refers_to_the_secret_and_to_its_version_while_it_is_rotated() {
        String reference = header("Api").at("/HeaderValue").toString();

        assertEquals(
                "{\"Fn::Join\":[\"\",[\"{{resolve:secretsmanager:\",{\"Ref\":\"OriginKeySecret\"},"
                        + "\":SecretString:::a1b2c3d4-1111-2222-3333-444455556666}}\"]]}",
                reference);
        JsonNode generated = edge.resource("OriginKeySecret").at("/Properties/GenerateSecretString");
        assertEquals(48, generated.path("PasswordLength").asInt());
        assertTrue(generated.path("ExcludePunctuation").asBoolean(), "a comma would separate two keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReserveFunction", "DeadlineFunction", "RefundFunction"})
    void momo_gets_the_urls_of_the_domain(String function) {
        JsonNode variables = edge.resource(function).at("/Properties/Environment/Variables");

        assertEquals(
                "https://tickets.cinema.vn/api/v1/payment/notify",
                variables.path("MOMO_IPN_URL").asText());
        assertEquals(
                "https://tickets.cinema.vn/api/v1/payment/success",
                variables.path("MOMO_REDIRECT_URL").asText());
    }

    @Test
    void access_logs_are_private_and_deleted_after_thirty_days() {
        assertEquals("EdgeLogs", config.at("/Logging/Bucket/Fn::GetAtt/0").asText());
        JsonNode bucket = edge.resource("EdgeLogs").path("Properties");

        assertEquals(
                30,
                bucket.at("/LifecycleConfiguration/Rules/0/ExpirationInDays").asInt());
        assertTrue(bucket.at("/PublicAccessBlockConfiguration/BlockPublicAcls").asBoolean());
        assertEquals(
                "BucketOwnerPreferred",
                bucket.at("/OwnershipControls/Rules/0/ObjectOwnership").asText());
    }

    @Test
    void outputs_name_the_public_url_and_the_target_of_the_dns_record() {
        assertEquals(
                "https://tickets.cinema.vn",
                edge.json().at("/Outputs/ApiEndpoint/Value").asText());
        assertEquals(
                "[\"Distribution\",\"DomainName\"]",
                edge.json().at("/Outputs/DistributionDomain/Value/Fn::GetAtt").toString());
    }

    /** The behaviours with a cache, by path pattern. */
    private Map<String, JsonNode> cached() {
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode behavior : config.path("CacheBehaviors")) {
            if (!behavior.path("CachePolicyId").asText().equals(CACHING_DISABLED)) {
                found.put(behavior.path("PathPattern").asText(), behavior);
            }
        }
        return found;
    }

    /** CloudFront's {@code *} matches any characters, a slash included. */
    private static boolean matches(String pattern, String path) {
        return path.matches(pattern.replace(".", "\\.").replace("*", ".*"));
    }

    /** The resource in the domain of a behaviour's origin. */
    private String target(JsonNode behavior) {
        return resource(origin(behavior.path("TargetOriginId").asText()));
    }

    private JsonNode origin(String id) {
        for (JsonNode origin : config.path("Origins")) {
            if (origin.path("Id").asText().equals(id)) {
                return origin;
            }
        }
        throw new AssertionError("no origin " + id);
    }

    private JsonNode header(String resource) {
        for (JsonNode origin : config.path("Origins")) {
            if (resource(origin).equals(resource)) {
                return origin.at("/OriginCustomHeaders/0");
            }
        }
        throw new AssertionError("no origin at " + resource);
    }

    private static String resource(JsonNode origin) {
        JsonNode domain = origin.path("DomainName");
        JsonNode found = domain.findValue("Fn::GetAtt");
        return found == null ? domain.findValue("Ref").asText() : found.path(0).asText();
    }
}
