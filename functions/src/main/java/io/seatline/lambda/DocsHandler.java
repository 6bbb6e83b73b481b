package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.lambda.http.DocsFiles;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.QueryParameters;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;

/** Serves the OpenAPI document and its page. */
public final class DocsHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final DocsFiles files = new DocsFiles();
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public DocsHandler() {
        this(LambdaPlatform.primed());
    }

    public DocsHandler(Wiring wiring) {
        invocation = wiring.invocation();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return invocation.answer(event, context, () -> {
            QueryParameters.only(event);
            return switch (event.getRouteKey()) {
                case "GET /api/v1/openapi.yaml" -> files.document(event);
                case "GET /api/v1/docs" -> files.page(event);
                case "GET /api/v1/docs/{file}" ->
                    files.file(event, Http.pathParameter(event, "file")).orElseThrow(() -> Http.notFound("file"));
                default -> throw Invocation.unknownRoute(event);
            };
        });
    }
}
