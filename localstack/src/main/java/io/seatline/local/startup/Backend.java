package io.seatline.local.startup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalog;
import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Show;
import io.seatline.dynamodb.DynamoDbEngine;
import io.seatline.dynamodb.EngineOptions;
import io.seatline.dynamodb.http.JsonEndpoint;
import io.seatline.lambda.ImportHandler;
import io.seatline.lambda.runtime.Platform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.local.Faults;
import io.seatline.local.FunctionError;
import io.seatline.local.LocalMetrics;
import io.seatline.local.Seatline;
import io.seatline.local.catalog.SampleCatalog;
import io.seatline.local.lambda.Functions;
import io.seatline.local.momo.MomoAccount;
import io.seatline.local.momo.MomoSimulator;
import io.seatline.local.template.Place;
import io.seatline.local.template.Resolved;
import io.seatline.local.template.Resolved.Function;
import io.seatline.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * What the measured processes call, all over plain HTTP: the template's tables with the sample catalog, MoMo's simulator,
 * and a Secrets Manager that knows MoMo's secret.
 */
final class Backend implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String KEY = "local";

    private final DynamoDbEngine tables = new DynamoDbEngine(EngineOptions.inMemory());
    private final JsonEndpoint dynamoDb = tables.serve(0);
    private final MomoAccount account = MomoAccount.sandbox();
    private final MomoSimulator momo = new MomoSimulator(account, this::base, CLOCK, Optional.empty());
    private final Javalin http;
    private final Resolved resolved;
    private final List<Show> shows;

    Backend() throws IOException {
        http = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.showOldJavalinVersionWarning = false;
                    config.concurrency.useVirtualThreads = true;
                    config.jetty.host = "localhost";
                    momo.register(config);
                    config.routes.post("/", this::secret);
                })
                .start(0);
        resolved = Template.read(Seatline.class.getResourceAsStream("seatline.template.json"))
                .resolve(new Place(base(), base(), base() + "/local/issuer"));
        resolved.tables().forEach(table -> tables.client().createTable(table.request()));
        shows = load(new SampleCatalog(CLOCK).document());
    }

    /** Loads the catalog through the import function. Returns shows that have not begun. */
    private List<Show> load(JsonNode document) throws IOException {
        Function function = resolved.function("ImportHandler");
        Platform platform = new Platform(
                function.environment(),
                CLOCK,
                new SecureRandom(),
                tables::client,
                () -> {
                    throw unused("SQS");
                },
                () -> {
                    throw unused("EventBridge");
                },
                () -> {
                    throw unused("S3");
                },
                _ -> {
                    throw unused("a secret");
                },
                new LocalMetrics());
        try (Functions functions = new Functions(Faults.none())) {
            functions.add(function, new ImportHandler(new Wiring(platform)));
            byte[] event = JSON.writeValueAsBytes(JSON.createObjectNode().set("document", document));
            JsonNode answer = JSON.readTree(functions.invoke(function.id(), event));
            if (!answer.path("status").asText().equals("imported")) {
                throw new IllegalStateException("the sample catalog was not loaded: " + answer);
            }
        } catch (FunctionError e) {
            throw new IllegalStateException("the sample catalog could not be loaded", e);
        }
        DynamoDbCatalog catalog =
                new DynamoDbCatalog(tables.client(), function.environment().get("CATALOG_TABLE"), CLOCK);
        List<Show> found = new ArrayList<>();
        // The last are those of a week from now.
        document.get("shows")
                .forEach(show -> found.addFirst(
                        catalog.show(new ShowId(show.get("id").asText())).orElseThrow()));
        return found;
    }

    private static IllegalStateException unused(String what) {
        return new IllegalStateException("the import function needs no " + what);
    }

    /** {@code GetSecretValue}, the only call that a function makes. */
    private void secret(Context ctx) {
        var secret = JSON.createObjectNode()
                .put("partnerCode", account.partnerCode())
                .put("accessKey", account.accessKey())
                .put("secretKey", account.secretKey());
        ctx.contentType("application/x-amz-json-1.1")
                .result(JSON.createObjectNode()
                        .put("Name", "momo")
                        .put("VersionId", "9a7c4f2e-1b3d-4c5e-8f60-7a8b9c0d1e2f")
                        .put("SecretString", secret.toString())
                        .toString());
    }

    /** The function that answers {@code reserve}, as the template has it. */
    Function reserve() {
        return resolved.function("ReserveHandler");
    }

    /** What a function finds in its environment: the template's variables, and where things are here. */
    Map<String, String> environment(Function function) {
        Map<String, String> all = new HashMap<>(function.environment());
        all.put("MOMO_ENDPOINT", base() + MomoSimulator.PATH);
        all.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.uri().toString());
        all.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", base().toString());
        all.put("AWS_REGION", Region.US_EAST_1.id());
        all.put("AWS_DEFAULT_REGION", Region.US_EAST_1.id());
        all.put("AWS_ACCESS_KEY_ID", KEY);
        all.put("AWS_SECRET_ACCESS_KEY", KEY);
        all.put("AWS_SESSION_TOKEN", KEY);
        return all;
    }

    /** Shows of which no seat is taken. */
    List<Show> shows() {
        return shows;
    }

    private URI base() {
        return URI.create("http://localhost:" + http.port());
    }

    @Override
    public void close() {
        http.stop();
        momo.close();
        dynamoDb.close();
        tables.close();
    }
}
