package io.seatline.lambda.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogWriter;
import io.seatline.domain.ShowId;
import io.seatline.lambda.http.Http;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.MovableClock;
import io.seatline.testing.TestTables;
import io.seatline.usecase.catalog.BreakingWriter;
import io.seatline.usecase.catalog.CatalogWriter;
import io.seatline.usecase.catalog.CatalogWriter.ShowChangedException;
import io.seatline.usecase.catalog.ImportCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class CatalogRoutesTest {
    private static final int SHOWS = 70;

    private final TestTables db = TestTables.start();
    private final CatalogWriter writer = new DynamoDbCatalogWriter(db.client(), TestTables.CATALOG);
    private final MovableClock clock = new MovableClock(CatalogFixture.NOW);

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void import_that_takes_too_long_is_completed_by_repeats() {
        CatalogRoutes slow = new CatalogRoutes(new ImportCatalog(writer, this::eachReadFiveSecondsLater, (_, _) -> {}));

        assertUnfinished("60 of 70 shows were loaded within the time limit", slow);
        assertEquals(200, load(slow).getStatusCode());
    }

    static Stream<RuntimeException> passingFaults() {
        return Stream.of(
                SdkClientException.create("no answer"),
                refusal("InternalServerError"),
                new ShowChangedException(new ShowId("sh1"), null));
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void import_that_fails_on_the_way_is_completed_by_a_repeat(RuntimeException fault) {
        assertUnfinished("The import was interrupted", breaking(fault));
        assertEquals(
                200,
                load(new CatalogRoutes(new ImportCatalog(writer, clock, (_, _) -> {})))
                        .getStatusCode());
    }

    static Stream<RuntimeException> lastingFaults() {
        return Stream.of(new IllegalStateException("a bug"), refusal("ValidationException"));
    }

    @ParameterizedTest
    @MethodSource("lastingFaults")
    void fault_that_a_repeat_meets_again_is_not_called_an_interruption(RuntimeException fault) {
        assertSame(fault, assertThrows(RuntimeException.class, () -> load(breaking(fault))));
    }

    private CatalogRoutes breaking(RuntimeException fault) {
        return new CatalogRoutes(new ImportCatalog(BreakingWriter.after(9, writer, fault), clock, (_, _) -> {}));
    }

    private static RuntimeException refusal(String code) {
        return DynamoDbException.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private static void assertUnfinished(String why, CatalogRoutes routes) {
        APIGatewayV2HTTPResponse refused =
                assertThrows(Http.Problem.class, () -> load(routes)).response();

        assertEquals(503, refused.getStatusCode());
        assertEquals("1", refused.getHeaders().get("retry-after"));
        assertEquals(
                why + ". Send the same document again until the answer is 200; it continues where it stopped.",
                CatalogFixture.json(refused.getBody()).get("detail").textValue());
        assertEquals(
                "import_unfinished",
                CatalogFixture.json(refused.getBody()).get("code").textValue());
    }

    private static APIGatewayV2HTTPResponse load(CatalogRoutes routes) {
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setBody(CatalogFixture.withShows(SHOWS).toString());
        return routes.routes().getFirst().answer(event);
    }

    private Instant eachReadFiveSecondsLater() {
        clock.advance(Duration.ofSeconds(5));
        return clock.instant();
    }
}
