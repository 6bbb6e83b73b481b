package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the resources of a template need before they can be made. */
@RequiresNode
class DependenciesTest {
    static Stream<Named<Synthesis>> stages() {
        return Stream.of(
                Named.of("dev", Synthesis.dev()),
                Named.of("prod", Synthesis.prod()),
                Named.of("prod with a domain", Synthesis.edge()));
    }

    /** CloudFormation refuses a template in which resources need each other in a circle. */
    @ParameterizedTest
    @MethodSource("stages")
    void resources_can_be_made_one_after_another(Synthesis stage) {
        Map<String, Set<String>> missing = new TreeMap<>();
        stage.json().path("Resources").properties().forEach(entry -> {
            Set<String> needs = new TreeSet<>(entry.getValue().findValuesAsText("Ref"));
            entry.getValue()
                    .findValues("Fn::GetAtt")
                    .forEach(attribute -> needs.add(attribute.path(0).asText()));
            entry.getValue().findValues("DependsOn").forEach(list -> {
                needs.add(list.asText());
                list.forEach(id -> needs.add(id.asText()));
            });
            missing.put(entry.getKey(), needs);
        });
        boolean made = true;
        while (made) {
            made = missing.values().removeIf(needs -> needs.stream().noneMatch(missing::containsKey));
        }

        assertEquals(Set.of(), missing.keySet());
    }
}
