package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.lambda.FunctionsCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;

/** Findings of cdk-nag's {@code AwsSolutions}. */
@RequiresNode
class NagTest {
    private static final int RULE = 0;
    private static final int RESOURCE = 1;
    private static final int COMPLIANCE = 2;

    @ParameterizedTest
    @EnumSource
    void every_finding_is_accepted_with_a_reason(DeploymentStage stage, @TempDir Path out) throws IOException {
        App app = new App(SeatlineApp.appProps()
                .outdir(out.toString())
                .context(Map.of("nag", true))
                .build());
        SeatlineApp.stack(app, Synthesis.options(stage, Map.of("tracing", "xray")), FunctionsCode.placeholder());
        app.synth();
        List<List<String>> report = report(out, stage);

        Set<String> findings = new TreeSet<>();
        for (List<String> row : report) {
            if (!Set.of("Compliant", "Suppressed").contains(row.get(COMPLIANCE))) {
                findings.add(row.get(RULE) + " " + row.get(RESOURCE) + " " + row.get(COMPLIANCE));
            }
        }
        assertTrue(report.size() > 100, () -> "only " + report.size() + " checks were made");
        assertEquals(Set.of(), findings);
    }

    /** Fields of a row: rule, resource, compliance, reason, level, description; all in quotes. */
    private static List<List<String>> report(Path out, DeploymentStage stage) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(out.resolve("AwsSolutions-" + stage.stack() + "-NagReport.csv"));
        for (String line : lines.subList(1, lines.size())) {
            rows.add(List.of(line.substring(1, line.length() - 1).split("\",\"", -1)));
        }
        return rows;
    }
}
