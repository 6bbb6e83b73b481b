package io.seatline.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.events.metric.Metric;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
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

/** A cloud in which Seatline runs, as its users and MoMo see it. */
interface Cloud extends AutoCloseable {
    /** The system property that chooses one: {@code embedded}, {@code localstack} or {@code endpoint}. */
    String PROPERTY = "cloud";

    /**
     * Opens the chosen one, the embedded cloud by default.
     *
     * @param hold how long seats are held
     * @param chatWebhook where support's chat listens on this machine
     */
    static Cloud open(Duration hold, URI chatWebhook) {
        Settings settings = Settings.forTests().withHold(hold);
        String name = System.getProperty(PROPERTY, "embedded");
        return switch (name) {
            case "embedded" -> new Embedded(settings.withChatWebhook(chatWebhook.toString()));
            case "localstack" -> InContainer.start(settings, chatWebhook);
            case "endpoint" ->
                new Deployed(
                        URI.create(Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL"))
                                .orElseThrow(() -> new IllegalStateException("AWS_ENDPOINT_URL names no emulator"))),
                        settings,
                        chatWebhook);
            default -> throw new IllegalArgumentException("-Dcloud is embedded, localstack or endpoint, not " + name);
        };
    }

    /** Its name. */
    String title();

    /** Its HTTP API; an answer that no handler of Seatline can have given fails the test. */
    ApiClient api();

    /** The function URL that MoMo notifies. */
    URI notifyUrl();

    /** MoMo. */
    MomoSimulator momo();

    /** An access token. */
    String token(String name, String... groups);

    /** Loads a catalog. */
    JsonNode importCatalog(JsonNode document);

    /** The time there. */
    Instant now();

    /** Moves the clock ahead, if it can be moved; else time passes as it does. */
    void hurry(Duration time);

    /** How often something was counted by the functions; nothing where they cannot be asked. */
    OptionalLong counted(Metric metric);

    /** Whether a handler, by its simple name, has run; true where that cannot be told. */
    boolean hasRun(String handler);

    @Override
    void close();

    /** The embedded cloud. It has no answers but those of the handlers. */
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
            return new ApiClient(seatline.base());
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
        public void hurry(Duration time) {
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

    /** An emulator of AWS that is running already. */
    final class Deployed implements Cloud {
        private static final Path CODE = Path.of("../functions/target/seatline-functions.zip");

        private final RemoteSeatline seatline;

        Deployed(URI endpoint, Settings settings, URI chatWebhook) {
            UnaryOperator<URI> seen = RemoteSeatline.seenByFunctions(endpoint);
            seatline = RemoteSeatline.deploy(
                    endpoint,
                    settings.withChatWebhook(seen.apply(chatWebhook).toString()),
                    Optional.of(CODE).filter(Files::exists));
        }

        @Override
        public String title() {
            return seatline.title() + ", where:\n" + seatline.knownGaps();
        }

        @Override
        public ApiClient api() {
            return new ApiClient(seatline.api(), answer -> {
                boolean gatewaysOwn =
                        answer.body().has("message") && !answer.body().has("code");
                if (!seatline.comesFromHandler(answer.response().headers())
                        && !(gatewaysOwn && (answer.status() == 401 || answer.status() == 404))) {
                    throw new AssertionError("the emulator made this answer up: " + answer);
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
        public void hurry(Duration time) {
            // Nobody can.
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
