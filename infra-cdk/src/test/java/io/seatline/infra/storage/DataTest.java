package io.seatline.infra.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** Tables, the documents bucket and secrets. */
@RequiresNode
class DataTest {
    private static final String TABLE = "AWS::DynamoDB::Table";

    private final Template template = Synthesis.dev().template();

    @Test
    void catalog_seat_claims_and_waitlist_have_a_ttl() {
        for (String name : List.of("seatline-dev-catalog", "seatline-dev-seat-claims", "seatline-dev-waitlist")) {
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
    void bookings_have_no_ttl() {
        template.hasResourceProperties(
                TABLE, Map.of("TableName", "seatline-dev-bookings", "TimeToLiveSpecification", Match.absent()));
    }

    @Test
    void every_table_has_point_in_time_recovery() {
        template.allResourcesProperties(
                TABLE, Map.of("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true)));
    }

    @Test
    void every_table_is_on_demand() {
        template.allResourcesProperties(TABLE, Map.of("BillingMode", "PAY_PER_REQUEST"));
    }

    @Test
    void only_bookings_and_waitlist_have_a_stream_with_both_images() {
        Map<String, JsonNode> tables = Synthesis.dev().properties(TABLE);

        for (String id : List.of("BookingsTable", "WaitlistTable")) {
            assertEquals(
                    "NEW_AND_OLD_IMAGES",
                    tables.get(id)
                            .path("StreamSpecification")
                            .path("StreamViewType")
                            .asText(),
                    id);
        }
        assertFalse(tables.get("CatalogTable").has("StreamSpecification"));
        assertFalse(tables.get("SeatClaimsTable").has("StreamSpecification"));
    }

    @Test
    void deadline_index_is_sorted_by_time_and_sparse() {
        for (String name : List.of("seatline-dev-bookings", "seatline-dev-waitlist")) {
            template.hasResourceProperties(
                    TABLE,
                    Map.of(
                            "TableName",
                            name,
                            "GlobalSecondaryIndexes",
                            Match.arrayWith(List.of(Map.of(
                                    "IndexName",
                                    "deadline",
                                    "KeySchema",
                                    key("deadline_shard", "deadline_at"),
                                    "Projection",
                                    Map.of(
                                            "ProjectionType",
                                            "INCLUDE",
                                            "NonKeyAttributes",
                                            List.of("deadline_kind")))))));
        }
    }

    @Test
    void waitlist_indexes_are_local_so_that_reads_are_consistent() {
        Map<String, Object> keysOnly = Map.of("ProjectionType", "KEYS_ONLY");

        template.hasResourceProperties(
                TABLE,
                Map.of(
                        "TableName",
                        "seatline-dev-waitlist",
                        "KeySchema",
                        key("show_id", "item"),
                        "LocalSecondaryIndexes",
                        List.of(
                                Map.of(
                                        "IndexName",
                                        "by_kind",
                                        "KeySchema",
                                        key("show_id", "kind_size_place"),
                                        "Projection",
                                        keysOnly),
                                Map.of(
                                        "IndexName",
                                        "by_place",
                                        "KeySchema",
                                        key("show_id", "waiting_place"),
                                        "Projection",
                                        keysOnly)),
                        "AttributeDefinitions",
                        Match.arrayWith(List.of(
                                Map.of("AttributeName", "kind_size_place", "AttributeType", "S"),
                                Map.of("AttributeName", "waiting_place", "AttributeType", "N")))));
    }

    @Test
    void development_leaves_nothing_behind() {
        for (JsonNode resource : Synthesis.dev().json().path("Resources")) {
            if (resource.path("Type").asText().equals("AWS::Lambda::Version")) {
                // Deleted with its function.
                continue;
            }
            assertEquals("Delete", resource.path("DeletionPolicy").asText("Delete"), resource::toString);
        }
    }

    @Test
    void production_data_is_protected_and_outlives_the_stack() {
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
                "WaitlistTable",
                "UserPool",
                "CatalogDocumentsBucket",
                "MomoSecret",
                "ChatSecret",
                "NoticeSecret",
                "TicketKeys")) {
            assertEquals("Retain", prod.resource(id).path("DeletionPolicy").asText(), id);
            assertEquals("Retain", prod.resource(id).path("UpdateReplacePolicy").asText(), id);
        }
    }

    @Test
    void every_name_contains_its_stage() {
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
    void no_secret_is_in_the_template() {
        template.allResourcesProperties(
                "AWS::SecretsManager::Secret",
                Map.of("SecretString", Match.absent(), "GenerateSecretString", Match.anyValue()));
    }

    @Test
    void notice_secret_starts_with_a_key_and_without_a_webhook() {
        template.hasResourceProperties(
                "AWS::SecretsManager::Secret",
                Map.of(
                        "Name",
                        "seatline-dev-notice-webhook",
                        "GenerateSecretString",
                        Map.of("GenerateStringKey", "secret", "SecretStringTemplate", "{\"url\":\"\"}")));
    }

    @Test
    void ticket_keys_start_with_a_long_current_key_and_no_previous_one() {
        template.hasResourceProperties(
                "AWS::SecretsManager::Secret",
                Map.of(
                        "Name",
                        "seatline-dev-ticket-keys",
                        "GenerateSecretString",
                        Map.of(
                                "GenerateStringKey",
                                "current",
                                "SecretStringTemplate",
                                "{\"previous\":\"\"}",
                                "PasswordLength",
                                64)));
    }

    private static List<Map<String, String>> key(String hash, String range) {
        return List.of(
                Map.of("AttributeName", hash, "KeyType", "HASH"), Map.of("AttributeName", range, "KeyType", "RANGE"));
    }
}
