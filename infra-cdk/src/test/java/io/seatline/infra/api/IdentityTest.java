package io.seatline.infra.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user pools of customers and staff. */
@RequiresNode
class IdentityTest {
    private static final List<String> POOLS = List.of("UserPool", "StaffPool");
    private static final List<String> CLIENTS = List.of("UserPoolClient", "StaffPoolClient");

    private final Synthesis dev = Synthesis.dev();

    private JsonNode properties(String id) {
        return dev.resource(id).path("Properties");
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    @Test
    void customers_sign_themselves_up_and_staff_do_not() {
        String admin = "/AdminCreateUserConfig/AllowAdminCreateUserOnly";

        assertFalse(properties("UserPool").at(admin).asBoolean(true));
        assertTrue(properties("StaffPool").at(admin).asBoolean());
    }

    @Test
    void staff_need_an_authenticator_app() {
        assertEquals("ON", properties("StaffPool").path("MfaConfiguration").asText());
        assertEquals(
                "[\"SOFTWARE_TOKEN_MFA\"]",
                properties("StaffPool").path("EnabledMfas").toString());
    }

    @Test
    void groups_are_of_staff() {
        Set<String> groups = new TreeSet<>();
        for (JsonNode group : dev.properties("AWS::Cognito::UserPoolGroup").values()) {
            assertEquals("StaffPool", Synthesis.target(group.path("UserPoolId")));
            groups.add(group.path("GroupName").asText());
        }
        assertEquals(Set.of("door", "manager", "support"), groups);
    }

    @Test
    void clients_have_no_secret_and_get_tokens_by_code_only() {
        for (String id : CLIENTS) {
            JsonNode client = properties(id);
            assertFalse(client.path("GenerateSecret").asBoolean(), id);
            assertEquals("[\"code\"]", client.path("AllowedOAuthFlows").toString(), id);
            assertEquals("ENABLED", client.path("PreventUserExistenceErrors").asText(), id);
            assertTrue(client.path("EnableTokenRevocation").asBoolean(), id);
            assertEquals(60, client.path("AccessTokenValidity").asInt(), id);
        }
    }

    @Test
    void clients_may_request_the_scope_that_routes_require() {
        for (String id : CLIENTS) {
            assertEquals(
                    Set.of("openid", "email", SignIn.ACCESS_SCOPE),
                    texts(properties(id).path("AllowedOAuthScopes")),
                    id);
        }
    }

    @Test
    void clients_take_no_password_in_the_clear() {
        assertEquals(
                Set.of("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"),
                texts(properties("UserPoolClient").path("ExplicitAuthFlows")));
        assertEquals(
                Set.of("ALLOW_USER_SRP_AUTH"),
                texts(properties("StaffPoolClient").path("ExplicitAuthFlows")));
    }

    @Test
    void refresh_tokens_of_staff_last_a_shift_and_work_once() {
        JsonNode staff = properties("StaffPoolClient");

        assertEquals(12 * 60, staff.path("RefreshTokenValidity").asInt());
        assertEquals("ENABLED", staff.at("/RefreshTokenRotation/Feature").asText());
        assertEquals(
                30 * 24 * 60,
                properties("UserPoolClient").path("RefreshTokenValidity").asInt());
    }

    @ParameterizedTest
    @CsvSource({"UserPool,SignInPages,LITE,1", "StaffPool,StaffSignInPages,ESSENTIALS,2"})
    void plan_of_a_pool_has_its_version_of_the_pages(String pool, String pages, String plan, int version) {
        assertEquals(plan, properties(pool).path("UserPoolTier").asText());
        assertEquals(pool, Synthesis.target(properties(pages).path("UserPoolId")));
        assertEquals(version, properties(pages).path("ManagedLoginVersion").asInt());
    }

    @Test
    void managed_login_has_a_style_for_its_client() {
        JsonNode style = properties("StaffSignInStyle");

        assertEquals("StaffPoolClient", Synthesis.target(style.path("ClientId")));
        assertTrue(style.path("UseCognitoProvidedValues").asBoolean());
    }

    @Test
    void browser_returns_to_the_site_and_for_scripts_and_development_to_localhost() {
        for (String id : CLIENTS) {
            assertEquals(
                    Set.of("SITE/signed-in.html", "http://localhost:8080/signed-in.html", "http://localhost:8976/"),
                    addresses(properties(id).path("CallbackURLs")),
                    id);
            assertEquals(
                    Set.of("https://tickets.cinema.vn/signed-in.html", "http://localhost:8976/"),
                    addresses(Synthesis.edge().resource(id).at("/Properties/CallbackURLs")),
                    id);
        }
    }

    @Test
    void signing_out_leads_customers_to_the_start_page_and_staff_to_where_they_work() {
        assertEquals(
                Set.of("SITE/", "http://localhost:8080/"),
                addresses(properties("UserPoolClient").path("LogoutURLs")));
        assertEquals(
                Set.of("SITE/door/", "SITE/desk/", "http://localhost:8080/door/", "http://localhost:8080/desk/"),
                addresses(properties("StaffPoolClient").path("LogoutURLs")));
        assertEquals(
                Set.of("https://tickets.cinema.vn/door/", "https://tickets.cinema.vn/desk/"),
                addresses(Synthesis.edge().resource("StaffPoolClient").at("/Properties/LogoutURLs")));
    }

    /** The addresses, with SITE for the URL of the distribution. */
    private static Set<String> addresses(JsonNode list) {
        Set<String> addresses = new TreeSet<>();
        list.forEach(address -> addresses.add(
                address.isTextual()
                        ? address.asText()
                        : "SITE" + address.at("/Fn::Join/1/2").asText()));
        return addresses;
    }

    @Test
    void token_script_returns_to_an_address_that_clients_allow() throws IOException {
        assertTrue(Files.readString(Synthesis.file("token")).contains(BrowserReturn.SCRIPT));
    }

    @Test
    void mail_addresses_are_case_insensitive() {
        for (String id : POOLS) {
            assertFalse(
                    properties(id).at("/UsernameConfiguration/CaseSensitive").asBoolean(true), id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UserPool", "StaffPool"})
    void production_sends_mails_through_ses_and_development_through_cognito(String pool) {
        assertTrue(properties(pool).path("EmailConfiguration").isMissingNode());
        JsonNode mail = Synthesis.prod().resource(pool).at("/Properties/EmailConfiguration");

        assertEquals("DEVELOPER", mail.path("EmailSendingAccount").asText());
        assertEquals("no-reply@cinema.vn", mail.path("From").asText());
        assertEquals(
                "[\"arn:\",{\"Ref\":\"AWS::Partition\"},\":ses:\",{\"Ref\":\"AWS::Region\"},\":\","
                        + "{\"Ref\":\"AWS::AccountId\"},\":identity/cinema.vn\"]",
                mail.at("/SourceArn/Fn::Join/1").toString());
    }

    @Test
    void production_protects_both_pools_from_deletion() {
        for (String id : POOLS) {
            JsonNode pool = Synthesis.prod().resource(id);
            assertEquals("ACTIVE", pool.at("/Properties/DeletionProtection").asText(), id);
            assertEquals("Retain", pool.path("DeletionPolicy").asText(), id);
        }
    }
}
