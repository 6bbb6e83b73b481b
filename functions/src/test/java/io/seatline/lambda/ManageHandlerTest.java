package io.seatline.lambda;

import static io.seatline.lambda.Calls.assertProblem;
import static io.seatline.lambda.Calls.in;
import static io.seatline.lambda.Deployment.call;
import static io.seatline.lambda.Deployment.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManageHandlerTest {
    private static final String LOAD = "manage-load-catalog.json";

    private final TestTables db = TestTables.start();
    private Deployment deployment;
    private ManageHandler handler;

    @BeforeEach
    void deploy() {
        deployment = new Deployment(db);
        handler = new ManageHandler(deployment.wiring);
    }

    @AfterEach
    void close() {
        deployment.close();
        db.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[support]", "[door]", "[managers]", "manager"})
    void caller_outside_the_manager_group_is_forbidden(String groups) {
        assertEquals(
                "Only members of the group manager may do this.",
                assertProblem(403, "forbidden", handle(in(groups, call(LOAD))))
                        .get("detail")
                        .textValue());
    }

    @Test
    void loaded_document_is_answered_with_its_counts() {
        assertEquals(
                CatalogFixture.json("{'cities':{'created':0,'updated':0,'unchanged':2},"
                        + "'cinemas':{'created':0,'updated':0,'unchanged':2},"
                        + "'halls':{'created':0,'updated':0,'unchanged':3},"
                        + "'movies':{'created':0,'updated':0,'unchanged':2},"
                        + "'shows':{'created':1,'updated':0,'unchanged':3}}"),
                json(load(CatalogFixture.withShow(Deployment.catalog(), "sh4", "2026-11-25T10:00:00+07:00")
                        .toString())));
    }

    @Test
    void problems_of_a_document_are_listed_with_their_paths_and_nothing_is_loaded() {
        ObjectNode document = CatalogFixture.withShow(Deployment.catalog(), "sh4", "2026-11-25T10:00:00+07:00");
        CatalogFixture.object(document, "movies", 0).put("title", "");
        CatalogFixture.object(document, "shows", 0).put("hall", "h9");

        JsonNode problems =
                assertProblem(400, "invalid_catalog", load(document.toString())).get("problems");

        assertEquals(List.of("movies[0].title", "shows[0].hall"), problems.findValuesAsText("path"));
        assertEquals(
                "must be a text of 1 to 200 characters, not blank",
                problems.at("/0/detail").textValue());
        assertEquals(
                1,
                json(load(CatalogFixture.withShow(Deployment.catalog(), "sh4", "2026-11-25T10:00:00+07:00")
                                .toString()))
                        .at("/shows/created")
                        .intValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                        | $               | must be an object, not nothing",
                "{}{}                                      | $               | not JSON at line 1, column 3",
                "[]                                        | $               | must be an object, not a list",
                "{\"movies\":[{\"title\":\"A\",\"title\":\"B\"}]} | movies[0].title | duplicate field at line 1, column 32",
            })
    void unreadable_body_is_an_invalid_catalog(String body, String path, String detail) {
        JsonNode problem = assertProblem(400, "invalid_catalog", load(body)).at("/problems/0");

        assertEquals(path, problem.get("path").textValue());
        assertEquals(detail, problem.get("detail").textValue());
    }

    @Test
    void at_most_a_thousand_problems_are_listed() {
        JsonNode problem = assertProblem(
                400,
                "invalid_catalog",
                load("{\"cities\":[" + "7,".repeat(1_999) + "7],\"cinemas\":[],\"movies\":[],\"shows\":[]}"));

        assertEquals(1_000, problem.get("problems").size());
        assertEquals(
                "Nothing is loaded, because the document has 2000 problems.",
                problem.get("detail").textValue());
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, TestContext.INSTANCE);
    }

    private APIGatewayV2HTTPResponse load(String document) {
        APIGatewayV2HTTPEvent event = call(LOAD);
        event.setBody(document);
        return handle(event);
    }
}
