package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.MailSender;
import io.seatline.infra.deployment.Tracing;
import io.seatline.infra.lambda.FunctionsCode;
import io.seatline.infra.site.SiteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** Context values of the app. */
class SeatlineAppTest {
    @Test
    void stage_is_dev_or_prod() {
        assertEquals(DeploymentStage.DEV, DeploymentStage.named("dev"));
        assertEquals(DeploymentStage.PROD, DeploymentStage.named("prod"));
        assertThrows(IllegalArgumentException.class, () -> DeploymentStage.named("PROD"));
    }

    @Test
    @RequiresNode
    void production_requires_code() {
        App app = app(Map.of("stage", "prod", "mailFrom", "no-reply@cinema.vn", "alarmEmail", "oncall@cinema.vn"));

        assertTrue(refusal(app).contains("functionsZip"));
    }

    @Test
    @RequiresNode
    void production_requires_a_mail_sender(@TempDir Path directory) throws IOException {
        Path zip = Files.writeString(directory.resolve("functions.zip"), "a build");
        App app = app(Map.of("stage", "prod", "functionsZip", zip.toString()));

        String refusal = refusal(app);
        assertTrue(refusal.contains("-c mailFrom="), refusal);
        assertTrue(refusal.contains("SES"), refusal);
    }

    @Test
    void mail_sender_is_an_address() {
        assertEquals("cinema.vn", new MailSender("no-reply@cinema.vn").domain());
        assertThrows(IllegalArgumentException.class, () -> new MailSender("cinema.vn"));
    }

    @Test
    void production_requires_somebody_to_tell_of_alarms() {
        Map<String, String> options = Map.of("stage", "prod", "mailFrom", "no-reply@cinema.vn");

        String refusal = assertThrows(IllegalArgumentException.class, () -> DeploymentOptions.of(options))
                .getMessage();
        assertTrue(refusal.contains("-c alarmEmail="), refusal);
    }

    @Test
    void a_budget_is_whole_dollars_and_needs_somebody_to_tell() {
        DeploymentOptions options = DeploymentOptions.of(Map.of("alarmEmail", "a@cinema.vn", "monthlyBudget", "500"));
        assertEquals(500, options.monthlyBudget().orElseThrow().dollars());

        for (String wrong : List.of("0", "1.5", "-1", "many", "99999999999")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> DeploymentOptions.of(Map.of("alarmEmail", "a@cinema.vn", "monthlyBudget", wrong)),
                    wrong);
        }
        assertThrows(IllegalArgumentException.class, () -> DeploymentOptions.of(Map.of("monthlyBudget", "500")));
        assertThrows(IllegalArgumentException.class, () -> DeploymentOptions.of(Map.of("alarmEmail", "oncall")));
    }

    /** The resources get the tags from the stack, so the reviewed template has none. */
    @Test
    @RequiresNode
    void the_stack_is_tagged_for_billing(@TempDir Path out) {
        App app = new App(SeatlineApp.appProps().outdir(out.toString()).build());
        SeatlineApp.stack(
                app, Synthesis.options(DeploymentStage.PROD), FunctionsCode.placeholder(), SiteFiles.placeholder());

        assertEquals(
                Map.of("application", "seatline", "stage", "prod"),
                app.synth().getStackByName("seatline-prod").getTags());
    }

    @Test
    void tracing_is_by_xray_or_absent() {
        assertEquals(
                Optional.of(Tracing.XRAY),
                DeploymentOptions.of(Map.of("tracing", "xray")).tracing());
        assertEquals(Optional.empty(), DeploymentOptions.of(Map.of()).tracing());
        assertThrows(IllegalArgumentException.class, () -> DeploymentOptions.of(Map.of("tracing", "true")));
    }

    @Test
    @RequiresNode
    void a_misspelt_option_is_refused_with_the_options_that_exist() {
        String refusal = refusal(app(Map.of("webacl", "arn:aws:wafv2:…")));

        assertTrue(refusal.startsWith("-c webacl is not an option."), refusal);
        assertTrue(refusal.contains(" webAcl"), refusal);
    }

    @Test
    @RequiresNode
    void a_missing_zip_is_refused_with_the_command_that_builds_it() {
        App app = app(Map.of("functionsZip", "target/no-such.zip"));

        assertTrue(refusal(app).contains("./mvnw -pl functions -am package"));
    }

    @Test
    @RequiresNode
    void web_acl_of_cloudfront_is_the_only_stack_if_asked_for_and_lives_in_us_east_1() {
        App app = app(Map.of("stage", "prod", "stack", "waf"));

        SeatlineApp.define(app);

        assertEquals(1, app.getNode().getChildren().size());
        Stack stack = (Stack) app.getNode().findChild("Firewall");
        assertEquals("seatline-prod-waf", stack.getStackName());
        assertEquals("us-east-1", stack.getRegion());
    }

    @ParameterizedTest(name = "with a domain: {0}")
    @ValueSource(booleans = {true, false})
    @RequiresNode
    void production_without_a_domain_is_warned_about(boolean domain, @TempDir Path directory) throws IOException {
        Path zip = Files.writeString(directory.resolve("functions.zip"), "a build");
        Map<String, Object> context = new HashMap<>(Synthesis.required(DeploymentStage.PROD));
        context.put("functionsZip", zip.toString());
        if (domain) {
            context.putAll(Synthesis.BEHIND_CLOUDFRONT);
        }
        App app = app(context);

        SeatlineApp.define(app);

        Stack stack = (Stack) app.getNode().findChild("Seatline");
        assertEquals(domain, stack.getNode().getMetadata().stream().noneMatch(entry -> entry.getData()
                .toString()
                .contains("seatline:domain")));
    }

    private static String refusal(App app) {
        return assertThrows(IllegalArgumentException.class, () -> SeatlineApp.define(app))
                .getMessage();
    }

    private static App app(Map<String, Object> context) {
        return new App(SeatlineApp.appProps().context(context).build());
    }
}
