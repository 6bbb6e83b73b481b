package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** What the data is kept in. */
@RequiresNode
class DataTest {
    private static final String TABLE = "AWS::DynamoDB::Table";

    private final Template template = Synthesis.dev().template();

    @Test
    void catalog_and_seat_claims_collect_their_garbage_by_ttl() {
        for (String name : List.of("seatline-dev-catalog", "seatline-dev-seat-claims")) {
            template.hasResourceProperties(
                    TABLE,
                    Map.of(
                            "TableName",
                            name,
                            "TimeToLiveSpecification",
                            Map.of("AttributeName", "ttl", "Enabled", true)));
        }
    }

    @Test
    void bookings_are_never_collected() {
        template.hasResourceProperties(
                TABLE, Map.of("TableName", "seatline-dev-bookings", "TimeToLiveSpecification", Match.absent()));
    }

    @Test
    void every_table_can_go_back_to_any_second() {
        template.allResourcesProperties(
                TABLE, Map.of("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true)));
    }

    @Test
    void every_table_is_paid_by_what_it_is_asked() {
        template.allResourcesProperties(TABLE, Map.of("BillingMode", "PAY_PER_REQUEST"));
    }

    @Test
    void only_bookings_has_a_stream_and_it_carries_both_images() {
        Map<String, JsonNode> tables = Synthesis.dev().properties(TABLE);

        assertEquals(
                "NEW_AND_OLD_IMAGES",
                tables.get("BookingsTable")
                        .path("StreamSpecification")
                        .path("StreamViewType")
                        .asText());
        assertFalse(tables.get("CatalogTable").has("StreamSpecification"));
        assertFalse(tables.get("SeatClaimsTable").has("StreamSpecification"));
    }

    @Test
    void the_due_index_is_sorted_by_time_and_carries_only_what_is_due() {
        template.hasResourceProperties(
                TABLE,
                Map.of(
                        "GlobalSecondaryIndexes",
                        Match.arrayWith(List.of(Map.of(
                                "IndexName",
                                "due",
                                "KeySchema",
                                List.of(
                                        Map.of("AttributeName", "due_shard", "KeyType", "HASH"),
                                        Map.of("AttributeName", "due_at", "KeyType", "RANGE")),
                                "Projection",
                                Map.of("ProjectionType", "INCLUDE", "NonKeyAttributes", List.of("due_kind")))))));
    }

    @Test
    void in_development_nothing_stays_behind() {
        for (JsonNode resource : Synthesis.dev().json().path("Resources")) {
            assertEquals("Delete", resource.path("DeletionPolicy").asText("Delete"), resource::toString);
        }
    }

    @Test
    void in_production_data_refuses_to_be_deleted_and_outlives_the_stack() {
        Synthesis prod = Synthesis.prod();

        for (String id : prod.properties(TABLE).keySet()) {
            assertTrue(
                    prod.resource(id)
                            .at("/Properties/DeletionProtectionEnabled")
                            .asBoolean(),
                    id);
        }
        assertEquals(
                "ACTIVE",
                prod.resource("UserPool").at("/Properties/DeletionProtection").asText());
        for (String id : List.of(
                "CatalogTable",
                "SeatClaimsTable",
                "BookingsTable",
                "UserPool",
                "CatalogDocumentsBucket",
                "MomoSecret",
                "ChatSecret")) {
            assertEquals("Retain", prod.resource(id).path("DeletionPolicy").asText(), id);
            assertEquals("Retain", prod.resource(id).path("UpdateReplacePolicy").asText(), id);
        }
    }

    @Test
    void every_name_tells_its_stage() {
        String template = Synthesis.prod().pretty();

        assertTrue(template.contains("seatline-prod-bookings"));
        assertFalse(template.contains("seatline-dev"));
    }

    @Test
    void catalog_documents_are_encrypted_and_private() {
        template.allResourcesProperties(
                "AWS::S3::Bucket",
                Map.of(
                        "BucketEncryption",
                        Match.objectLike(Map.of("ServerSideEncryptionConfiguration", Match.anyValue())),
                        "PublicAccessBlockConfiguration",
                        Map.of(
                                "BlockPublicAcls", true,
                                "BlockPublicPolicy", true,
                                "IgnorePublicAcls", true,
                                "RestrictPublicBuckets", true)));
    }

    @Test
    void no_secret_stands_in_the_template() {
        template.allResourcesProperties(
                "AWS::SecretsManager::Secret",
                Map.of("SecretString", Match.absent(), "GenerateSecretString", Match.anyValue()));
    }
}
