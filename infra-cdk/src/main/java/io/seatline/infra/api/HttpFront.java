package io.seatline.infra.api;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.function.HttpFunctions;
import io.seatline.infra.lambda.SeatlineFunction;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpUserPoolAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.CorsHttpMethod;
import software.amazon.awscdk.services.apigatewayv2.CorsPreflightOptions;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpNoneAuthorizer;
import software.constructs.Construct;

/** The HTTP API and its routes, which need a token of a customer or of staff unless they are public. */
public final class HttpFront {
    private final HttpApi api;
    private final HttpUserPoolAuthorizer staff;

    /** Adds the API without routes, so that functions can be given its endpoint. */
    public HttpFront(Construct scope, DeploymentStage stage, Identity identity) {
        this.api = HttpApi.Builder.create(scope, "Api")
                .apiName(stage.nameOf("api"))
                // Any origin: authorization depends on the token alone, and there are no cookies.
                .corsPreflight(CorsPreflightOptions.builder()
                        .allowOrigins(List.of("*"))
                        .allowMethods(List.of(
                                CorsHttpMethod.GET, CorsHttpMethod.HEAD, CorsHttpMethod.POST, CorsHttpMethod.DELETE))
                        .allowHeaders(List.of("authorization", "content-type", "idempotency-key", "if-none-match"))
                        .exposeHeaders(List.of("etag", "retry-after", "date", "www-authenticate", "apigw-requestid"))
                        .maxAge(Duration.hours(1))
                        .build())
                .defaultAuthorizer(authorizer("Customers", identity.customers()))
                // Without a scope, API Gateway accepts ID tokens too, whose audience is the same client.
                .defaultAuthorizationScopes(List.of(SignIn.ACCESS_SCOPE))
                .build();
        this.staff = authorizer("Staff", identity.staff());
        ApiStage.in(scope, stage, api);
    }

    public HttpApi api() {
        return api;
    }

    /** The base URL of all routes, without a trailing slash. */
    public String endpoint() {
        return api.getApiEndpoint();
    }

    /** Adds all routes. */
    public void route(HttpFunctions functions) {
        HttpLambdaIntegration search = integration("Search", functions.search());
        open(HttpMethod.GET, "/api/v1/cities", search);
        open(HttpMethod.GET, "/api/v1/cities/{city_id}/cinemas", search);
        open(HttpMethod.GET, "/api/v1/cities/{city_id}/movies", search);
        open(HttpMethod.GET, "/api/v1/cities/{city_id}/movies/{movie_id}/shows", search);
        open(HttpMethod.GET, "/api/v1/cinemas/{cinema_id}/shows", search);
        open(HttpMethod.GET, "/api/v1/shows/{show_id}/seats", search);

        HttpLambdaIntegration reserve = integration("Reserve", functions.reserve());
        guarded(HttpMethod.POST, "/api/v1/reserve", reserve);
        guarded(HttpMethod.GET, "/api/v1/bookings", reserve);
        guarded(HttpMethod.GET, "/api/v1/bookings/{booking_id}", reserve);
        guarded(HttpMethod.DELETE, "/api/v1/bookings/{booking_id}", reserve);
        guarded(HttpMethod.POST, "/api/v1/bookings/{booking_id}/payment", reserve);
        guarded(HttpMethod.POST, "/api/v1/bookings/{booking_id}/payment/check", reserve);
        guarded(HttpMethod.POST, "/api/v1/bookings/{booking_id}/refund", reserve);
        // A browser redirected by MoMo has no token.
        open(HttpMethod.GET, "/api/v1/payment/success", reserve);

        HttpLambdaIntegration ticket = integration("Ticket", functions.ticket());
        guarded(HttpMethod.GET, "/api/v1/bookings/{booking_id}/ticket", ticket);
        guarded(HttpMethod.POST, "/api/v1/bookings/{booking_id}/ticket", ticket);
        guarded(HttpMethod.GET, "/api/v1/bookings/{booking_id}/ticket.png", ticket);
        guarded(HttpMethod.GET, "/api/v1/bookings/{booking_id}/ticket.svg", ticket);
        guarded(HttpMethod.GET, "/api/v1/bookings/{booking_id}/ticket.ics", ticket);
        guarded(HttpMethod.GET, "/api/v1/bookings/{booking_id}/ticket/wallet", ticket);
        open(HttpMethod.GET, "/api/v1/ticket-keys", ticket);

        HttpLambdaIntegration waitlist = integration("Waitlist", functions.waitlist());
        guarded(HttpMethod.POST, "/api/v1/shows/{show_id}/waitlist", waitlist);
        guarded(HttpMethod.GET, "/api/v1/waitlist", waitlist);
        guarded(HttpMethod.GET, "/api/v1/waitlist/{entry_id}", waitlist);
        guarded(HttpMethod.DELETE, "/api/v1/waitlist/{entry_id}", waitlist);

        // The functions of staff check for their groups; an HTTP API cannot.
        HttpLambdaIntegration support = integration("Support", functions.support());
        staffed(HttpMethod.GET, "/api/v1/support/bookings", support);
        staffed(HttpMethod.GET, "/api/v1/support/bookings/{booking_id}", support);
        staffed(HttpMethod.GET, "/api/v1/support/bookings/{booking_id}/ticket.svg", ticket);
        staffed(HttpMethod.GET, "/api/v1/support/cases", support);
        staffed(HttpMethod.POST, "/api/v1/support/cases/{case_id}/refund", support);
        staffed(HttpMethod.POST, "/api/v1/support/cases/{case_id}/close", support);
        staffed(HttpMethod.POST, "/api/v1/support/bookings/{booking_id}/refund", support);

        HttpLambdaIntegration manage = integration("Manage", functions.manage());
        staffed(HttpMethod.POST, "/api/v1/manage/catalog", manage);
        staffed(HttpMethod.POST, "/api/v1/manage/shows/{show_id}/close", manage);
        staffed(HttpMethod.POST, "/api/v1/manage/shows/{show_id}/reopen", manage);
        staffed(HttpMethod.POST, "/api/v1/manage/shows/{show_id}/cancel", manage);
        staffed(HttpMethod.POST, "/api/v1/manage/shows/{show_id}/blocks", manage);
        staffed(HttpMethod.DELETE, "/api/v1/manage/blocks/{block_id}", manage);
        staffed(HttpMethod.POST, "/api/v1/manage/shows/{show_id}/sales", manage);
        staffed(HttpMethod.GET, "/api/v1/manage/shows", manage);
        staffed(HttpMethod.GET, "/api/v1/manage/shows/{show_id}", manage);
        staffed(HttpMethod.GET, "/api/v1/manage/shows/{show_id}/waitlist", manage);
        staffed(HttpMethod.DELETE, "/api/v1/manage/waitlist/{entry_id}", manage);

        staffed(HttpMethod.DELETE, "/api/v1/door/admissions/{scan_id}", manage);

        HttpLambdaIntegration door = integration("Door", functions.door());
        staffed(HttpMethod.GET, "/api/v1/door/shows", door);
        staffed(HttpMethod.GET, "/api/v1/door/shows/{show_id}/tickets", door);
        staffed(HttpMethod.POST, "/api/v1/door/admissions", door);

        HttpLambdaIntegration docs = integration("Docs", functions.docs());
        open(HttpMethod.GET, "/api/v1/openapi.yaml", docs);
        open(HttpMethod.GET, "/api/v1/docs", docs);
        open(HttpMethod.GET, "/api/v1/docs/{file}", docs);
    }

    private static HttpLambdaIntegration integration(String id, SeatlineFunction function) {
        return HttpLambdaIntegration.Builder.create(id, function.live())
                .scopePermissionToRoute(false)
                .build();
    }

    private void open(HttpMethod method, String path, HttpLambdaIntegration integration) {
        api.addRoutes(route(method, path, integration)
                        .authorizer(new HttpNoneAuthorizer())
                        .authorizationScopes(List.of())
                        .build())
                .forEach(route -> NagFindings.accept(
                        route,
                        "AwsSolutions-APIG4",
                        "The programme, the return from a payment and the documentation are public."));
    }

    private void guarded(HttpMethod method, String path, HttpLambdaIntegration integration) {
        api.addRoutes(route(method, path, integration).build());
    }

    private void staffed(HttpMethod method, String path, HttpLambdaIntegration integration) {
        api.addRoutes(route(method, path, integration).authorizer(staff).build());
    }

    private static HttpUserPoolAuthorizer authorizer(String id, SignIn users) {
        return HttpUserPoolAuthorizer.Builder.create(id, users.pool())
                .authorizerName(id.toLowerCase(Locale.ROOT))
                .userPoolClients(List.of(users.client()))
                .build();
    }

    /** A route; {@code HEAD} works wherever {@code GET} does, for which API Gateway needs a route of its own. */
    private static AddRoutesOptions.Builder route(HttpMethod method, String path, HttpLambdaIntegration integration) {
        return AddRoutesOptions.builder()
                .methods(method == HttpMethod.GET ? List.of(method, HttpMethod.HEAD) : List.of(method))
                .path(path)
                .integration(integration);
    }
}
