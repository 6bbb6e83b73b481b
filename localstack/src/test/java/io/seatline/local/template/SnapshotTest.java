package io.seatline.local.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;

/** Checks how the embedded cloud reads the reviewed template. */
class SnapshotTest {

    private static final ResolvedTemplate CLOUD = Template.snapshot()
            .resolve(new Place(
                    URI.create("http://localhost:8080"),
                    URI.create("http://localhost:9324"),
                    "http://localhost:8080/local/issuer"));

    private static Optional<JwtAuthorizer> authorizerOf(String routeKey) {
        return CLOUD.routes().stream()
                .filter(route -> route.routeKey().equals(routeKey))
                .map(HttpRoute::authorizer)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void private_routes_need_tokens_of_the_one_development_issuer() {
        JwtAuthorizer anybody = new JwtAuthorizer(
                "http://localhost:8080/local/issuer",
                List.of("seatline-local"),
                List.of("aws.cognito.signin.user.admin"));

        assertEquals(Optional.of(anybody), authorizerOf("POST /api/v1/reserve"));
        assertEquals(Optional.of(anybody), authorizerOf("GET /api/v1/support/cases"));
        assertEquals(Optional.empty(), authorizerOf("GET /api/v1/cities"));
        assertEquals(Optional.of(anybody), authorizerOf("HEAD /api/v1/bookings"));
        assertEquals(Optional.empty(), authorizerOf("HEAD /api/v1/cities"));
    }

    @Test
    void ipns_arrive_at_the_function_url() {
        ResolvedTemplate.Function notify = CLOUD.function("NotifyHandler");

        assertEquals(Set.of(notify.id()), CLOUD.functionUrls());
        assertEquals(
                "http://localhost:8080/api/v1/payment/notify",
                CLOUD.function("ReserveHandler").environment().get("MOMO_IPN_URL"));
    }

    @Test
    void functions_are_those_in_java() {
        assertTrue(CLOUD.functions().stream()
                .allMatch(function -> function.className().startsWith("io.seatline.")));
    }

    @Test
    void site_has_the_headers_of_cloudfront_but_for_tls() {
        assertEquals(
                Set.of("content-security-policy", "permissions-policy", "referrer-policy", "x-content-type-options"),
                CLOUD.siteHeaders().keySet());
        assertTrue(CLOUD.siteHeaders().get("content-security-policy").startsWith("default-src 'none'; script-src"));
    }

    @Test
    void mappings_rules_and_schedules_have_sources_and_targets() {
        assertFalse(CLOUD.mappings().isEmpty());
        for (ResolvedTemplate.EventSourceMapping mapping : CLOUD.mappings()) {
            assertTrue(CLOUD.functions().contains(CLOUD.function(mapping.functionArn())));
            if (mapping.sourceArn().contains(":sqs:")) {
                assertTrue(CLOUD.queues().contains(CLOUD.queue(mapping.sourceArn())));
            } else {
                assertTrue(CLOUD.table(mapping.sourceArn())
                        .request()
                        .streamSpecification()
                        .streamEnabled());
            }
        }
        assertFalse(CLOUD.rules().isEmpty());
        CLOUD.rules().forEach(rule -> assertTrue(CLOUD.buses().contains(rule.busName())));
        assertEquals(
                Set.of("seatline-dev-alert", "seatline-dev-mail", "seatline-dev-notices"),
                CLOUD.rules().stream()
                        .flatMap(rule -> rule.targets().stream())
                        .map(ResolvedTemplate.Target::arn)
                        .map(arn -> arn.contains(":sqs:")
                                ? CLOUD.queue(arn).name()
                                : CLOUD.function(arn).name())
                        .collect(Collectors.toSet()));
        assertEquals(
                Set.of("ExpireHandler"),
                CLOUD.schedules().stream()
                        .map(schedule -> CLOUD.function(schedule.target().arn()).className())
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .collect(Collectors.toSet()));
    }

    @Test
    void every_mapping_has_five_concurrent_pollers() {
        CLOUD.mappings().forEach(mapping -> assertEquals(5, mapping.concurrency(), mapping::id));
    }

    @Test
    void outbox_reads_the_streams_of_bookings_and_waitlist() {
        String outbox = CLOUD.function("OutboxHandler").arn();

        assertEquals(
                Set.of("seatline-dev-bookings", "seatline-dev-waitlist"),
                CLOUD.mappings().stream()
                        .filter(mapping ->
                                CLOUD.function(mapping.functionArn()).arn().equals(outbox))
                        .map(mapping -> CLOUD.table(mapping.sourceArn()).name())
                        .collect(Collectors.toSet()));
    }

    @Test
    void waitlist_table_has_local_indexes() {
        assertEquals(
                Set.of("by_kind", "by_place"),
                CLOUD.table("seatline-dev-waitlist").request().localSecondaryIndexes().stream()
                        .map(LocalSecondaryIndex::indexName)
                        .collect(Collectors.toSet()));
    }

    @Test
    void no_function_has_an_aws_address_in_its_environment() {
        for (ResolvedTemplate.Function function : CLOUD.functions()) {
            function.environment().values().forEach(value -> assertFalse(value.contains("amazonaws.com"), value));
        }
    }
}
