package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
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
