package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.lambda.FunctionsCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reviewed snapshot equals the synthesized template; the embedded cloud boots from it. */
@RequiresNode
class TemplateSnapshotTest {
    private static final Path SNAPSHOT = Synthesis.file("snapshot/seatline.template.json");
    private static final String REFRESH =
            "./mvnw -pl infra-cdk -am test -Dtest=TemplateSnapshotTest -Dsnapshot.update=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";
    private static final int SHOWN = 12;

    @Test
    void snapshot_equals_the_synthesized_template() throws IOException {
        String now = Synthesis.dev().pretty();
        if (Boolean.getBoolean("snapshot.update")) {
            Files.createDirectories(SNAPSHOT.getParent());
            Files.writeString(SNAPSHOT, now);
        }
        String reviewed = Files.exists(SNAPSHOT) ? Files.readString(SNAPSHOT) : "{}";
        if (!reviewed.equals(now)) {
            fail("""
                    The synthesized template differs from infra-cdk/snapshot/seatline.template.json.
                    If the change is intended, update the snapshot, review its diff and commit it:

                        %s

                    First differences:
                    %s""".formatted(REFRESH, differences(Synthesis.JSON.readTree(reviewed))));
        }
    }

    @Test
    void synthesis_is_deterministic() {
        assertEquals(
                Synthesis.dev().pretty(),
                Synthesis.of(Synthesis.options(DeploymentStage.DEV), FunctionsCode::placeholder)
                        .pretty());
    }

    @Test
    void new_code_changes_only_versions(@TempDir Path directory) throws IOException {
        Path zip = Files.writeString(directory.resolve("functions.zip"), "one build of the functions");
        Synthesis built = Synthesis.of(Synthesis.options(DeploymentStage.DEV), () -> FunctionsCode.zip(zip));

        assertNotEquals(versions(Synthesis.dev()), versions(built));
        assertEquals(withoutCode(Synthesis.dev()), withoutCode(built));
    }

    @Test
    void snapshot_has_no_cdk_metadata() {
        String template = Synthesis.dev().pretty();

        for (String noise :
                List.of("AWS::CDK::Metadata", "aws:cdk:path", "aws:asset:path", "BootstrapVersion", "cdk_nag")) {
            assertEquals(-1, template.indexOf(noise), noise);
        }
    }

    private static Set<String> versions(Synthesis synthesis) {
        return synthesis.properties("AWS::Lambda::Version").keySet();
    }

    private static String withoutCode(Synthesis synthesis) {
        return synthesis
                .pretty()
                .replaceAll("CurrentVersion[0-9A-Fa-f]+", "CurrentVersion")
                .replaceAll("[0-9a-f]{64}\\.zip", "code.zip");
    }

    private static String differences(JsonNode reviewed) {
        List<String> found = new ArrayList<>();
        compare("", reviewed, Synthesis.dev().json(), found);
        if (found.isEmpty()) {
            return "  none but order or layout";
        }
        String shown = String.join("\n", found.subList(0, Math.min(SHOWN, found.size())));
        return found.size() > SHOWN ? shown + "\n  and " + (found.size() - SHOWN) + " more" : shown;
    }

    private static void compare(String path, JsonNode was, JsonNode is, List<String> found) {
        if (was.isObject() && is.isObject()) {
            Set<String> names = new TreeSet<>();
            was.fieldNames().forEachRemaining(names::add);
            is.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "/" + name, was.path(name), is.path(name), found));
        } else if (was.isArray() && is.isArray() && was.size() == is.size()) {
            for (int i = 0; i < was.size(); i++) {
                compare(path + "/" + i, was.path(i), is.path(i), found);
            }
        } else if (!was.equals(is)) {
            found.add("  " + path + ": snapshot " + brief(was) + ", synthesized " + brief(is));
        }
    }

    private static String brief(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() <= 160 ? text : text.substring(0, 160) + "…";
    }
}
