package io.seatline.infra.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import io.seatline.lambda.runtime.Wiring.Read;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Permissions for the reads before a snapshot. A denied read only logs a warning, so nobody would notice. */
@RequiresNode
class PrimingTest {
    private final Synthesis dev = Synthesis.dev();

    @Test
    void a_function_may_do_its_reads_before_the_snapshot() {
        int[] reads = {0};
        Handlers.byName().values().forEach(handler -> {
            String function = handler.getSimpleName().replace("Handler", "");
            for (Read read : Handlers.primedReads(handler)) {
                Set<String> denied = new TreeSet<>(needed(read));
                reads[0] += denied.size();
                denied.removeAll(allowed(function));
                assertEquals(Set.of(), denied, () -> function + " lacks permissions for " + read);
            }
        });
        assertTrue(reads[0] > 10, "only " + reads[0] + " reads were found");
    }

    /** The actions of a read, each with its table or index. */
    private static Set<String> needed(Read read) {
        return switch (read) {
            case QR_CODE -> Set.of();
            case SHOWS -> Set.of("GetItem CatalogTable");
            case BOOKINGS -> Set.of("GetItem BookingsTable");
            case ENTRIES -> Set.of("GetItem WaitlistTable");
            case DEADLINE -> Set.of("Query BookingsTable/index/deadline", "Query WaitlistTable/index/deadline");
        };
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
                actions.forEach(action -> allowed.add(permission(action, on)));
            } else {
                allowed.add(permission(actions, on));
            }
        }
        return allowed;
    }

    private static String permission(JsonNode action, String on) {
        return action.asText().replace("dynamodb:", "") + " " + on;
    }
}
