package io.seatline.local.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.testing.ApiClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The development issuer's sign-in by authorization code with PKCE; verifier and challenge are those of RFC 7636. */
class SignInPageTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String BACK = "http://localhost:8976/";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String AUTHORIZE = "/local/issuer/oauth2/authorize?response_type=code&client_id="
            + RunningFront.CLIENT + "&redirect_uri=" + BACK + "&state=a%26b&code_challenge_method=S256"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @RegisterExtension
    final RunningFront front = new RunningFront();

    private String code() {
        HttpResponse<String> answer = front.post(AUTHORIZE, FORM, "sub=ann&groups=support&groups=door");
        assertEquals(302, answer.statusCode(), answer::body);
        String location = answer.headers().firstValue("location").orElseThrow();
        assertTrue(location.startsWith(BACK + "?code=") && location.endsWith("&state=a%26b"), location);
        return location.substring((BACK + "?code=").length(), location.indexOf('&'));
    }

    private HttpResponse<String> exchange(String code, String change) {
        String form = "grant_type=authorization_code&client_id=" + RunningFront.CLIENT + "&redirect_uri=" + BACK
                + "&code_verifier=" + VERIFIER + "&code=" + code;
        String[] sides = change.split("=", 2);
        return front.post(
                "/local/issuer/oauth2/token",
                FORM,
                sides.length < 2 ? form : form.replaceFirst(sides[0] + "=[^&]*", change));
    }

    @Test
    void code_is_exchanged_for_a_token_of_the_named_user() throws IOException {
        assertEquals(200, front.get(AUTHORIZE).statusCode());

        HttpResponse<String> answer = exchange(code(), "");

        JsonNode body = ApiClient.JSON.readTree(answer.body());
        assertEquals(
                200,
                front.reserve("Bearer " + body.path("access_token").asText()).statusCode());
        JsonNode claims = front.functions.event().at("/requestContext/authorizer/jwt/claims");
        assertEquals("ann", claims.path("sub").asText());
        assertEquals("[support door]", claims.path("cognito:groups").asText());
    }

    @Test
    void page_speaks_the_language_of_the_site_or_the_browser() {
        assertTrue(front.get(AUTHORIZE).body().contains("<html lang=\"en\">"));
        assertTrue(front.get(AUTHORIZE + "&ui_locales=vi").body().contains("<h1>Đăng nhập</h1>"));
        assertTrue(front.get(AUTHORIZE + "&lang=vi").body().contains("<h1>Đăng nhập</h1>"));
        assertTrue(front.send(front.request(AUTHORIZE).header("accept-language", "vi-VN,en;q=0.5"))
                .body()
                .contains("<html lang=\"vi\">"));
    }

    @Test
    void page_offers_an_email_to_customers_and_groups_to_staff() {
        String customers = front.get(AUTHORIZE).body();
        String staff = front.get(AUTHORIZE + "&login_hint=staff").body();

        assertTrue(customers.contains("name=\"email\"") && !customers.contains("name=\"groups\""), customers);
        assertTrue(!staff.contains("name=\"email\"") && staff.contains("value=\"support\" checked"), staff);
    }

    @Test
    void page_has_a_policy_that_its_style_sheet_satisfies() {
        String policy = front.get(AUTHORIZE)
                .headers()
                .firstValue("content-security-policy")
                .orElseThrow();

        assertTrue(policy.startsWith("default-src 'none'; style-src 'self';"), policy);
        assertTrue(front.get("/local/issuer/sign-in.css")
                .headers()
                .firstValue("content-type")
                .orElseThrow()
                .startsWith("text/css"));
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:8976/, 302", "https://evil.example/, 400", "http://evil.example/, 400", "'', 400"})
    void signing_out_leads_to_an_address_of_this_machine_only(String address, int status) {
        assertEquals(
                status,
                front.get("/local/issuer/logout?client_id=x&logout_uri=" + address)
                        .statusCode());
    }

    @Test
    void code_works_once() {
        String code = code();

        assertEquals(200, exchange(code, "").statusCode());
        assertEquals(400, exchange(code, "").statusCode());
    }

    @Test
    void code_expires_after_a_minute() {
        String code = code();
        front.clock.advance(Duration.ofSeconds(60));

        assertEquals("{\"error\":\"invalid_grant\"}", exchange(code, "").body());
    }

    @ParameterizedTest
    @CsvSource({
        "code_verifier=another",
        "redirect_uri=http://localhost:1/",
        "client_id=another",
        "grant_type=implicit",
        "code=another"
    })
    void code_is_refused_with_anything_else_changed(String change) {
        assertEquals(400, exchange(code(), change).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "client_id=seatline-client, client_id=another",
        "response_type=code, response_type=token",
        "code_challenge_method=S256, code_challenge_method=plain",
        "redirect_uri=http://localhost:8976/, redirect_uri=https://evil.example/",
        "redirect_uri=http://localhost:8976/, redirect_uri=http://localhost.evil.example/",
        "redirect_uri=http://localhost:8976/, redirect_uri=http://localhost@evil.example/",
        "redirect_uri=http://localhost:8976/, redirect_uri=http://localhost:8976/%7B"
    })
    void sign_in_does_not_start_without_code_pkce_and_an_address_of_this_machine(String part, String other) {
        HttpResponse<String> answer = front.get(AUTHORIZE.replace(part, other));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().startsWith("This sign-in cannot start: "), answer::body);
    }

    @ParameterizedTest
    @CsvSource({"sub=", "sub=two+words", "sub=ann&groups=%00"})
    void name_that_cognito_could_not_give_is_refused(String form) {
        assertEquals(400, front.post(AUTHORIZE, FORM, form).statusCode());
    }
}
