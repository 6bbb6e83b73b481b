package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.MailSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;

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
        App app = app(Map.of("stage", "prod", "mailFrom", "no-reply@cinema.vn"));

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
    @RequiresNode
    void a_missing_zip_is_refused_with_the_command_that_builds_it() {
        App app = app(Map.of("functionsZip", "target/no-such.zip"));

        assertTrue(refusal(app).contains("./mvnw -pl functions -am package"));
    }

    private static String refusal(App app) {
        return assertThrows(IllegalArgumentException.class, () -> SeatlineApp.define(app))
                .getMessage();
    }

    private static App app(Map<String, Object> context) {
        return new App(SeatlineApp.appProps().context(context).build());
    }
}
