package io.seatline.local.e2e;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.apigateway.ForgedTokens;
import io.seatline.local.cognito.TokenIssuer;
import io.seatline.local.template.HttpRoute;
import io.seatline.local.template.Place;
import io.seatline.local.template.Template;
import io.seatline.local.testing.ApiClient;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import io.seatline.local.testing.TestCatalog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes every call of the API as every kind of caller. The calls are the routes of the template; {@link #CALLS} lists who
 * may make them. The answers are written to {@code target/callers.md}.
 */
class CallersTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    private static final Path ANSWERS = Path.of("target", "callers.md");
    private static final Map<String, Map<Caller, String>> ANSWERED = new TreeMap<>();
    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final List<String> TABLES =
            List.of("seatline-dev-bookings", "seatline-dev-seat-claims", "seatline-dev-waitlist");

    /** Who may make a call. */
    private enum Access {
        ANYBODY,
        CUSTOMERS,
        /** The customer whose booking or entry the path names; others get 404. */
        OWNER,
        /** The owner once it is configured, which it is not here; 404. */
        NOBODY,
        SUPPORT,
        MANAGER,
        SUPPORT_OR_MANAGER,
        DOOR
    }

    /** A kind of caller. Staff have no bookings or entries themselves. */
    private enum Caller {
        NONE,
        /** Owns the booking or entry that the path names. */
        CUSTOMER,
        OTHER_CUSTOMER,
        SUPPORT,
        MANAGER,
        DOOR,
        /** The customer and member of all groups, with a token that has another token's signature. */
        FORGED,
        /** The customer and member of all groups, with a token that expired a second ago. */
        EXPIRED
    }

    /** @param input a body, a query that begins with a question mark, or empty; with placeholders like those of paths */
    private record Call(Access access, String input) {}

    private static final String BLOCK = "{'show_seats':['{show_id}.{seat}'],'reason':'broken'}";

    private static final String SCAN = "{'scan_id':'s1','show_id':'{show_id}','code':'00000000'}";

    /** {@code HEAD} routes have the access of their {@code GET} routes. */
    private static final Map<String, Call> CALLS = Map.ofEntries(
            call("GET /cities", Access.ANYBODY),
            call("GET /cities/{city_id}/cinemas", Access.ANYBODY),
            call("GET /cities/{city_id}/movies", Access.ANYBODY),
            call("GET /cities/{city_id}/movies/{movie_id}/shows", Access.ANYBODY),
            call("GET /cinemas/{cinema_id}/shows", Access.ANYBODY),
            call("GET /shows/{show_id}/seats", Access.ANYBODY),
            call("GET /payment/success", Access.ANYBODY, "?orderId={order_id}"),
            call("GET /openapi.yaml", Access.ANYBODY),
            call("GET /docs", Access.ANYBODY),
            call("GET /docs/{file}", Access.ANYBODY),
            call("POST /reserve", Access.CUSTOMERS, "{'show_seats':['{show_id}.{seat}']}"),
            call("GET /bookings", Access.CUSTOMERS),
            call("GET /bookings/{booking_id}", Access.OWNER),
            call("DELETE /bookings/{booking_id}", Access.OWNER),
            call("POST /bookings/{booking_id}/payment", Access.OWNER),
            call("POST /bookings/{booking_id}/payment/check", Access.OWNER),
            call("POST /bookings/{booking_id}/refund", Access.OWNER),
            call("GET /bookings/{booking_id}/ticket", Access.OWNER),
            call("POST /bookings/{booking_id}/ticket", Access.OWNER, "{'show_seats':['{show_id}.B1']}"),
            call("GET /bookings/{booking_id}/ticket.png", Access.OWNER, "?size=130"),
            call("GET /bookings/{booking_id}/ticket.svg", Access.OWNER),
            call("GET /bookings/{booking_id}/ticket.ics", Access.OWNER),
            call("GET /bookings/{booking_id}/ticket/wallet", Access.NOBODY),
            call("GET /ticket-keys", Access.ANYBODY),
            call("POST /shows/{show_id}/waitlist", Access.CUSTOMERS, "{'seats':1}"),
            call("GET /waitlist", Access.CUSTOMERS),
            call("GET /waitlist/{entry_id}", Access.OWNER),
            call("DELETE /waitlist/{entry_id}", Access.OWNER),
            call("GET /support/cases", Access.SUPPORT),
            call("POST /support/cases/{case_id}/refund", Access.SUPPORT),
            call("POST /support/cases/{case_id}/close", Access.SUPPORT, "{'note':'told'}"),
            call("POST /support/bookings/{booking_id}/refund", Access.SUPPORT),
            call("GET /support/bookings", Access.SUPPORT, "?booking_id={booking_id}"),
            call("GET /support/bookings/{booking_id}", Access.SUPPORT),
            call("GET /support/bookings/{booking_id}/ticket.svg", Access.SUPPORT_OR_MANAGER),
            call("POST /manage/catalog", Access.MANAGER, "{catalog}"),
            call("GET /manage/shows", Access.MANAGER, "?cinema_id={cinema_id}&date=2030-01-01"),
            call("GET /manage/shows/{show_id}", Access.MANAGER),
            call("POST /manage/shows/{show_id}/close", Access.MANAGER, "{'reason':'broken'}"),
            call("POST /manage/shows/{show_id}/reopen", Access.MANAGER),
            call("POST /manage/shows/{show_id}/cancel", Access.MANAGER, "{'reason':'broken'}"),
            call("POST /manage/shows/{show_id}/blocks", Access.MANAGER, BLOCK),
            call("DELETE /manage/blocks/{block_id}", Access.MANAGER),
            call("POST /manage/shows/{show_id}/sales", Access.MANAGER, "{'show_seats':['{show_id}.{seat}']}"),
            call("GET /manage/shows/{show_id}/waitlist", Access.MANAGER),
            call("DELETE /manage/waitlist/{entry_id}", Access.MANAGER, "{'reason':'resold places'}"),
            call("GET /door/shows", Access.DOOR, "?cinema_id={cinema_id}"),
            call("GET /door/shows/{show_id}/tickets", Access.DOOR),
            call("POST /door/admissions", Access.DOOR, SCAN),
            call("DELETE /door/admissions/{scan_id}", Access.MANAGER, "{'reason':'wrong ticket'}"));

    private static Map.Entry<String, Call> call(String call, Access access) {
        return call(call, access, "");
    }

    private static Map.Entry<String, Call> call(String call, Access access, String input) {
        return entry(call.replace(" /", " /api/v1/"), new Call(access, input.replace('\'', '"')));
    }

    /** What a caller must get: {@code answer}, or the status of a refusal. */
    private static String expected(Access access, Caller caller) {
        if (access == Access.ANYBODY) {
            return "answer";
        }
        if (Set.of(Caller.NONE, Caller.FORGED, Caller.EXPIRED).contains(caller)) {
            return "401";
        }
        return switch (access) {
            case ANYBODY, CUSTOMERS -> "answer";
            case OWNER -> caller == Caller.CUSTOMER ? "answer" : "404";
            case NOBODY -> "404";
            case SUPPORT, MANAGER, DOOR -> caller.name().equals(access.name()) ? "answer" : "403";
            case SUPPORT_OR_MANAGER -> Set.of(Caller.SUPPORT, Caller.MANAGER).contains(caller) ? "answer" : "403";
        };
    }

    @Test
    void every_route_has_its_callers_and_every_entry_its_route() {
        assertEquals(
                new TreeSet<>(CALLS.keySet()),
                new TreeSet<>(routes().map(CallersTest::asGet).toList()));
    }

    private static Stream<String> routes() {
        Place anywhere =
                new Place(URI.create("http://localhost"), URI.create("http://localhost"), "http://localhost/issuer");
        return Template.snapshot().resolve(anywhere).routes().stream().map(HttpRoute::routeKey);
    }

    private static String asGet(String route) {
        return route.replaceFirst("^HEAD ", "GET ");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void caller_gets_an_answer_or_the_right_refusal(String route) {
        Call call = Objects.requireNonNull(CALLS.get(asGet(route)), () -> "CALLS does not say who may " + route);
        Request request = Request.of(route, call);
        Map<Caller, String> wanted = new EnumMap<>(Caller.class);
        Map<Caller, String> got = new EnumMap<>(Caller.class);
        Map<Caller, String> shown = new EnumMap<>(Caller.class);
        List<Object> before = stored();
        for (boolean refused : List.of(true, false)) {
            for (Caller caller : Caller.values()) {
                String outcome = expected(call.access(), caller);
                if (refused != outcome.equals("answer")) {
                    HttpResponse<String> response = request.send(caller);
                    wanted.put(caller, outcome);
                    got.put(caller, outcome(response, call.access()));
                    shown.put(caller, (response.statusCode() + " " + code(response)).strip());
                }
            }
            if (refused) {
                assertEquals(before, stored(), "a refused call changed something: " + shown);
            }
        }
        ANSWERED.put(route, shown);
        assertEquals(wanted, got, shown::toString);
    }

    private static List<Object> stored() {
        seatline.settle();
        return TABLES.stream()
                .<Object>map(table -> Set.copyOf(seatline.scan(table)))
                .toList();
    }

    /** Distinguishes refusals for lack of access from answers: a 403 because a seat is taken is an answer, for example. */
    private static String outcome(HttpResponse<String> response, Access access) {
        boolean head = response.request().method().equals("HEAD");
        String code = code(response);
        return switch (response.statusCode()) {
            case 401 -> {
                assertTrue(head || response.body().equals("{\"message\":\"Unauthorized\"}"), response::body);
                yield "401";
            }
            case 403 -> {
                if (code.equals("forbidden")) {
                    String group = access.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                    assertTrue(response.body().contains("the group " + group + " "), response::body);
                }
                yield head || code.equals("forbidden") ? "403" : "answer";
            }
            case 404 -> {
                assertTrue(head || code.equals("not_found"), response::body);
                yield "404";
            }
            default -> "answer";
        };
    }

    private static String code(HttpResponse<String> response) {
        try {
            return ApiClient.JSON.readTree(response.body()).path("code").asText();
        } catch (IOException _) {
            return "";
        }
    }

    /** A call whose path names objects that no other call uses. */
    private record Request(String method, String path, String body, Map<Caller, String> subs) {
        static Request of(String route, Call call) {
            int number = REQUESTS.getAndIncrement();
            Map<Caller, String> subs = new EnumMap<>(Caller.class);
            for (Caller caller : Caller.values()) {
                subs.put(caller, caller.name().toLowerCase(Locale.ROOT) + number);
            }
            Resources resources = new Resources(customer(subs.get(Caller.CUSTOMER)), seatline.show());
            String[] key = route.split(" ", 2);
            String path = fill(key[1], resources::get);
            String input = fill(call.input(), resources::get);
            return input.startsWith("?")
                    ? new Request(key[0], path + input, "", subs)
                    : new Request(key[0], path, input, subs);
        }

        HttpResponse<String> send(Caller caller) {
            ApiClient api = api();
            String sent = body.replace("{seat}", "C" + (List.of(Caller.values()).indexOf(caller) + 1));
            var request = api.request(path)
                    .method(method, sent.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(sent));
            if (caller != Caller.NONE) {
                request.header("authorization", "Bearer " + token(caller));
            }
            return api.send(request);
        }

        private String token(Caller caller) {
            TokenIssuer tokens = seatline.running().tokens();
            String owner = subs.get(Caller.CUSTOMER);
            String[] all = {"support", "manager", "door"};
            return switch (caller) {
                case NONE, CUSTOMER, OTHER_CUSTOMER -> tokens.token(subs.get(caller));
                case SUPPORT, MANAGER, DOOR ->
                    tokens.token(subs.get(caller), caller.name().toLowerCase(Locale.ROOT));
                case FORGED -> ForgedTokens.altered(tokens, owner, all);
                case EXPIRED -> {
                    Map<String, Object> claims = tokens.claims(owner, List.of(all));
                    claims.put("exp", seatline.clock().instant().getEpochSecond() - 1);
                    yield tokens.sign(claims);
                }
            };
        }
    }

    /** Not checked against the OpenAPI document, as other tests are. */
    private static ApiClient api() {
        return new ApiClient(seatline.running().base());
    }

    private static Customer customer(String sub, String... groups) {
        return new Customer(api(), seatline.running().tokens().token(sub, groups));
    }

    private static String fill(String text, UnaryOperator<String> resource) {
        return PARAMETER
                .matcher(text)
                .replaceAll((MatchResult found) -> Matcher.quoteReplacement(resource.apply(found.group(1))));
    }

    /** Creates the objects that a call names. */
    private record Resources(Customer owner, String show) {
        String get(String name) {
            return switch (name) {
                case "city_id" -> "ha-noi";
                case "cinema_id" -> "opera";
                case "movie_id" -> "mai";
                case "show_id" -> show;
                case "file" -> "docs.js";
                case "seat" -> "{seat}";
                case "booking_id" -> made(owner.reserve(show, "B1")).bookingId();
                case "order_id" -> made(owner.reserve(show, "B1")).orderId();
                case "entry_id" -> made(owner.join(show, 1)).entry();
                case "block_id" -> block();
                case "case_id" -> supportCase();
                case "scan_id" -> scan();
                case "catalog" ->
                    TestCatalog.of(seatline.clock().instant().plus(Duration.ofDays(9)), 1, 1, TestCatalog.FIFTY_SEATS)
                            .toString()
                            .replace(TestCatalog.show(0), "another");
                default -> throw new IllegalArgumentException("make one of {" + name + "} here");
            };
        }

        private String block() {
            return made(customer("boss", "manager")
                            .post(
                                    "/api/v1/manage/shows/" + show + "/blocks",
                                    "{\"show_seats\":[\"" + show + ".B1\"],\"reason\":\"broken\"}"))
                    .body()
                    .path("block_id")
                    .asText();
        }

        /** An admission that a door without network reports: the doors are not open yet. */
        private String scan() {
            seatline.approve(made(owner.reserve(show, "B1")).payUrl());
            seatline.settle();
            Customer usher = customer("usher", "door");
            String code = made(usher.get("/api/v1/door/shows/" + show + "/tickets"))
                    .body()
                    .at("/tickets/0/code")
                    .asText();
            made(usher.post(
                    "/api/v1/door/admissions",
                    "{\"scan_id\":\"%s\",\"show_id\":\"%s\",\"code\":\"%s\",\"at\":\"%s\"}"
                            .formatted(show, show, code, seatline.clock().instant())));
            return show;
        }

        private String supportCase() {
            Set<String> before = cases();
            seatline.approve(made(owner.reserve(show, "B1")).payUrl(), "{\"amount\":5000}");
            seatline.pass(Duration.ofSeconds(2));
            Set<String> opened = cases();
            opened.removeAll(before);
            return opened.iterator().next();
        }

        private static Set<String> cases() {
            Set<String> ids = new TreeSet<>();
            for (JsonNode open : customer("staff", "support")
                    .get("/api/v1/support/cases")
                    .body()
                    .path("cases")) {
                ids.add(open.path("id").asText());
            }
            return ids;
        }

        private static Answer made(Answer answer) {
            assertTrue(answer.status() < 300, answer::text);
            return answer;
        }
    }

    @AfterAll
    static void write() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(row("call", caller -> caller.toLowerCase(Locale.ROOT).replace('_', ' ')));
        lines.add(row("---", _ -> "---"));
        ANSWERED.forEach(
                (call, answers) -> lines.add(row("`" + call + "`", name -> answers.get(Caller.valueOf(name)))));
        Files.write(ANSWERS, lines);
    }

    private static String row(String first, UnaryOperator<String> cell) {
        return Arrays.stream(Caller.values())
                .map(caller -> cell.apply(caller.name()))
                .collect(joining(" | ", "| " + first + " | ", " |"));
    }
}
