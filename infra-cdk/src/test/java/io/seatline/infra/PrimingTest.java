package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What functions read before their snapshot, their roles allow: a priming that is denied only warns, at a time when nobody
 * looks. It reads the handlers' sources, because this module must not depend on that one.
 */
@RequiresNode
class PrimingTest {
    private static final Path HANDLERS = Synthesis.file("../functions/src/main/java/io/seatline/lambda");
    private static final Pattern PRIMED = Pattern.compile("Aws\\.primed\\(([^)]*)\\)");

    /** What each read asks for: an action on a table or an index. */
    private static final Map<String, Set<String>> ASKS = Map.of(
            "Read.SHOWS", Set.of("GetItem CatalogTable"),
            "Read.BOOKINGS", Set.of("GetItem BookingsTable"),
            "Read.TICKETS", Set.of("GetItem WaitlistTable"),
            "Read.DUE", Set.of("Query BookingsTable/index/due", "Query WaitlistTable/index/due"));

    private final Synthesis dev = Synthesis.dev();

    @Test
    void a_function_may_read_what_it_reads_before_its_snapshot() throws IOException {
        int reads = 0;
        for (String id : dev.properties("AWS::Lambda::Function").keySet()) {
            String function = id.replace("Function", "");
            Matcher primed = PRIMED.matcher(Files.readString(HANDLERS.resolve(function + "Handler.java")));
            assertTrue(primed.find(), () -> function + " is not primed");
            for (String read : primed.group(1).split(", ?", -1)) {
                Set<String> denied = new TreeSet<>(ASKS.getOrDefault(read, Set.of()));
                reads += denied.size();
                denied.removeAll(allowed(function));
                assertEquals(Set.of(), denied, () -> function + " may not do what " + read + " does");
            }
        }
        assertTrue(reads > 10, "only " + reads + " reads were found");
    }

    private Set<String> allowed(String function) {
        Set<String> allowed = new TreeSet<>();
        for (JsonNode statement :
                dev.resource(function + "Role").at("/Properties/Policies/0/PolicyDocument/Statement")) {
            JsonNode resource = statement.path("Resource");
            JsonNode joined = resource.at("/Fn::Join/1");
            String on = joined.isMissingNode()
                    ? Synthesis.target(resource)
                    : Synthesis.target(joined.path(0)) + joined.path(1).asText();
            JsonNode actions = statement.path("Action");
            if (actions.isArray()) {
                actions.forEach(action -> allowed.add(words(action, on)));
            } else {
                allowed.add(words(actions, on));
            }
        }
        return allowed;
    }

    private static String words(JsonNode action, String on) {
        return action.asText().replace("dynamodb:", "") + " " + on;
    }
}
