package io.seatline.lambda;

import static io.seatline.testing.CatalogFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogWriter;
import io.seatline.lambda.http.OriginKey;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.MovableClock;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.catalog.ImportCatalog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

class ImportHandlerTest {
    private static final String COUNTS = "{'cities':{'created':2,'updated':0,'unchanged':0},"
            + "'cinemas':{'created':2,'updated':0,'unchanged':0},'halls':{'created':3,'updated':0,'unchanged':0},"
            + "'movies':{'created':2,'updated':0,'unchanged':0},'shows':{'created':3,'updated':0,'unchanged':0}}";

    private final TestTables db = TestTables.start();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void imports_a_document_in_the_event() throws IOException {
        JsonNode answer = invoke("{\"document\":" + CatalogFixture.document() + "}", Map.of());

        assertEquals(json("{'status':'imported','counts':" + COUNTS + "}"), answer);
    }

    @Test
    void imports_a_document_from_s3() throws IOException {
        JsonNode answer = invoke(
                "{\"bucket\":\"uploads\",\"key\":\"week-48.json\"}",
                Map.of("uploads/week-48.json", CatalogFixture.document().toString()));

        assertEquals("imported", answer.get("status").textValue());
    }

    @Test
    void reports_the_problems_of_a_document() throws IOException {
        assertEquals(
                json("{'status':'rejected','problems':["
                        + "{'path':'cinemas','message':'is missing; give a list'},"
                        + "{'path':'movies','message':'is missing; give a list'},"
                        + "{'path':'shows','message':'is missing; give a list'}]}"),
                invoke("{\"document\":{\"cities\":[]}}", Map.of()));
    }

    @Test
    void reports_a_missing_s3_object() throws IOException {
        assertEquals(
                "there is no object none.json in bucket uploads",
                invoke("{\"bucket\":\"uploads\",\"key\":\"none.json\"}", Map.of())
                        .at("/problems/0/message")
                        .textValue());
    }

    @Test
    void rejects_an_event_without_a_document() throws IOException {
        assertEquals("rejected", invoke("{}", Map.of()).get("status").textValue());
        assertEquals(
                "rejected",
                invoke("{\"bucket\":\"uploads\"}", Map.of()).get("status").textValue());
    }

    @Test
    void reports_the_path_and_position_of_a_duplicate_name() throws IOException {
        assertEquals(
                json("{'status':'rejected','problems':[{'path':'cities[1].id',"
                        + "'message':'duplicate field at line 2, column 5'}]}"),
                invoke(
                        "{\"bucket\":\"b\",\"key\":\"k\"}",
                        Map.of("b/k", "{\"cities\":[{\"id\":\"a\"},{\"id\":\"b\",\n\"id\":\"c\"}]}")));
        assertEquals(
                "movies[0].title",
                invoke("{\"document\":{\"movies\":[{\"title\":\"A\",\"title\":\"B\"}]}}", Map.of())
                        .at("/problems/0/path")
                        .textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"document\":{},\"document\":{}}",
                "{\"document\":{},\"bucket\":\"b\",\"key\":\"k\"}",
                "{\"document\":{}} {}",
                "[]",
                "{\"bucket\":\"b\",\"key\":7}"
            })
    void rejects_an_event_of_another_form(String event) throws IOException {
        assertEquals("$", invoke(event, Map.of()).at("/problems/0/path").textValue());
    }

    @Test
    void rejects_names_that_nobody_sees_or_that_control_a_terminal() throws IOException {
        for (String name : List.of("\u200B", "\u00A0 ", "Ha\\u0007 Noi", "Ha\\nNoi")) {
            assertEquals(
                    "cities[0].name",
                    invoke(
                                    "{\"document\":{\"cities\":[{\"id\":\"a\",\"name\":\"" + name
                                            + "\"}],\"cinemas\":[],\"movies\":[],\"shows\":[]}}",
                                    Map.of())
                            .at("/problems/0/path")
                            .textValue());
        }
    }

    private JsonNode invoke(String event, Map<String, String> objects) throws IOException {
        var writer = new DynamoDbCatalogWriter(db.client(), TestTables.CATALOG);
        var importCatalog = new ImportCatalog(writer, new MovableClock(CatalogFixture.NOW), (_, _) -> {});
        var handler = new ImportHandler(
                importCatalog, () -> bucket(objects), new Invocation(new CountingMetrics(), new OriginKey("")));
        var output = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, TestContext.INSTANCE);
        return json(output.toString(StandardCharsets.UTF_8));
    }

    /** S3 as far as an import needs it: objects by bucket and key. */
    private static S3Client bucket(Map<String, String> objects) {
        return (S3Client) Proxy.newProxyInstance(
                S3Client.class.getClassLoader(), new Class<?>[] {S3Client.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("getObjectAsBytes")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    GetObjectRequest request = (GetObjectRequest) arguments[0];
                    String object = objects.get(request.bucket() + "/" + request.key());
                    if (object == null) {
                        throw NoSuchKeyException.builder().build();
                    }
                    return ResponseBytes.fromByteArray(
                            GetObjectResponse.builder().build(), object.getBytes(StandardCharsets.UTF_8));
                });
    }
}
