package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;

/** What the app's context decides. */
class SeatlineAppTest {
    @Test
    void a_stage_is_dev_or_prod() {
        assertEquals(DeploymentStage.DEV, DeploymentStage.named("dev"));
        assertEquals(DeploymentStage.PROD, DeploymentStage.named("prod"));
        assertThrows(IllegalArgumentException.class, () -> DeploymentStage.named("PROD"));
    }

    @Test
    @RequiresNode
    void production_is_refused_without_its_code() {
        App app = app(Map.of("stage", "prod"));

        assertTrue(refusal(app).contains("functionsZip"));
    }

    @Test
    @RequiresNode
    void production_is_refused_without_a_sender_of_mails(@TempDir Path directory) throws IOException {
        Path zip = Files.writeString(directory.resolve("functions.zip"), "a build");
        App app = app(Map.of("stage", "prod", "functionsZip", zip.toString()));

        String refusal = refusal(app);
        assertTrue(refusal.contains("-c mailFrom="), refusal);
        assertTrue(refusal.contains("SES"), refusal);
    }

    @Test
    void mails_come_from_an_address() {
        assertEquals("cinema.vn", new MailSender("no-reply@cinema.vn").domain());
        assertThrows(IllegalArgumentException.class, () -> new MailSender("cinema.vn"));
    }

    @Test
    @RequiresNode
    void a_zip_that_does_not_exist_is_refused_with_the_command_that_builds_it() {
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
