package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.ApiClient;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.Script;
import io.seatline.local.testing.SeatlineExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The scripts that the deployment guide uses: {@code infra-cdk/token} and {@code infra-cdk/smoke}. */
class OperatorScriptsTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    private static final Pattern ADDRESS = Pattern.compile("http://\\S+/oauth2/authorize\\S+");

    private static Script.End smoke(String token) throws IOException, InterruptedException {
        return Script.end(
                Script.start("smoke", List.of("curl"), seatline.running().base().toString(), token));
    }

    @Test
    void smoke_test_holds_a_seat_and_sees_it_free_again() throws IOException, InterruptedException {
        Script.End end = smoke(seatline.running().tokens().token("smoke-1"));

        assertEquals(0, end.code(), end::toString);
        List<String> lines = end.out().lines().toList();
        assertEquals(10, lines.size(), end::out);
        assertTrue(lines.subList(0, 9).stream().allMatch(line -> line.startsWith("ok ")), end::out);
        assertTrue(end.out().contains(" is held as booking bk"), end::out);
        assertTrue(end.out().contains(" is free again"), end::out);
        assertTrue(lines.getLast().startsWith("The smoke test passed in "), end::out);
    }

    @Test
    void smoke_test_says_what_to_do_about_an_invalid_token() throws IOException, InterruptedException {
        Script.End end = smoke("not-a-token");

        assertEquals(1, end.code(), end::toString);
        assertTrue(end.out().contains("FAILED  the hold was answered with 401"), end::out);
        assertTrue(end.out().contains("next:   Get a token of a customer"), end::out);
    }

    @Test
    void smoke_test_leaves_the_booking_of_a_busy_customer_alone() throws IOException, InterruptedException {
        Customer busy = seatline.customer("smoke-2");
        String booking = busy.reserve(seatline.show(), "B1").bookingId();

        Script.End end = smoke(seatline.running().tokens().token("smoke-2"));

        assertEquals(1, end.code(), end::toString);
        assertTrue(end.out().contains("FAILED  the customer has an unpaid booking, " + booking), end::out);
        assertEquals("IN_BOOKING", busy.get("/api/v1/bookings/" + booking).state());
    }

    @Test
    void smoke_test_without_an_answer_names_the_address() throws IOException, InterruptedException {
        Script.End end = Script.end(Script.start("smoke", List.of("curl"), "http://localhost:1", "any"));

        assertEquals(1, end.code(), end::toString);
        assertTrue(end.out().contains("FAILED  GET http://localhost:1/api/v1/openapi.yaml has no answer"), end::out);
    }

    @Test
    void token_script_signs_a_member_of_staff_in() throws IOException, InterruptedException {
        Process script = token();
        String callback = signIn(address(script), "sub=ann&groups=support&groups=door");
        script.outputWriter().write(callback + "\n");
        script.outputWriter().flush();
        Script.End end = Script.end(script);

        assertEquals(0, end.code(), end::toString);
        Customer ann =
                new Customer(new ApiClient(seatline.running().base()), end.out().strip());
        assertEquals(200, ann.get("/api/v1/support/cases").status());
    }

    @Test
    void token_script_refuses_the_address_of_another_sign_in() throws IOException, InterruptedException {
        Process script = token();
        String callback = signIn(address(script), "sub=ann").replaceFirst("state=.", "state=x");
        script.outputWriter().write(callback + "\n");
        script.outputWriter().flush();
        Script.End end = Script.end(script);

        assertEquals(1, end.code(), end::toString);
        assertEquals("", end.out());
        assertTrue(end.err().contains("FAILED: this is not the address of this sign-in"), end::err);
    }

    private static Process token() {
        return Script.start(
                "token", List.of("curl", "openssl"), seatline.running().base() + "/local/issuer", "seatline-local");
    }

    /** The address that a person would open. */
    private static String address(Process script) throws IOException {
        BufferedReader err = script.errorReader();
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            if (ADDRESS.matcher(line).matches()) {
                return line;
            }
        }
        throw new AssertionError("the script printed no address");
    }

    /** Fills in the form as a browser does, and returns where that sends it. */
    private static String signIn(String address, String form) {
        String base = seatline.running().base().toString();
        ApiClient browser = new ApiClient(URI.create(base));
        String path = address.substring(base.length());
        assertEquals(200, browser.send(browser.request(path)).statusCode());
        HttpResponse<String> answer = browser.send(browser.request(path)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        assertEquals(302, answer.statusCode(), answer::body);
        return answer.headers().firstValue("location").orElseThrow();
    }
}
