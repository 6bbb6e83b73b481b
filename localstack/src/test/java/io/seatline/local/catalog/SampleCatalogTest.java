package io.seatline.local.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogWriter;
import io.seatline.dynamodb.DynamoDbEngine;
import io.seatline.dynamodb.EngineOptions;
import io.seatline.usecase.catalog.ImportCatalog;
import io.seatline.usecase.catalog.ImportCatalog.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class SampleCatalogTest {
    private static final String TABLE = "catalog";

    /** Vietnamese times before the first show of a day, between shows and around midnight. */
    private static final String[] TIMES = {"2026-11-22T02:00:00Z", "2026-11-22T11:07:00Z", "2026-11-22T16:59:59Z"};

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T02:00:00Z", "2026-11-22T11:07:00Z", "2026-11-22T16:59:59Z"})
    void sample_catalog_is_valid_and_loads_at_any_time_of_day(String time) {
        InstantSource clock = InstantSource.fixed(Instant.parse(time));
        JsonNode document = new SampleCatalog(clock).document();

        int shows = document.get("shows").size();
        assertTrue(shows >= 600 && shows <= 950, () -> shows + " shows");
        assertTrue(document.toString().getBytes(StandardCharsets.UTF_8).length < 5_000_000);
        assertLoads(clock, document);
    }

    @Test
    void every_city_has_many_shows_hours_ahead_at_any_time_of_day() {
        for (String time : TIMES) {
            Instant now = Instant.parse(time);
            JsonNode document = new SampleCatalog(InstantSource.fixed(now)).document();
            for (JsonNode city : document.get("cities")) {
                long later = document.get("shows")
                        .valueStream()
                        .filter(show ->
                                cityOf(document, show).equals(city.get("id").asText()))
                        .filter(show -> start(show).isAfter(now.plus(Duration.ofHours(6))))
                        .count();
                assertTrue(later > 50, () -> city + ": " + later);
            }
        }
    }

    @Test
    void later_start_keeps_shows_and_ids() {
        Map<String, JsonNode> early = byId(Instant.parse("2026-11-22T02:00:00Z"));
        Map<String, JsonNode> nextDay = byId(Instant.parse("2026-11-23T11:00:00Z"));

        early.values().removeIf(show -> !start(show).isAfter(Instant.parse("2026-11-23T11:00:00Z")));
        assertTrue(early.size() > 500);
        early.forEach((id, show) -> assertEquals(show, nextDay.get(id)));
    }

    private static void assertLoads(InstantSource clock, JsonNode document) {
        try (DynamoDbEngine engine = new DynamoDbEngine(EngineOptions.inMemory())) {
            DynamoDbClient client = engine.client();
            client.createTable(r -> r.tableName(TABLE)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(attribute("pk"), attribute("sk"))
                    .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
            ImportCatalog importCatalog =
                    new ImportCatalog(new DynamoDbCatalogWriter(client, TABLE), clock, (_, _) -> {});

            var imported = assertInstanceOf(Result.Imported.class, importCatalog.run(document));
            assertEquals(
                    document.get("shows").size(), imported.counts().get("shows").created());
        }
    }

    private static Map<String, JsonNode> byId(Instant now) {
        Map<String, JsonNode> shows = new HashMap<>();
        new SampleCatalog(InstantSource.fixed(now))
                .document()
                .get("shows")
                .forEach(show -> shows.put(show.get("id").asText(), show));
        return shows;
    }

    private static String cityOf(JsonNode document, JsonNode show) {
        return document.get("cinemas")
                .valueStream()
                .filter(cinema -> cinema.get("id").equals(show.get("cinema")))
                .map(cinema -> cinema.get("city").asText())
                .findFirst()
                .orElseThrow();
    }

    private static Instant start(JsonNode show) {
        return OffsetDateTime.parse(show.get("starts_at").asText()).toInstant();
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
