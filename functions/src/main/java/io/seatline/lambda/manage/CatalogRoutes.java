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
import io.seatline.usecase.catalog.ImportCatalog;
import io.seatline.usecase.catalog.ImportCatalog.Result;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the catalog. */
public final class CatalogRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogRoutes.class);

    /** Keeps an answer far below the 6 MB that Lambda allows. */
    private static final int MOST_PROBLEMS = 1_000;

    private final ImportCatalog importCatalog;

    public CatalogRoutes(Wiring wiring) {
        importCatalog = wiring.importCatalog((done, all) -> LOG.info("{} of {} shows loaded", done, all));
    }

    public List<ManageRoute> routes() {
        return List.of(ManageRoute.of("POST /api/v1/manage/catalog", this::load));
    }

    private APIGatewayV2HTTPResponse load(APIGatewayV2HTTPEvent event) {
        return switch (importCatalog.run(document(event))) {
            case Result.Imported(var counts) -> Http.json(200, counts);
            case Result.Rejected(var problems) -> throw invalid(problems);
        };
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
        return new Problem(
                400,
                "invalid_catalog",
                "Nothing is loaded, because the document has problems.",
                Map.of(
                        "problems",
                        problems.stream()
                                .limit(MOST_PROBLEMS)
                                .map(problem -> Map.of("path", problem.path(), "detail", problem.message()))
                                .toList()));
    }
}
