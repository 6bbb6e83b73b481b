package io.seatline.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.seatline.events.metric.Metric;
import io.seatline.local.FunctionError;
import io.seatline.local.Ports;
import io.seatline.local.Settings;
import io.seatline.local.http.HttpServer;
import io.seatline.local.http.HttpServerOptions;
import io.seatline.local.http.SigningKey;
import io.seatline.local.http.TokenIssuer;
import io.seatline.local.momo.MomoAccount;
import io.seatline.local.momo.MomoSimulator;
import io.seatline.local.template.Place;
import io.seatline.local.template.Resolved;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Seatline deployed to an emulator of AWS, with what that emulator lacks: always MoMo; the functions where it runs no
 * Java; HTTP API, tokens and ticks where it has none. Everything else is the emulator's.
 */
public final class RemoteSeatline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteSeatline.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The template's types that an emulator without HTTP APIs gets no resources of. */
    private static final Set<String> HTTP_API = Set.of("AWS::ApiGatewayV2::", "AWS::Cognito::");

    private static final String ALIAS = "live";
    private static final String PROXY_VARIABLE = "MINISTACK_LAMBDA_PROXY_URL";
    private static final int LARGEST_EVENT = 10 * 1024 * 1024;

    /** Gives access tokens. */
    @FunctionalInterface
    private interface Tokens {
        String token(String name, String... groups);
    }

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Endpoint endpoint;
    private final Emulator emulator;
    private final Settings settings;
    private final int port;
    private final LambdaClient lambda;
    private final MomoSimulator momo;
    private final FunctionHost functions;
    private final Resolved resolved;
    private final Stack stack;
    private final Tokens tokens;

    private RemoteSeatline(Endpoint endpoint, Settings settings, Optional<Path> code) {
        this.endpoint = endpoint;
        this.settings = settings;
        emulator = Emulator.at(endpoint);
        port = settings.port() == 0 ? Ports.free() : settings.port();
        lambda = opened(endpoint.client(LambdaClient.builder()));
        momo = opened(new MomoSimulator(
                MomoAccount.sandbox(),
                this::base,
                settings.clock(),
                Optional.empty(),
                address -> emulator.reachable(endpoint, address)));
        functions = opened(new FunctionHost(endpoint));
        resolved = StackTemplate.snapshot().understood().resolve(place());
        try {
            Optional<TokenIssuer> issuer = emulator.servesHttpApis() ? Optional.empty() : Optional.of(issuer());
            serve(issuer);
            StackTemplate template = template();
            stack = new Deployer(endpoint).deploy(template, code(code));
            compare(template);
            putSecrets();
            tokens = issuer.<Tokens>map(development -> development::token)
                    .orElseGet(() -> opened(new CognitoTokens(endpoint, stack))::token);
            if (!emulator.firesSchedules()) {
                tick();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Deploys to the emulator at an address; all is up when this returns. A stack that is there already is replaced.
     *
     * @param settings port (of MoMo and whatever else the emulator lacks), hold and webhooks; data is the emulator's
     * @param code the functions' zip, for an emulator that runs Java
     * @throws IllegalStateException when the stack fails, or runs otherwise than the template says in a way that is not
     *     on the emulator's list
     */
    public static RemoteSeatline deploy(URI endpoint, Settings settings, Optional<Path> code) {
        return new RemoteSeatline(new Endpoint(endpoint), settings, code);
    }

    /** Tells where the functions of the emulator at an address reach an address of this machine. */
    public static UnaryOperator<URI> seenByFunctions(URI endpoint) {
        return Emulator.at(new Endpoint(endpoint))::seenByFunctions;
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private Place place() {
        return new Place(base(), endpoint.url(), base() + "/local/issuer");
    }

    private StackTemplate template() {
        StackTemplate template = StackTemplate.snapshot()
                .withVariable("HOLD_SECONDS", Long.toString(settings.hold().toSeconds()))
                .withVariable("MOMO_ENDPOINT", emulator.seenByFunctions(base()) + MomoSimulator.PATH);
        return emulator.runsJava()
                ? template.without(HTTP_API, Map.of("Api.ApiEndpoint", base().toString()))
                : template.withAddedVariable(PROXY_VARIABLE, name -> base() + FunctionHost.path(name));
    }

    private byte[] code(Optional<Path> zip) {
        try {
            if (emulator.runsJava()) {
                return Files.readAllBytes(zip.orElseThrow(() -> new IllegalStateException(emulator.title()
                        + " runs the functions itself: it needs their zip, which `./mvnw package` builds")));
            }
            ByteArrayOutputStream placeholder = new ByteArrayOutputStream();
            try (ZipOutputStream entries = new ZipOutputStream(placeholder)) {
                entries.putNextEntry(new ZipEntry("the-functions-run-elsewhere"));
            }
            return placeholder.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("the functions' zip cannot be read", e);
        }
    }

    private void compare(StackTemplate template) {
        List<Difference> differences;
        try (Live live = new Live(endpoint)) {
            differences = Comparison.of(template.understood(), place(), stack, live::properties);
        }
        List<Difference> unknown = KnownGaps.of(emulator).unknown(differences);
        LOG.info(
                "{} runs what the template says but for {} known differences",
                emulator.title(),
                differences.size() - unknown.size());
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(emulator.title() + " does not run what the template says:\n"
                    + unknown.stream().map(difference -> "  " + difference).collect(Collectors.joining("\n")));
        }
    }

    private void putSecrets() {
        MomoAccount account = MomoAccount.sandbox();
        put(
                "MomoSecret",
                JSON.createObjectNode()
                        .put("partnerCode", account.partnerCode())
                        .put("accessKey", account.accessKey())
                        .put("secretKey", account.secretKey())
                        .toString());
        // A secret cannot be empty; what is blank is no address.
        put("ChatSecret", settings.webhooks().chat() + " ");
        put(
                "NoticeSecret",
                JSON.createObjectNode()
                        .put("url", settings.webhooks().notice() + " ")
                        .put("secret", settings.webhooks().noticeSecret() + " ")
                        .toString());
    }

    private void put(String secret, String value) {
        try (SecretsManagerClient secrets = endpoint.client(SecretsManagerClient.builder())) {
            secrets.putSecretValue(
                    r -> r.secretId(stack.physicalIds().get(secret)).secretString(value));
        }
    }

    private TokenIssuer issuer() {
        String audience = resolved.routes().stream()
                .flatMap(route -> route.authorizer().stream())
                .findFirst()
                .orElseThrow()
                .audience()
                .getFirst();
        return new TokenIssuer(
                base() + "/local/issuer", audience, SigningKey.fresh(), settings.clock(), new SecureRandom());
    }

    /** MoMo, and the HTTP API with its tokens or the functions, whichever the emulator lacks. */
    private void serve(Optional<TokenIssuer> issuer) {
        // Containers come from another address than the loopback one.
        String host = emulator.runsJava() ? "0.0.0.0" : "localhost";
        if (issuer.isPresent()) {
            var options = new HttpServerOptions(
                    host, port, resolved.routes(), resolved.cors(), List.of(), issuer.get(), List.of(momo::register));
            opened(new HttpServer(options, this::invoke, settings.clock(), new SecureRandom()).start());
            return;
        }
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.concurrency.useVirtualThreads = true;
            config.http.maxRequestSize = LARGEST_EVENT;
            config.jetty.host = host;
            config.jetty.port = port;
            momo.register(config);
            functions.register(config);
            config.routes.post("/local/tokens", this::token);
        });
        server.start();
        opened(server::stop);
    }

    private void token(Context ctx) throws IOException {
        JsonNode who = JSON.readTree(ctx.body());
        String[] groups = who.path("groups").valueStream().map(JsonNode::asText).toArray(String[]::new);
        ctx.contentType("application/json")
                .result(JSON.createObjectNode()
                        .put("access_token", token(who.path("sub").asText(), groups))
                        .toString());
    }

    private byte[] invoke(String function, byte[] event) throws FunctionError {
        String name = resolved.function(function).name();
        InvokeResponse answer =
                lambda.invoke(r -> r.functionName(name).qualifier(ALIAS).payload(SdkBytes.fromByteArray(event)));
        if (answer.functionError() != null) {
            throw new FunctionError(function, answer.payload().asUtf8String());
        }
        return answer.payload().asByteArray();
    }

    /** Invokes what the schedules would. */
    private void tick() {
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ticks").factory());
        opened(ticks::shutdownNow);
        for (Resolved.Schedule schedule : resolved.schedules()) {
            long rate = schedule.rate().toMillis();
            ScheduledFuture<?> _ = ticks.scheduleAtFixedRate(() -> tick(schedule), rate, rate, TimeUnit.MILLISECONDS);
        }
    }

    private void tick(Resolved.Schedule schedule) {
        String name = resolved.function(schedule.target().arn()).name();
        try {
            lambda.invoke(r -> r.functionName(name)
                    .qualifier(ALIAS)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(schedule.target().input().orElse("{}"))));
        } catch (SdkException e) {
            LOG.warn("{} could not be invoked", name, e);
        }
    }

    /** The emulator's name. */
    public String title() {
        return emulator.title();
    }

    /** In what the emulator differs, and why that does no harm. */
    public String knownGaps() {
        return KnownGaps.text(emulator);
    }

    /** Where MoMo, tokens and whatever else the emulator lacks are served. */
    public URI base() {
        return URI.create("http://localhost:" + port);
    }

    /** What the paths of the HTTP API are added to. */
    public URI api() {
        return emulator.servesHttpApis()
                ? emulator.reachable(endpoint, URI.create(stack.output("ApiEndpoint")))
                : base();
    }

    /** The function URL that MoMo notifies, ending with a slash. */
    public URI notifyUrl() {
        return emulator.reachable(endpoint, URI.create(stack.output("NotifyUrl")));
    }

    /** MoMo. */
    public MomoSimulator momo() {
        return momo;
    }

    /** An access token of somebody. */
    public String token(String name, String... groups) {
        return tokens.token(name, groups);
    }

    /** Whether an HTTP answer with these headers can be a handler's: no emulator made it up. */
    public boolean comesFromHandler(java.net.http.HttpHeaders headers) {
        return emulator.runsJava() || functions.gave(headers.firstValue(FunctionHost.MARK_HEADER));
    }

    /** How often something was counted by the functions; nothing where the emulator runs them itself. */
    public OptionalLong counted(Metric metric) {
        return emulator.runsJava() ? OptionalLong.empty() : OptionalLong.of(functions.counted(metric));
    }

    /** How often the emulator had a function run, by its handler's simple name; nothing where it runs them itself. */
    public Optional<Long> invocations(String handler) {
        return emulator.runsJava()
                ? Optional.empty()
                : Optional.of(functions.invocations(resolved.function(handler).name()));
    }

    /** Loads a catalog as an operator does: a document in the bucket, then the import function. */
    public JsonNode importCatalog(JsonNode document) {
        String bucket = stack.output("CatalogDocuments");
        String key = "catalog.json";
        try (S3Client s3 = endpoint.s3()) {
            s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(document.toString()));
            byte[] event = JSON.writeValueAsBytes(Map.of("bucket", bucket, "key", key));
            return JSON.readTree(invoke("ImportHandler", event));
        } catch (FunctionError | IOException e) {
            throw new IllegalStateException("the catalog could not be imported: " + e.getMessage(), e);
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
