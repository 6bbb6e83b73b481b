package io.seatline.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.events.metric.Metric;
import io.seatline.local.apigateway.Ports;
import io.seatline.local.app.Settings;
import io.seatline.local.cognito.SigningKey;
import io.seatline.local.cognito.TokenIssuer;
import io.seatline.local.deploy.stack.Deployer;
import io.seatline.local.deploy.stack.Emulator;
import io.seatline.local.deploy.stack.Endpoint;
import io.seatline.local.deploy.stack.Stack;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.momo.MomoAccount;
import io.seatline.local.momo.MomoSimulator;
import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Seatline deployed to an emulator of AWS, together with what that emulator lacks: always MoMo; the functions if it runs
 * no Java; HTTP API, tokens and ticks if it has none.
 */
public final class RemoteSeatline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteSeatline.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Endpoint endpoint;
    private final Emulator emulator;
    private final int port;
    private final MomoSimulator momo;
    private final FunctionHost host;
    private final ResolvedTemplate resolved;
    private final RemoteFunctions functions;
    private final Stack stack;
    private final BiFunction<String, String[], String> tokens;

    private RemoteSeatline(Endpoint endpoint, Settings settings, Optional<Path> code) {
        this.endpoint = endpoint;
        emulator = Emulator.at(endpoint);
        opened(new EmulatorProxy(endpoint));
        port = settings.port() == 0 ? Ports.free() : settings.port();
        momo = opened(new MomoSimulator(
                MomoAccount.sandbox(),
                this::base,
                settings.clock(),
                Optional.empty(),
                address -> emulator.reachable(endpoint, address)));
        host = opened(new FunctionHost(endpoint));
        Place place = new Place(base(), endpoint.url(), base() + "/local/issuer");
        resolved = Template.snapshot().resolve(place);
        functions = opened(new RemoteFunctions(endpoint, resolved));
        try {
            CompanionServer server = new CompanionServer(emulator, port, momo);
            Optional<TokenIssuer> issuer = emulator.servesHttpApis()
                    ? Optional.empty()
                    : Optional.of(TokenIssuer.of(resolved, SigningKey.fresh(), settings.clock(), new SecureRandom()));
            opened(
                    issuer.isPresent()
                            ? server.serveHttpApi(resolved, issuer.get(), functions, settings.clock())
                            : server.serveFunctions(host, this::token));
            stack = new Deployer(endpoint, emulator).deploy(place, settings, code);
            tokens = issuer.<BiFunction<String, String[], String>>map(development -> development::token)
                    .orElseGet(() -> opened(new CognitoTokens(endpoint, stack))::token);
            if (!emulator.firesSchedules()) {
                functions.startSchedules();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Deploys to the emulator at an address and replaces an existing stack; all is up when this returns.
     *
     * @param settings port (of MoMo and everything else that the emulator lacks), hold and webhooks; the emulator keeps the
     *     data
     * @param code the functions' zip, for an emulator that runs Java
     * @throws IllegalStateException when the stack fails, or differs from the template in a way that is not on the
     *     emulator's list
     */
    public static RemoteSeatline deploy(URI endpoint, Settings settings, Optional<Path> code) {
        return new RemoteSeatline(new Endpoint(endpoint), settings, code);
    }

    /** Translates addresses of this machine to those that functions of the emulator at an endpoint reach them by. */
    public static UnaryOperator<URI> seenByFunctions(URI endpoint) {
        return Emulator.at(new Endpoint(endpoint))::seenByFunctions;
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** The emulator's name. */
    public String title() {
        return emulator.title();
    }

    /** How the emulator differs from AWS, and why that does no harm. */
    public String knownGaps() {
        return emulator.knownGaps();
    }

    /** The address of MoMo, the token issuer and everything else that the emulator lacks. */
    public URI base() {
        return URI.create("http://localhost:" + port);
    }

    /** The base of the HTTP API's paths. */
    public URI api() {
        return emulator.servesHttpApis()
                ? emulator.reachable(endpoint, URI.create(stack.output("ApiEndpoint")))
                : base();
    }

    /** The function URL that MoMo notifies, ending with a slash. */
    public URI notifyUrl() {
        return emulator.reachable(endpoint, URI.create(stack.output("NotifyUrl")));
    }

    /** MoMo's simulator. */
    public MomoSimulator momo() {
        return momo;
    }

    /** An access token for a user. */
    public String token(String name, String... groups) {
        return tokens.apply(name, groups);
    }

    /** Whether an HTTP answer with these headers comes from a handler and not from the emulator itself. */
    public boolean comesFromHandler(HttpHeaders headers) {
        return emulator.runsJava() || host.gave(headers.firstValue(FunctionHost.MARK_HEADER));
    }

    /** The sum of a metric that the functions counted; empty if the emulator runs them. */
    public OptionalLong counted(Metric metric) {
        return emulator.runsJava() ? OptionalLong.empty() : OptionalLong.of(host.counted(metric));
    }

    /** How often the emulator invoked a function, by its handler's simple name; empty if the emulator runs it. */
    public Optional<Long> invocations(String handler) {
        return emulator.runsJava()
                ? Optional.empty()
                : Optional.of(host.invocations(resolved.function(handler).name()));
    }

    /** Loads a catalog as an operator does: uploads the document, then invokes the import function. */
    public JsonNode importCatalog(JsonNode document) {
        String bucket = stack.output("CatalogDocuments");
        String key = "catalog.json";
        try (S3Client s3 = endpoint.s3()) {
            s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(document.toString()));
            byte[] event = JSON.writeValueAsBytes(Map.of("bucket", bucket, "key", key));
            return JSON.readTree(functions.invoke("ImportHandler", event));
        } catch (FunctionError | IOException | SdkException e) {
            throw new IllegalStateException("The catalog could not be imported: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} could not be closed", part.getClass().getSimpleName(), e);
            }
        }
    }
}
