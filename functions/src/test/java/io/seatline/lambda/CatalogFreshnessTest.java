package io.seatline.lambda;

import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static io.seatline.testing.Fixture.STAFF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class CatalogFreshnessTest {
    private final TestTables db = TestTables.start();
    private final Deployment deployment = new Deployment(db);

    @AfterEach
    void close() {
        deployment.close();
        db.close();
    }

    @Test
    void search_and_reserve_see_an_import_within_five_seconds() {
        assertEquals(120_000, shownPrice());
        ObjectNode dearer = Deployment.catalog();
        CatalogFixture.object(dearer, "shows", 1).replace("prices", CatalogFixture.json("{'STANDARD':150000}"));
        deployment.importCatalog(dearer);

        // The seat map is read again just before the show is, and kept for another second.
        deployment.clock.advance(Duration.ofMillis(3_900));
        assertEquals(120_000, shownPrice());

        deployment.clock.advance(Duration.ofMillis(1_100));
        assertEquals(150_000, shownPrice());
        JsonNode booking =
                json(new ReserveHandler(deployment.wiring).handleRequest(call("reserve.json"), TestContext.INSTANCE));
        assertEquals(2 * 150_000, booking.get("amount").intValue());
    }

    @Test
    void decision_about_sales_is_seen_within_five_seconds_and_survives_an_import() {
        assertEquals(120_000, shownPrice());
        deployment.wiring.changeSales().decide(Deployment.SHOW, SalesControl.CLOSED, "projector", STAFF);
        ObjectNode dearer = Deployment.catalog();
        CatalogFixture.object(dearer, "shows", 1).replace("prices", CatalogFixture.json("{'STANDARD':150000}"));
        deployment.importCatalog(dearer);
        deployment.clock.advance(Duration.ofSeconds(5));

        assertEquals(150_000, shownPrice());
        var refused = new ReserveHandler(deployment.wiring).handleRequest(call("reserve.json"), TestContext.INSTANCE);
        assertEquals(410, refused.getStatusCode());
        assertEquals("CLOSED", json(refused).get("sales").textValue());
    }

    @Test
    void a_known_show_is_read_again_in_one_request() {
        deployment.hold("alice", 1, 1);
        deployment.clock.advance(Duration.ofSeconds(5));
        deployment.database.take(DynamoDbRequest.class);

        deployment.hold("bob", 2, 2);

        List<DynamoDbRequest> requests = deployment.database.take(DynamoDbRequest.class);
        assertEquals(2, requests.size(), requests::toString);
        assertInstanceOf(TransactWriteItemsRequest.class, requests.getLast());
        BatchGetItemRequest batch = (BatchGetItemRequest) requests.getFirst();
        assertEquals(4, batch.requestItems().get(TestTables.CATALOG).keys().size());
    }

    private int shownPrice() {
        APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                .withRouteKey("GET /api/v1/shows/{show_id}/seats")
                .withPathParameters(Map.of("show_id", Deployment.SHOW.value()))
                .build();
        return json(new SearchHandler(deployment.wiring).handleRequest(event, TestContext.INSTANCE))
                .at("/rows/0/seats/0/price")
                .intValue();
    }
}
