package io.seatline.lambda.manage;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.Http.Problem;
import io.seatline.lambda.json.InvalidField;
import io.seatline.lambda.json.StrictJson;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.catalog.CatalogProblem;
import io.seatline.usecase.catalog.CatalogWriter.ShowChangedException;
import io.seatline.usecase.catalog.ImportCatalog;
import io.seatline.usecase.catalog.ImportCatalog.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Loads the catalog. */
public final class CatalogRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogRoutes.class);

    /** Keeps an answer far below the 6 MB that Lambda allows. */
    private static final int MOST_PROBLEMS = 1_000;

    /** Leaves time, within API Gateway's 30 seconds, for the work after the shows. */
    private static final Duration LIMIT = Duration.ofSeconds(18);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ImportCatalog importCatalog;

    public CatalogRoutes(Wiring wiring) {
        this(wiring.importCatalog((done, all) -> LOG.info("{} of {} shows loaded", done, all)));
    }

    CatalogRoutes(ImportCatalog importCatalog) {
        this.importCatalog = importCatalog;
    }

    public List<ManageRoute> routes() {
        return List.of(ManageRoute.of("POST /api/v1/manage/catalog", this::load));
    }

    private APIGatewayV2HTTPResponse load(APIGatewayV2HTTPEvent event) {
        return switch (run(document(event))) {
            case Result.Imported(var counts) -> Http.json(200, counts);
            case Result.Unfinished(int shows, int all) ->
                throw unfinished(shows + " of " + all + " shows were loaded within the time limit");
            case Result.Rejected(var problems) -> throw invalid(problems);
        };
    }

    private Result run(JsonNode document) {
        try {
            return importCatalog.run(document, LIMIT);
        } catch (SdkException | ShowChangedException fault) {
            if (isInvalid(fault)) {
                throw fault;
            }
            LOG.error("an import was interrupted", fault);
            throw unfinished("The import was interrupted");
        }
    }

    /** Whether DynamoDB would refuse a repeat as well. */
    private static boolean isInvalid(RuntimeException fault) {
        return fault instanceof AwsServiceException refusal
                && refusal.awsErrorDetails() != null
                && "ValidationException".equals(refusal.awsErrorDetails().errorCode());
    }

    private static Problem unfinished(String why) {
        return new Problem(
                        503,
                        "import_unfinished",
                        why + ". Send the same document again until the answer is 200; it continues where it stopped.")
                .retryAfter(RETRY_AFTER);
    }

    private static JsonNode document(APIGatewayV2HTTPEvent event) {
        try {
            return Http.document(event);
        } catch (InvalidField field) {
            String path = field.field().equals(StrictJson.BODY) ? "$" : field.field();
            throw invalid(List.of(new CatalogProblem(path, field.problem())));
        }
    }

    private static Problem invalid(List<CatalogProblem> problems) {
        int count = problems.size();
        return new Problem(
                400,
                "invalid_catalog",
                "Nothing is loaded, because the document has " + count + (count == 1 ? " problem." : " problems."),
                Map.of(
                        "problems",
                        problems.stream()
                                .limit(MOST_PROBLEMS)
                                .map(problem -> Map.of("path", problem.path(), "detail", problem.message()))
                                .toList()));
    }
}
