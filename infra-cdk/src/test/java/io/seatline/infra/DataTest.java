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
    void catalog_seat_claims_and_waitlist_collect_their_garbage_by_ttl() {
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
    void only_bookings_and_waitlist_have_a_stream_and_it_carries_both_images() {
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
    void the_due_index_is_sorted_by_time_and_carries_only_what_is_due() {
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
    void a_waitlist_is_one_partition_so_that_it_can_be_read_consistently_by_kind_and_by_place() {
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
                "WaitlistTable",
                "UserPool",
                "CatalogDocumentsBucket",
                "MomoSecret",
                "ChatSecret",
                "NoticeSecret")) {
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

    @Test
    void customer_notices_have_a_key_from_the_start_and_wait_for_their_webhook() {
        template.hasResourceProperties(
                "AWS::SecretsManager::Secret",
                Map.of(
                        "Name",
                        "seatline-dev-notice-webhook",
                        "GenerateSecretString",
                        Map.of("GenerateStringKey", "secret", "SecretStringTemplate", "{\"url\":\"\"}")));
    }

    private static List<Map<String, String>> key(String hash, String range) {
        return List.of(
                Map.of("AttributeName", hash, "KeyType", "HASH"), Map.of("AttributeName", range, "KeyType", "RANGE"));
    }
}
