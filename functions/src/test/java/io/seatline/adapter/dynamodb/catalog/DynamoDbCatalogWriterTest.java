package io.seatline.adapter.dynamodb.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.MovableClock;
import io.seatline.testing.RecordingDynamoDb;
import io.seatline.testing.TestTables;
import io.seatline.usecase.catalog.ImportCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What an import demands of the items that it writes. */
class DynamoDbCatalogWriterTest {
    private final MovableClock clock = new MovableClock(CatalogFixture.NOW);
    private final TestTables db = TestTables.start(clock);
    private final RecordingDynamoDb database = new RecordingDynamoDb(db.client());

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void new_show_must_not_be_loaded() {
        load(CatalogFixture.document());

        TransactWriteItem show = shows().getFirst();
        assertEquals("attribute_not_exists(pk)", show.put().conditionExpression());
        assertEquals("1", show.put().item().get("version").n());
    }

    @Test
    void changed_show_must_be_loaded_as_it_was_compared() {
        load(CatalogFixture.document());
        shows();
        ObjectNode document = CatalogFixture.document();
        CatalogFixture.object(document, "shows", 0).put("format", "3D");

        load(document);

        TransactWriteItem show = shows().getFirst();
        assertEquals(
                "attribute_exists(pk) AND (attribute_not_exists(#version) OR #version = :version)",
                show.put().conditionExpression());
        assertEquals("version", show.put().expressionAttributeNames().get("#version"));
        assertEquals("1", show.put().expressionAttributeValues().get(":version").n());
        assertEquals("2", show.put().item().get("version").n());
    }

    @Test
    void moved_show_leaves_the_programme_of_its_old_city() {
        load(CatalogFixture.document());
        shows();

        load(moved());

        List<AttributeValue> left = shows().stream()
                .filter(action -> action.delete() != null)
                .peek(action -> assertNull(action.delete().conditionExpression()))
                .map(action -> action.delete().key().get("pk"))
                .toList();
        assertEquals(List.of(text("CITY#hcm#MOVIE#ferry"), text("CITY#hcm#MOVIE#ferry")), left);
    }

    @Test
    void listing_is_extended_only() {
        load(CatalogFixture.document());

        assertEquals(
                "attribute_not_exists(listed_until) OR listed_until < :until",
                database.take(UpdateItemRequest.class).getFirst().conditionExpression());
    }

    @Test
    void listing_ends_only_if_it_is_the_one_that_was_read() {
        load(CatalogFixture.document());
        database.take(DeleteItemRequest.class);

        load(moved());

        DeleteItemRequest request = database.take(DeleteItemRequest.class).getFirst();
        assertEquals("listed_until = :was", request.conditionExpression());
        assertEquals(text("CITY#hcm"), request.key().get("pk"));
    }

    @Test
    void items_without_later_attributes_have_their_defaults() {
        load(CatalogFixture.document());
        for (Map<String, AttributeValue> item :
                db.client().scan(r -> r.tableName(TestTables.CATALOG)).items()) {
            Map<String, AttributeValue> old = new HashMap<>(item);
            old.keySet()
                    .removeAll(
                            Set.of("version", "sales_close_minutes", "couple_pairs", "no_single_seats", "numbering"));
            db.client().putItem(r -> r.tableName(TestTables.CATALOG).item(old));
        }

        Show show = show("sh1");
        assertEquals(1, show.version());
        assertEquals(SalesWindow.UNTIL_START, show.salesWindow());
        assertEquals(SeatRules.NONE, show.seatRules());
        ObjectNode document = CatalogFixture.document();
        CatalogFixture.object(document, "shows", 0).put("format", "3D");
        load(document);
        assertEquals(2, show("sh1").version());
    }

    private Show show(String id) {
        return new DynamoDbCatalog(db.client(), TestTables.CATALOG, clock)
                .show(new ShowId(id))
                .orElseThrow();
    }

    private static ObjectNode moved() {
        ObjectNode document = CatalogFixture.document();
        CatalogFixture.object(document, "cinemas", 0).put("city", "hn");
        ((ArrayNode) document.get("shows")).removeAll();
        return document;
    }

    private void load(ObjectNode document) {
        var writer = new DynamoDbCatalogWriter(database.client(), TestTables.CATALOG);
        new ImportCatalog(writer, clock, (_, _) -> {}).run(document);
    }

    private List<TransactWriteItem> shows() {
        return database.take(TransactWriteItemsRequest.class).stream()
                .flatMap(request -> request.transactItems().stream())
                .toList();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
