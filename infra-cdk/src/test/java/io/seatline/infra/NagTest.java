package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.FirewallOptions;
import io.seatline.infra.deployment.FirewallOptions.Bots;
import io.seatline.infra.lambda.FunctionsCode;
import io.seatline.infra.site.SiteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** Findings of cdk-nag's {@code AwsSolutions}. */
@RequiresNode
class NagTest {
    private static final int RULE = 0;
    private static final int RESOURCE = 1;
    private static final int COMPLIANCE = 2;

    static Stream<Named<Function<App, Stack>>> stacks() {
        return Stream.of(
                main(DeploymentStage.DEV, Map.of("tracing", "xray")),
                main(DeploymentStage.PROD, Map.of("tracing", "xray")),
                main(DeploymentStage.DEV, Map.of("walletIssuer", "3388000000022222222")),
                main(
                        DeploymentStage.DEV,
                        Map.of("backupVault", "arn:aws:backup:ap-southeast-1:210987654321:backup-vault:seatline")),
                main(DeploymentStage.PROD, withoutWebAcl()),
                main(DeploymentStage.PROD, Synthesis.BEHIND_CLOUDFRONT),
                firewall(Bots.UNCHECKED),
                firewall(Bots.CHECKED));
    }

    private static Map<String, String> withoutWebAcl() {
        Map<String, String> options = new TreeMap<>(Synthesis.BEHIND_CLOUDFRONT);
        options.remove("webAcl");
        return options;
    }

    private static Named<Function<App, Stack>> main(DeploymentStage stage, Map<String, String> options) {
        return Named.of(
                stage + " " + options.keySet(),
                app -> SeatlineApp.stack(
                        app, Synthesis.options(stage, options), FunctionsCode.placeholder(), SiteFiles.placeholder()));
    }

    private static Named<Function<App, Stack>> firewall(Bots bots) {
        return Named.of(
                "web ACL, bots " + bots,
                app -> SeatlineApp.firewallStack(app, new FirewallOptions(DeploymentStage.PROD, bots)));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void every_finding_is_accepted_with_a_reason(Function<App, Stack> define, @TempDir Path out) throws IOException {
        App app = new App(SeatlineApp.appProps()
                .outdir(out.toString())
                .context(Map.of("nag", true))
                .build());
        Stack stack = define.apply(app);
        app.synth();
        List<List<String>> report = report(out, stack.getStackName());

        Set<String> findings = new TreeSet<>();
        for (List<String> row : report) {
            if (!Set.of("Compliant", "Suppressed").contains(row.get(COMPLIANCE))) {
                findings.add(row.get(RULE) + " " + row.get(RESOURCE) + " " + row.get(COMPLIANCE));
            }
        }
        // No rule is about web ACLs themselves.
        assertTrue(
                report.size() > 100 || stack.getStackName().endsWith("-waf"),
                () -> "only " + report.size() + " checks were made");
        assertEquals(Set.of(), findings);
    }

    /** Fields of a row: rule, resource, compliance, reason, level, description; all in quotes. */
    private static List<List<String>> report(Path out, String stack) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(out.resolve("AwsSolutions-" + stack + "-NagReport.csv"));
        for (String line : lines.subList(1, lines.size())) {
            rows.add(List.of(line.substring(1, line.length() - 1).split("\",\"", -1)));
        }
        return rows;
    }
}
