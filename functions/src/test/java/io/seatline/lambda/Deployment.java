package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogWriter;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.events.contract.Samples;
import io.seatline.lambda.runtime.Platform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.CountingMetrics;
import io.seatline.testing.MovableClock;
import io.seatline.testing.RecordingDynamoDb;
import io.seatline.testing.RecordingSqs;
import io.seatline.testing.TestContext;
import io.seatline.testing.TestTables;
import io.seatline.usecase.booking.ReserveSeats;
import io.seatline.usecase.catalog.ImportCatalog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** The deployed functions with the catalog of the samples, a MoMo server in this process and queues that record. */
public final class Deployment implements AutoCloseable {
    /** The time of the samples. */
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    /** The booking of the samples. */
    static final String BOOKING = "bks3ttizn5yqds6jydat2c7x64nv";

    /** The show of the samples, with thirteen seats F1 to F13. */
    static final ShowId SHOW = new ShowId("sh7f3k");

    /** The waitlist entry of the samples, which is the first that a deployment creates. */
    static final WaitlistEntryId ENTRY = new WaitlistEntryId(SHOW, "q4d7wz2mfbtk3xrj6nvo5hyelc");

    private static final ObjectMapper JSON = new ObjectMapper();

    final MovableClock clock = new MovableClock(NOW);
    final RecordingSqs sqs = new RecordingSqs();
    public final List<SendMessageRequest> sent = sqs.sent();
    final List<ChangeMessageVisibilityRequest> visibilityChanges = sqs.visibilityChanges();
    final CountingMetrics metrics = new CountingMetrics();
    final TestTables db;
    public final RecordingDynamoDb database;
    public final Wiring wiring;
    private final HttpServer momo;
    private volatile String momoAnswer;

    public Deployment(TestTables db) {
        this.db = db;
        database = new RecordingDynamoDb(db.client());
        BoxOffice.empty(db);
        try {
            momo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        momo.createContext("/", this::answer);
        momo.start();
        momoAcceptsOrders();
        wiring = new Wiring(new Platform(
                environment(),
                clock,
                new SampleEntryFirst(),
                database::client,
                sqs::client,
                () -> {
                    throw absent();
                },
                () -> {
                    throw absent();
                },
                _ -> {
                    throw absent();
                },
                metrics));
        importCatalog();
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("CATALOG_TABLE", TestTables.CATALOG),
                Map.entry("SEAT_CLAIMS_TABLE", TestTables.SEAT_CLAIMS),
                Map.entry("BOOKINGS_TABLE", TestTables.BOOKINGS),
                Map.entry("WAITLIST_TABLE", TestTables.WAITLIST),
                Map.entry("PUBLIC_URL", "https://seatline.test"),
                Map.entry("DEADLINE_SHARDS", Integer.toString(BoxOffice.SHARDS)),
                Map.entry("HOLD_SECONDS", "300"),
                Map.entry("DOOR_OPENS_MINUTES", "60"),
                Map.entry("SHOW_QUEUE_URL", "https://sqs.test/show-queue.fifo"),
                Map.entry("SHOW_QUEUE_DLQ_URL", "https://sqs.test/show-queue-dlq.fifo"),
                Map.entry(
                        "MOMO_ENDPOINT", "http://127.0.0.1:" + momo.getAddress().getPort()),
                Map.entry("MOMO_IPN_URL", "https://notify.test/api/v1/payment/notify"),
                Map.entry("MOMO_REDIRECT_URL", "https://api.test/api/v1/payment/success"),
                Map.entry("MOMO_PARTNER_CODE", "MOMO"),
                Map.entry("MOMO_ACCESS_KEY", "F8BBA842ECF85"),
                Map.entry("MOMO_SECRET_KEY", "K951B6PE1waDMi640xX08PD3vg6EkVlz"),
                Map.entry("TICKET_KEYS", "{\"current\":\"a random text of the tests, 32 or more\",\"previous\":\"\"}"));
    }

    private static IllegalStateException absent() {
        return new IllegalStateException("this function has no such client");
    }

    /** Imports the samples' catalog once per database. */
    private void importCatalog() {
        if (db.client().scan(r -> r.tableName(TestTables.CATALOG).limit(1)).count() == 0) {
            importCatalog(catalog());
        }
    }

    /** The fixture's catalog, with the samples' show in its own hall. */
    static ObjectNode catalog() {
        ObjectNode document = CatalogFixture.document();
        ObjectNode hall = (ObjectNode) document.at("/cinemas/0/halls/1");
        hall.replace("rows", CatalogFixture.json("['F SSSSSSSSSSSSS']"));
        ObjectNode show = CatalogFixture.object(document, "shows", 1).put("id", "sh7f3k");
        show.replace("prices", CatalogFixture.json("{'STANDARD':120000}"));
        return document;
    }

    void importCatalog(ObjectNode document) {
        var writer = new DynamoDbCatalogWriter(db.client(), TestTables.CATALOG);
        var result = new ImportCatalog(writer, clock, (_, _) -> {}).run(document);
        if (!(result instanceof ImportCatalog.Result.Imported)) {
            throw new IllegalStateException(result.toString());
        }
    }

    /** Makes MoMo accept every order from now on. */
    void momoAcceptsOrders() {
        momoAnswer = "{\"orderId\":\"%s\",\"resultCode\":0,\"payUrl\":\"https://momo.test/pay\","
                + "\"qrCodeUrl\":\"momo://qr\",\"deeplink\":\"momo://app\"}";
    }

    /** Makes MoMo answer nothing that can be read from now on. */
    void momoIsSilent() {
        momoAnswer = "";
    }

    /** Makes MoMo report the sample booking's order as paid from now on. */
    void momoReportsPaid() {
        momoAnswer = "{\"orderId\":\"%s\",\"resultCode\":0,\"transId\":4088878653,\"amount\":240000}";
    }

    /** Makes MoMo answer with an internal error from now on. */
    void momoFails() {
        momoAnswer = "{\"orderId\":\"%s\",\"resultCode\":99}";
    }

    /** Makes MoMo refuse every new order for good from now on. */
    void momoRefuses() {
        momoAnswer = "{\"orderId\":\"%s\",\"resultCode\":11}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        byte[] body = momoAnswer.formatted(request.path("orderId").textValue()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Holds seats of the samples' show for a customer. */
    BookingId hold(String customer, int from, int to) {
        List<SeatNumber> seats = IntStream.rangeClosed(from, to)
                .mapToObj(number -> SeatNumber.of("F", number))
                .toList();
        var request = new ReserveSeats.Request(new CustomerId(customer), SHOW, seats, Optional.of("key"));
        if (wiring.reserveSeats().reserve(request) instanceof ReserveSeats.Result.Held(var customerBooking)) {
            return customerBooking.booking().id();
        }
        throw new IllegalStateException("cannot hold " + seats);
    }

    /** Holds every seat of the samples' show, so that new entries have to wait. */
    void holdAllSeats() {
        hold("house", 1, 10);
        hold("house-2", 11, 13);
    }

    /** Reads a sample as the Java runtime of Lambda does. */
    static <T> T sample(String name, Class<T> type) {
        return LambdaEventSerializers.serializerFor(type, Deployment.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(Samples.lambda(name)));
    }

    /** Reads a sample of an HTTP call. */
    public static APIGatewayV2HTTPEvent call(String name) {
        return sample(name, APIGatewayV2HTTPEvent.class);
    }

    /** The JSON body of a response. */
    static JsonNode json(APIGatewayV2HTTPResponse response) {
        try {
            return JSON.readTree(response.getBody());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Delivers the sample IPN: MoMo has captured the money for the sample booking. */
    APIGatewayV2HTTPResponse deliverIpn() {
        return new NotifyHandler(wiring).handleRequest(call("notify.json"), TestContext.INSTANCE);
    }

    @Override
    public void close() {
        momo.stop(0);
    }

    /** Returns random bytes whose first draw encodes the samples' waitlist entry. */
    private static final class SampleEntryFirst implements RandomGenerator {
        private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
        private final Random rest = new Random(3);
        private boolean first = true;

        @Override
        public long nextLong() {
            return rest.nextLong();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            rest.nextBytes(bytes);
            if (first) {
                first = false;
                BigInteger bits = BigInteger.ZERO;
                for (char letter : ENTRY.suffix().toCharArray()) {
                    bits = bits.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(letter)));
                }
                int unused = 8 * bytes.length - 5 * ENTRY.suffix().length();
                byte[] entry = bits.shiftLeft(unused).toByteArray();
                System.arraycopy(entry, entry.length - bytes.length, bytes, 0, bytes.length);
            }
        }
    }
}
