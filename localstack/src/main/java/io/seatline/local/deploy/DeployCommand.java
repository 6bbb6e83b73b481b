package io.seatline.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.apigateway.HttpServer;
import io.seatline.local.apigateway.PortInUseException;
import io.seatline.local.app.Lifetime;
import io.seatline.local.app.Settings;
import io.seatline.local.catalog.SampleCatalog;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * {@code ./mvnw -Pdeploy}: Seatline in the emulator at {@code AWS_ENDPOINT_URL}, with a sample catalog, until Ctrl-C. Takes the
 * path of the functions' zip, which need not be there for an emulator that runs no Java.
 */
public final class DeployCommand {
    private static final PrintStream OUT = System.out;
    private static final String EMULATOR = "http://localhost:4566";

    private DeployCommand() {}

    public static void main(String[] arguments) throws InterruptedException {
        Lifetime.endWithParent();
        Map<String, String> environment = System.getenv();
        String address = environment.getOrDefault("AWS_ENDPOINT_URL", EMULATOR);
        if (!address.matches("https?://[^/].*")) {
            System.err.println("AWS_ENDPOINT_URL takes an address such as " + EMULATOR + ", not \"" + address + "\".");
            System.exit(1);
        }
        URI endpoint = URI.create(address);
        Optional<Path> zip = Optional.of(Path.of(arguments[0])).filter(Files::exists);
        RemoteSeatline seatline;
        Settings settings;
        try {
            settings = Settings.from(environment);
            HttpServer.requireFree("PORT", "localhost", settings.port());
            OUT.println("Deploying to " + endpoint + " …");
            seatline = RemoteSeatline.deploy(endpoint, settings, zip);
        } catch (IllegalArgumentException | IllegalStateException | PortInUseException e) {
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
        OUT.printf("""
                %s
                  In a shell            API='%s/api/v1'
                  Token for "alice"     curl -s %s/local/tokens -d '{"sub":"alice"}'
                Seatline is ready in %s; what that lacks runs here until Ctrl-C.
                """, seatline.knownGaps(), seatline.api(), seatline.base(), seatline.title());
        ended.await();
    }
}
