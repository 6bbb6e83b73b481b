package io.seatline.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.events.metric.Metric;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.app.Settings.Webhooks;
import io.seatline.local.clock.MovableClock;
import io.seatline.local.deploy.RemoteSeatline;
import io.seatline.local.momo.MomoSimulator;
import io.seatline.local.testing.ApiClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A cloud that runs Seatline, from the outside view of its users and MoMo. */
interface Cloud extends AutoCloseable {
    /** The system property that selects a cloud: {@code embedded}, {@code localstack} or {@code endpoint}. */
    String PROPERTY = "cloud";

    /**
     * Opens the selected cloud, the embedded one by default.
     *
     * @param hold how long seats are held
     * @param chatWebhook the address of support's chat on this machine
     */
    static Cloud open(Duration hold, URI chatWebhook) {
        Settings settings = Settings.forTests().withHold(hold);
        String name = System.getProperty(PROPERTY, "embedded");
        return switch (name) {
            case "embedded" -> new Embedded(settings.withWebhooks(Webhooks.chat(chatWebhook.toString())));
            case "localstack" -> InContainer.start(settings, chatWebhook);
            case "endpoint" ->
                new Deployed(
                        URI.create(Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL"))
                                .orElseThrow(() -> new IllegalStateException(
                                        "AWS_ENDPOINT_URL is not set. Set it to the emulator's address"))),
                        settings,
                        chatWebhook);
            default ->
                throw new IllegalArgumentException("-Dcloud must be embedded, localstack or endpoint, not " + name);
        };
    }

    /** The cloud's name and known gaps. */
    String title();

    /** The HTTP API. An answer that did not come from a handler of Seatline fails the test. */
    ApiClient api();

    /** The function URL that MoMo notifies. */
    URI notifyUrl();

    /** MoMo. */
    MomoSimulator momo();

    /** An access token. */
    String token(String name, String... groups);

    /** Loads a catalog. */
    JsonNode importCatalog(JsonNode document);

    /** The cloud's time. */
    Instant now();

    /** Moves the cloud's clock ahead. Does nothing for a cloud on real time. */
    void advance(Duration time);

    /** The sum of a metric that the functions counted; empty if the cloud cannot report it. */
    OptionalLong counted(Metric metric);

    /** Whether a handler, by its simple name, has run; true if the cloud cannot report it. */
    boolean hasRun(String handler);

    @Override
    void close();

    /** The embedded cloud. All its answers come from handlers. */
    final class Embedded implements Cloud {
        private final MovableClock clock = MovableClock.runningWith(InstantSource.system());
        private final Seatline seatline;

        Embedded(Settings settings) {
            seatline = Seatline.start(settings.withClock(clock));
        }

        @Override
        public String title() {
            return "the embedded cloud";
        }

        @Override
        public ApiClient api() {
            return ApiClient.checked(seatline.base());
        }

        @Override
        public URI notifyUrl() {
            return URI.create(seatline.base() + "/api/v1/payment/notify");
        }

        @Override
        public MomoSimulator momo() {
            return seatline.momo();
        }

        @Override
        public String token(String name, String... groups) {
            return seatline.tokens().token(name, groups);
        }

        @Override
        public JsonNode importCatalog(JsonNode document) {
            return seatline.importCatalog(document);
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void advance(Duration time) {
            clock.advance(time);
        }

        @Override
        public OptionalLong counted(Metric metric) {
            return OptionalLong.of(seatline.metrics().counted(metric));
        }

        @Override
        public boolean hasRun(String handler) {
            return true;
        }

        @Override
        public void close() {
            seatline.close();
        }
    }

    /** An emulator of AWS that is already running. */
    final class Deployed implements Cloud {
        private static final Path CODE = Path.of("../functions/target/seatline-functions.zip");

        private final RemoteSeatline seatline;

        Deployed(URI endpoint, Settings settings, URI chatWebhook) {
            UnaryOperator<URI> seen = RemoteSeatline.seenByFunctions(endpoint);
            seatline = RemoteSeatline.deploy(
                    endpoint,
                    settings.withWebhooks(Webhooks.chat(seen.apply(chatWebhook).toString())),
                    Optional.of(CODE).filter(Files::exists));
        }

        @Override
        public String title() {
            return seatline.title() + ", where:\n" + seatline.knownGaps();
        }

        @Override
        public ApiClient api() {
            return new ApiClient(seatline.api(), answer -> {
                boolean fromGateway =
                        answer.body().has("message") && !answer.body().has("code");
                if (!seatline.comesFromHandler(answer.response().headers())
                        && !(fromGateway && (answer.status() == 401 || answer.status() == 404))) {
                    throw new AssertionError("the answer came from the emulator, not from a handler: " + answer);
                }
            });
        }

        @Override
        public URI notifyUrl() {
            return URI.create(seatline.notifyUrl() + "api/v1/payment/notify");
        }

        @Override
        public MomoSimulator momo() {
            return seatline.momo();
        }

        @Override
        public String token(String name, String... groups) {
            return seatline.token(name, groups);
        }

        @Override
        public JsonNode importCatalog(JsonNode document) {
            return seatline.importCatalog(document);
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void advance(Duration time) {
            // An emulator runs on real time.
        }

        @Override
        public OptionalLong counted(Metric metric) {
            return seatline.counted(metric);
        }

        @Override
        public boolean hasRun(String handler) {
            return seatline.invocations(handler).map(times -> times > 0).orElse(true);
        }

        @Override
        public void close() {
            seatline.close();
        }
    }
}
