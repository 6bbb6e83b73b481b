package io.seatline.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.catalog.SampleCatalog;
import io.seatline.local.http.PortInUseException;
import io.seatline.local.template.TemplateException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** {@code ./mvnw -Prun}: Seatline with a sample catalog, until Ctrl-C. */
public final class Main {
    private static final PrintStream OUT = System.out;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        Lifetime.endWithParent();
        Settings settings;
        Seatline seatline;
        try {
            settings = Settings.from(System.getenv());
            OUT.println("Starting Seatline: DynamoDB Local, ElasticMQ, the event bus, schedules, MoMo's simulator …");
            seatline = Seatline.start(settings);
        } catch (IllegalArgumentException | PortInUseException | TemplateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        CountDownLatch ended = Lifetime.endsWith(seatline);
        OUT.println("Loading the sample catalog …");
        JsonNode loaded = seatline.importCatalog(new SampleCatalog(settings.clock()).document());
        if (!loaded.path("status").asText().equals("imported")) {
            System.err.println("The sample catalog was not loaded: " + loaded);
            System.exit(1);
        }
        announce(seatline, settings);
        seatline.announceReady();
        ended.await();
    }

    private static void announce(Seatline seatline, Settings settings) {
        var cloud = seatline.cloud().resolved();
        OUT.printf(
                """
                  %d functions, %d tables, %d queues and %d schedules from infra-cdk's template
                  holds of %d s; data %s
                  Book in the browser   %s
                  API                   %s/api/v1/cities
                  Token for "alice"     curl -s %s/local/tokens -d '{"sub":"alice"}'
                  MoMo's simulator      %s/local/momo (pay pages: %s/pay/…)
                Seatline is ready: %s
                """,
                cloud.functions().size(),
                cloud.tables().size(),
                cloud.queues().size(),
                cloud.schedules().size(),
                settings.hold().toSeconds(),
                settings.dataDir().map(dir -> "in " + dir).orElse("in memory (set DATA_DIR to keep it)"),
                seatline.base(),
                seatline.base(),
                seatline.base(),
                seatline.base(),
                seatline.base(),
                seatline.base());
    }
}
