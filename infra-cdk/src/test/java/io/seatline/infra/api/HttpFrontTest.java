package io.seatline.infra.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes of the HTTP API, their authorization and their functions. */
@RequiresNode
class HttpFrontTest {
    private static final Map<String, String> PUBLIC = Map.ofEntries(
            Map.entry("GET /api/v1/cities", "SearchLive"),
            Map.entry("GET /api/v1/cities/{city_id}/cinemas", "SearchLive"),
            Map.entry("GET /api/v1/cities/{city_id}/movies", "SearchLive"),
            Map.entry("GET /api/v1/cities/{city_id}/movies/{movie_id}/shows", "SearchLive"),
            Map.entry("GET /api/v1/cinemas/{cinema_id}/shows", "SearchLive"),
            Map.entry("GET /api/v1/shows/{show_id}/seats", "SearchLive"),
            Map.entry("GET /api/v1/payment/success", "ReserveLive"),
            Map.entry("GET /api/v1/ticket-keys", "TicketLive"),
            Map.entry("GET /api/v1/openapi.yaml", "DocsLive"),
            Map.entry("GET /api/v1/docs", "DocsLive"),
            Map.entry("GET /api/v1/docs/{file}", "DocsLive"));

    private static final Map<String, String> GUARDED = Map.ofEntries(
            Map.entry("POST /api/v1/reserve", "ReserveLive"),
            Map.entry("GET /api/v1/bookings", "ReserveLive"),
            Map.entry("GET /api/v1/bookings/{booking_id}", "ReserveLive"),
            Map.entry("DELETE /api/v1/bookings/{booking_id}", "ReserveLive"),
            Map.entry("POST /api/v1/bookings/{booking_id}/payment", "ReserveLive"),
            Map.entry("POST /api/v1/bookings/{booking_id}/payment/check", "ReserveLive"),
            Map.entry("POST /api/v1/bookings/{booking_id}/refund", "ReserveLive"),
            Map.entry("GET /api/v1/bookings/{booking_id}/ticket", "TicketLive"),
            Map.entry("POST /api/v1/bookings/{booking_id}/ticket", "TicketLive"),
            Map.entry("GET /api/v1/bookings/{booking_id}/ticket.png", "TicketLive"),
            Map.entry("GET /api/v1/bookings/{booking_id}/ticket.svg", "TicketLive"),
            Map.entry("GET /api/v1/bookings/{booking_id}/ticket.ics", "TicketLive"),
            Map.entry("GET /api/v1/bookings/{booking_id}/ticket/wallet", "TicketLive"),
            Map.entry("POST /api/v1/shows/{show_id}/waitlist", "WaitlistLive"),
            Map.entry("GET /api/v1/waitlist", "WaitlistLive"),
            Map.entry("GET /api/v1/waitlist/{entry_id}", "WaitlistLive"),
            Map.entry("DELETE /api/v1/waitlist/{entry_id}", "WaitlistLive"),
            Map.entry("GET /api/v1/support/bookings", "SupportLive"),
            Map.entry("GET /api/v1/support/bookings/{booking_id}", "SupportLive"),
            Map.entry("GET /api/v1/support/bookings/{booking_id}/ticket.svg", "TicketLive"),
            Map.entry("GET /api/v1/support/cases", "SupportLive"),
            Map.entry("POST /api/v1/support/cases/{case_id}/refund", "SupportLive"),
            Map.entry("POST /api/v1/support/cases/{case_id}/close", "SupportLive"),
            Map.entry("POST /api/v1/support/bookings/{booking_id}/refund", "SupportLive"),
            Map.entry("GET /api/v1/manage/shows", "ManageLive"),
            Map.entry("GET /api/v1/manage/shows/{show_id}", "ManageLive"),
            Map.entry("GET /api/v1/manage/shows/{show_id}/waitlist", "ManageLive"),
            Map.entry("DELETE /api/v1/manage/waitlist/{entry_id}", "ManageLive"),
            Map.entry("POST /api/v1/manage/catalog", "ManageLive"),
            Map.entry("POST /api/v1/manage/shows/{show_id}/close", "ManageLive"),
            Map.entry("POST /api/v1/manage/shows/{show_id}/reopen", "ManageLive"),
            Map.entry("POST /api/v1/manage/shows/{show_id}/cancel", "ManageLive"),
            Map.entry("POST /api/v1/manage/shows/{show_id}/blocks", "ManageLive"),
            Map.entry("DELETE /api/v1/manage/blocks/{block_id}", "ManageLive"),
            Map.entry("POST /api/v1/manage/shows/{show_id}/sales", "ManageLive"),
            Map.entry("GET /api/v1/door/shows", "DoorLive"),
            Map.entry("GET /api/v1/door/shows/{show_id}/tickets", "DoorLive"),
            Map.entry("POST /api/v1/door/admissions", "DoorLive"),
            Map.entry("DELETE /api/v1/door/admissions/{scan_id}", "ManageLive"));

    private final Synthesis dev = Synthesis.dev();

    @Test
    void only_the_public_routes_are_open() {
        assertEquals(withHead(PUBLIC), routes("NONE"));
    }

    @Test
    void every_other_route_needs_a_token() {
        assertEquals(withHead(GUARDED), routes("JWT"));
    }

    @Test
    void routes_of_staff_take_tokens_of_staff_and_the_others_those_of_customers() {
        for (JsonNode route : dev.properties("AWS::ApiGatewayV2::Route").values()) {
            String key = route.path("RouteKey").asText();
            String users = key.matches("[A-Z]+ /api/v1/(support|manage|door)/.*") ? "ApiStaff" : "ApiCustomers";
            assertEquals(
                    withHead(PUBLIC).containsKey(key) ? "none" : users,
                    route.has("AuthorizerId") ? Synthesis.target(route.path("AuthorizerId")) : "none",
                    route::toString);
        }
    }

    @Test
    void guarded_routes_take_access_tokens_only() {
        for (JsonNode route : dev.properties("AWS::ApiGatewayV2::Route").values()) {
            assertEquals(
                    route.path("AuthorizationType").asText().equals("JWT") ? "[\"aws.cognito.signin.user.admin\"]" : "",
                    route.path("AuthorizationScopes").toString(),
                    route::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"ApiCustomers,UserPool,UserPoolClient", "ApiStaff,StaffPool,StaffPoolClient"})
    void tokens_are_issued_by_a_user_pool_for_its_client(String id, String pool, String client) {
        JsonNode authorizer = dev.properties("AWS::ApiGatewayV2::Authorizer").get(id);

        assertEquals("JWT", authorizer.path("AuthorizerType").asText());
        assertEquals(
                "$request.header.Authorization",
                authorizer.at("/IdentitySource/0").asText());
        assertEquals(1, authorizer.at("/JwtConfiguration/Audience").size());
        assertEquals(client, Synthesis.target(authorizer.at("/JwtConfiguration/Audience/0")));
        assertEquals(
                "[\"https://cognito-idp.\",{\"Ref\":\"AWS::Region\"},\".amazonaws.com/\",{\"Ref\":\"" + pool + "\"}]",
                authorizer.at("/JwtConfiguration/Issuer/Fn::Join/1").toString());
    }

    @Test
    void any_origin_may_call_and_read_the_entity_tag_and_when_to_retry() {
        dev.template()
                .hasResourceProperties(
                        "AWS::ApiGatewayV2::Api",
                        Map.of(
                                "ProtocolType",
                                "HTTP",
                                "CorsConfiguration",
                                Map.of(
                                        "AllowOrigins",
                                        List.of("*"),
                                        "AllowMethods",
                                        List.of("GET", "HEAD", "POST", "DELETE"),
                                        "AllowHeaders",
                                        List.of("authorization", "content-type", "idempotency-key", "if-none-match"),
                                        "ExposeHeaders",
                                        List.of(
                                                "etag",
                                                "retry-after",
                                                "date",
                                                "www-authenticate",
                                                "apigw-requestid"))));
    }

    @Test
    void notify_is_public_only_through_its_function_url() {
        assertEquals(
                "NONE",
                dev.resource("NotifyLiveFunctionUrl").at("/Properties/AuthType").asText());
        Map<String, JsonNode> permissions = dev.properties("AWS::Lambda::Permission");
        permissions
                .values()
                .removeIf(permission -> !permission.path("Principal").asText().equals("*"));

        Map<String, String> restricted = new TreeMap<>();
        for (JsonNode permission : permissions.values()) {
            assertEquals("NotifyLive", Synthesis.target(permission.path("FunctionName")));
            restricted.put(
                    permission.path("Action").asText(),
                    permission.path("FunctionUrlAuthType").asText()
                            + permission.path("InvokedViaFunctionUrl").asText());
        }
        assertEquals(Map.of("lambda:InvokeFunctionUrl", "NONE", "lambda:InvokeFunction", "true"), restricted);
    }

    @Test
    void momo_gets_the_url_of_notify() {
        JsonNode url = dev.resource("ReserveFunction").at("/Properties/Environment/Variables/MOMO_IPN_URL/Fn::Join/1");

        assertEquals("NotifyLiveFunctionUrl", Synthesis.target(url.path(0)));
        assertEquals("api/v1/payment/notify", url.path(1).asText());
        assertFalse(url.toString().contains("?"));
    }

    /** The routes with a {@code HEAD} for each {@code GET}. */
    private static Map<String, String> withHead(Map<String, String> routes) {
        Map<String, String> all = new TreeMap<>(routes);
        routes.forEach((key, function) -> {
            if (key.startsWith("GET ")) {
                all.put(key.replaceFirst("GET", "HEAD"), function);
            }
        });
        return all;
    }

    private Map<String, String> routes(String authorizationType) {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode route : dev.properties("AWS::ApiGatewayV2::Route").values()) {
            if (route.path("AuthorizationType").asText().equals(authorizationType)) {
                String integration = Synthesis.target(route.at("/Target/Fn::Join/1/1"));
                found.put(
                        route.path("RouteKey").asText(),
                        Synthesis.target(dev.resource(integration).at("/Properties/IntegrationUri")));
            }
        }
        return found;
    }
}
