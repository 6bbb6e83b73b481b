package io.seatline.local.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.lambda.runtime.Platform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.local.apigateway.FunctionUrl;
import io.seatline.local.apigateway.HttpServer;
import io.seatline.local.apigateway.HttpServerOptions;
import io.seatline.local.apigateway.Ports;
import io.seatline.local.cognito.SigningKey;
import io.seatline.local.cognito.TokenIssuer;
import io.seatline.local.cognito.Users;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.momo.MomoAccount;
import io.seatline.local.momo.MomoSimulator;
import io.seatline.local.ses.SentMails;
import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** Seatline on one machine: the embedded cloud with the deployed functions, MoMo's simulator and a token issuer. */
public final class Seatline implements AutoCloseable {
    private static final String HOST = "localhost";
    private static final String IPN_PATH = "/api/v1/payment/notify";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final SecureRandom random = new SecureRandom();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final MomoSimulator momo;
    private final SentMails sentMails;
    private final EmbeddedCloud cloud;
    private final TokenIssuer tokens;
    private final HttpServer server;
    private volatile boolean ready;

    private Seatline(Settings settings, UnaryOperator<CloudOptions> change) {
        port = settings.port() == 0 ? Ports.free() : settings.port();
        Ports.requireFree("PORT", HOST, port);
        settings.dynamoDbPort().ifPresent(tablesPort -> Ports.requireFree("DYNAMODB_PORT", HOST, tablesPort));
        settings.dataDir().ifPresent(Seatline::create);
        MomoAccount account = MomoAccount.sandbox();
        SigningKey key = settings.dataDir().map(SigningKey::keptIn).orElseGet(SigningKey::ofThisProcess);
        momo = new MomoSimulator(account, this::base, settings.clock(), settings.dataDir());
        sentMails = new SentMails(settings.clock());
        CloudOptions options = CloudOptions.of(Template.snapshot(), this::handler)
                .with(cloudOptions -> cloudOptions
                        .clock(settings.clock())
                        .port(port)
                        .dynamoDbPort(settings.dynamoDbPort())
                        .environment(overlay(settings, account, key))
                        .dataDir(settings.dataDir()));
        cloud = new EmbeddedCloud(change.apply(options));
        try {
            tokens = TokenIssuer.of(cloud.resolved(), key, settings.clock(), random);
            server = server(settings).start();
        } catch (RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    /**
     * Starts Seatline with an empty catalog; it serves when this returns.
     *
     * @throws io.seatline.local.apigateway.PortInUseException if another process has the port
     */
    public static Seatline start(Settings settings) {
        return start(settings, UnaryOperator.identity());
    }

    /**
     * Starts Seatline with changed options of the cloud; it serves when this returns.
     *
     * @param change e.g. wraps the handlers in measurements
     */
    public static Seatline start(Settings settings, UnaryOperator<CloudOptions> change) {
        return new Seatline(settings, change);
    }

    /** Variables that replace the template's: endpoints, credentials and times. */
    private Map<String, String> overlay(Settings settings, MomoAccount account, SigningKey key) {
        return Map.ofEntries(
                Map.entry("HOLD_SECONDS", Long.toString(settings.hold().toSeconds())),
                Map.entry("OFFER_SECONDS", Long.toString(settings.offer().toSeconds())),
                Map.entry(
                        "DOOR_OPENS_MINUTES", Long.toString(settings.doorsOpen().toMinutes())),
                Map.entry("PUBLIC_URL", base().toString()),
                Map.entry("MOMO_REDIRECT_URL", base() + "/api/v1/payment/success"),
                Map.entry("MOMO_ENDPOINT", base() + MomoSimulator.PATH),
                Map.entry("MOMO_PARTNER_CODE", account.partnerCode()),
                Map.entry("MOMO_ACCESS_KEY", account.accessKey()),
                Map.entry("MOMO_SECRET_KEY", account.secretKey()),
                Map.entry("TICKET_KEYS", "{\"current\":\"%s\",\"previous\":\"\"}".formatted(key.secret("tickets"))),
                Map.entry("CHAT_WEBHOOK_URL", settings.webhooks().chat()),
                Map.entry("NOTICE_WEBHOOK_URL", settings.webhooks().notice()),
                Map.entry("NOTICE_WEBHOOK_SECRET", settings.webhooks().noticeSecret()),
                Map.entry("MAIL_FROM", "no-reply@seatline.example"),
                Map.entry("USER_POOL_ID", "local"));
    }

    private Object handler(String className, Map<String, String> environment, LocalClients clients)
            throws ReflectiveOperationException {
        Platform platform = new Platform(
                environment,
                clients.clock(),
                random,
                clients::dynamoDb,
                clients::sqs,
                clients::eventBridge,
                () -> {
                    throw new IllegalStateException(
                            "There is no S3 here; pass the document itself: {\"document\":{…}}");
                },
                id -> {
                    throw new IllegalStateException("There is no Secrets Manager here for " + id);
                },
                metrics,
                () -> client(SesV2Client.builder(), SentMails.PATH),
                () -> client(CognitoIdentityProviderClient.builder(), Users.PATH));
        return Class.forName(className).getConstructor(Wiring.class).newInstance(new Wiring(platform));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String path) {
        return builder.endpointOverride(base().resolve(path))
                .region(Region.of(Place.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private HttpServer server(Settings settings) {
        ResolvedTemplate resolved = cloud.resolved();
        List<FunctionUrl> urls = resolved.functionUrls().stream()
                .map(id -> new FunctionUrl(IPN_PATH, id))
                .toList();
        HttpServerOptions options = HttpServerOptions.of(resolved, tokens).with(served -> served.port(port)
                .functionUrls(urls)
                .extras(List.of(momo::register, sentMails::register))
                .ready(() -> ready));
        return new HttpServer(options, cloud.invoker(), settings.clock(), random);
    }

    /** Makes {@code /healthz} answer 200; until then it answers 503. */
    public void announceReady() {
        ready = true;
    }

    /** Loads a catalog document through the import function, in as many calls as it takes; returns the last answer. */
    public JsonNode importCatalog(JsonNode document) {
        try {
            byte[] event = JSON.writeValueAsBytes(JSON.createObjectNode().set("document", document));
            JsonNode answer;
            do {
                answer = JSON.readTree(cloud.invoker()
                        .invoke(cloud.resolved().function("ImportHandler").id(), event));
            } while (answer.path("status").asText().equals("unfinished"));
            return answer;
        } catch (FunctionError | IOException e) {
            throw new IllegalStateException("the catalog could not be imported: " + e.getMessage(), e);
        }
    }

    /** The base address, such as {@code http://localhost:8080}. */
    public URI base() {
        return URI.create("http://" + HOST + ":" + port);
    }

    /** The embedded cloud. */
    public EmbeddedCloud cloud() {
        return cloud;
    }

    /** MoMo's simulator. */
    public MomoSimulator momo() {
        return momo;
    }

    /** The development token issuer. */
    public TokenIssuer tokens() {
        return tokens;
    }

    /** The functions' metrics. */
    public InMemoryMetrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        server.close();
        cloud.close();
        momo.close();
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "DATA_DIR: the directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
    }
}
