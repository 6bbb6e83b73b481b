package io.seatline.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.apigateway.PortInUseException;
import io.seatline.local.apigateway.Ports;
import io.seatline.local.app.Lifetime;
import io.seatline.local.app.Settings;
import io.seatline.local.catalog.SampleCatalog;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./mvnw -Pdeploy}: runs Seatline in an emulator of AWS with the sample catalog, until Ctrl-C. */
@Command(
        name = "./mvnw -Pdeploy -Ddeploy=\"…\"",
        description = "Deploys Seatline to an emulator of AWS and runs what that emulator lacks, until Ctrl-C.")
public final class DeployCommand implements Callable<Integer> {
    private static final PrintStream OUT = System.out;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "zip", hidden = true, description = "the functions, for an emulator that runs Java")
    Path zip;

    @Option(
            names = "--endpoint",
            paramLabel = "url",
            defaultValue = "${env:AWS_ENDPOINT_URL:-http://localhost:4566}",
            description = "where the emulator answers (AWS_ENDPOINT_URL, else http://localhost:4566)")
    String endpoint;

    @Option(names = "--help", usageHelp = true, description = "shows this")
    boolean help;

    public static void main(String[] arguments) {
        Lifetime.endWithParent();
        System.exit(new CommandLine(new DeployCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!endpoint.matches("https?://[^/].*")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--endpoint or AWS_ENDPOINT_URL takes an address such as http://localhost:4566, not \"" + endpoint
                            + "\".");
        }
        RemoteSeatline seatline;
        Settings settings;
        try {
            settings = Settings.from(System.getenv());
            Ports.requireFree("PORT", "localhost", settings.port());
            OUT.println("Deploying to " + endpoint + " …");
            seatline = RemoteSeatline.deploy(
                    URI.create(endpoint), settings, Optional.of(zip).filter(Files::exists));
        } catch (IllegalArgumentException | IllegalStateException | PortInUseException e) {
            System.err.println(e.getMessage());
            return 1;
        }
        CountDownLatch ended = Lifetime.endsWith(seatline);
        OUT.println("Loading the sample catalog …");
        Optional<String> problem =
                problem(() -> seatline.importCatalog(new SampleCatalog(settings.clock()).document()));
        if (problem.isPresent()) {
            System.err.println(problem.get());
            return 1;
        }
        OUT.printf("""
                %s
                  In a shell            API='%s/api/v1'
                  Token for "alice"     curl -s %s/local/tokens -d '{"sub":"alice"}'
                Seatline is ready in %s; what that lacks runs here until Ctrl-C.
                """, seatline.knownGaps(), seatline.api(), seatline.base(), seatline.title());
        ended.await();
        return 0;
    }

    /** Runs an import and says what went wrong. */
    static Optional<String> problem(Supplier<JsonNode> catalogImport) {
        try {
            JsonNode loaded = catalogImport.get();
            return loaded.path("status").asText().equals("imported")
                    ? Optional.empty()
                    : Optional.of("The sample catalog was not loaded: " + loaded);
        } catch (IllegalStateException e) {
            return Optional.of(e.getMessage());
        }
    }
}
