package io.seatline.local.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.apigateway.PortInUseException;
import io.seatline.local.catalog.CatalogFile;
import io.seatline.local.catalog.SampleCatalog;
import io.seatline.local.template.Place;
import io.seatline.local.template.TemplateException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** {@code ./mvnw -Prun}: Seatline with a sample catalog, until Ctrl-C. */
public final class SeatlineServer {
    private static final PrintStream OUT = System.out;

    private SeatlineServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        Lifetime.endWithParent();
        Settings settings;
        JsonNode catalog;
        Seatline seatline;
        try {
            settings = Settings.from(System.getenv());
            catalog = catalog(settings);
            OUT.println("Starting Seatline: tables, ElasticMQ, the event bus, schedules, MoMo's simulator …");
            seatline = Seatline.start(settings);
        } catch (IllegalArgumentException | IllegalStateException | PortInUseException | TemplateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        CountDownLatch ended = Lifetime.endsWith(seatline);
        OUT.println("Loading " + settings.catalog().map(Path::toString).orElse("the sample catalog") + " …");
        JsonNode loaded = seatline.importCatalog(catalog);
        if (!loaded.path("status").asText().equals("imported")) {
            System.err.println(CatalogFile.refused(settings.catalog().orElse(Path.of("the sample catalog")), loaded));
            System.exit(1);
        }
        announce(seatline, settings);
        seatline.announceReady();
        ended.await();
    }

    /** Reads the catalog document; a duplicate name is an error, although Jackson would keep the last value. */
    static JsonNode catalog(Settings settings) {
        if (settings.catalog().isEmpty()) {
            return new SampleCatalog(settings.clock()).document();
        }
        return CatalogFile.read(settings.catalog().get());
    }

    private static String tables(Settings settings) {
        return settings.dynamoDbPort().isPresent()
                ? "aws dynamodb list-tables --region " + Place.REGION + " --endpoint-url http://localhost:"
                        + settings.dynamoDbPort().getAsInt()
                : "of this process alone (set DYNAMODB_PORT to serve them)";
    }

    private static void announce(Seatline seatline, Settings settings) {
        var cloud = seatline.cloud().resolved();
        OUT.printf(
                """
                  %d functions, %d tables, %d queues and %d schedules from infra-cdk's template
                  holds of %d s; data %s
                  Tables         %s
                """,
                cloud.functions().size(),
                cloud.tables().size(),
                cloud.queues().size(),
                cloud.schedules().size(),
                settings.hold().toSeconds(),
                settings.dataDir().map(dir -> "in " + dir).orElse("in memory (set DATA_DIR to keep it)"),
                tables(settings));
        OUT.print("""
                  Customers      {base}/
                  Door, desk     {base}/door/ and {base}/desk/
                  API docs       {base}/api/v1/docs
                  A token        curl -s {base}/local/tokens -d '{"sub":"alice"}'
                  Mails          {base}/local/mail (to the "email" of a token's request)
                  MoMo's books   {base}/local/momo/books (pay pages: {base}/pay/…)
                Seatline is ready: {base}
                """.replace("{base}", seatline.base().toString()));
    }
}
