package io.seatline.infra;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.FunctionUrl;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;
import software.constructs.Construct;

/**
 * The functions: what each is for, how long it may take, what it is told and what it may do.
 *
 * <p>Memory is bought for its CPU: 1,769 MiB is one core. What a customer waits for gets that much; what runs in the
 * background gets half of it, on which the JVM and the AWS SDK still start and work briskly.
 */
final class Functions {
    /** One message: a hold's end asks MoMo for at most ten attempts, three seconds each, and then commits. */
    static final Duration DUE_TIMEOUT = Duration.ofSeconds(45);

    /** One refund, which MoMo may take 15 seconds to answer, a query about it, which may too, and the writes. */
    static final Duration REFUND_TIMEOUT = Duration.ofSeconds(45);

    /** Ten messages of some transactions each; short, because a crash stalls the show for six times as long. */
    static final Duration LINE_TIMEOUT = Duration.ofSeconds(30);

    /** How many partitions the due index has; each has its own tick. */
    static final int DUE_SHARDS = 4;

    private static final String BATCH_GET = "dynamodb:BatchGetItem";
    private static final String DELETE = "dynamodb:DeleteItem";
    private static final String GET = "dynamodb:GetItem";
    private static final String PUT = "dynamodb:PutItem";
    private static final String QUERY = "dynamodb:Query";
    private static final String UPDATE = "dynamodb:UpdateItem";

    private static final int A_CORE = 1_769;
    private static final int HALF_A_CORE = 896;

    private final Construct scope;
    private final Uses uses;
    private final SeatlineFunction notify;
    private final FunctionUrl notifyUrl;
    private final SeatlineFunction search;
    private final SeatlineFunction reserve;
    private final SeatlineFunction support;
    private final SeatlineFunction expire;
    private final SeatlineFunction due;
    private final SeatlineFunction refund;
    private final SeatlineFunction line;
    private final SeatlineFunction publish;
    private final SeatlineFunction alert;

    /** What the functions are built from. */
    record Uses(
            DeploymentStage stage,
            Code code,
            Tables tables,
            Queues queues,
            EventBus bus,
            Vault vault,
            String apiEndpoint) {}

    private Functions(Construct scope, Uses uses) {
        this.scope = scope;
        this.uses = uses;
        this.notify = notifyFunction();
        // MoMo signs its notifications and cannot sign AWS requests: the function itself checks who calls.
        this.notifyUrl = notify.live()
                .addFunctionUrl(FunctionUrlOptions.builder()
                        .authType(FunctionUrlAuthType.NONE)
                        .build());
        this.search = searchFunction();
        this.reserve = reserveFunction();
        this.support = supportFunction();
        this.expire = expireFunction();
        this.due = dueFunction();
        this.refund = refundFunction();
        this.line = lineFunction();
        this.publish = publishFunction();
        this.alert = alertFunction();
        importFunction();
    }

    static Functions in(Construct scope, Uses uses) {
        return new Functions(scope, uses);
    }

    private SeatlineFunction searchFunction() {
        // Three small reads; longer than this and the customer has gone.
        return function(
                "Search",
                "SearchHandler",
                "Cities, movies, shows and seat maps",
                Duration.ofSeconds(10),
                A_CORE,
                environment("CATALOG_TABLE", "SEAT_CLAIMS_TABLE"),
                readCatalog(BATCH_GET, GET, QUERY),
                readClaims());
    }

    private SeatlineFunction reserveFunction() {
        // MoMo's eight seconds and the transactions around it, within the 30 seconds of API Gateway.
        return function(
                "Reserve",
                "ReserveHandler",
                "Holds seats, starts payments, shows and cancels bookings",
                Duration.ofSeconds(25),
                A_CORE,
                momo(environment("CATALOG_TABLE", "SEAT_CLAIMS_TABLE", "BOOKINGS_TABLE", "DUE_SHARDS", "HOLD_SECONDS")),
                readCatalog(GET),
                readClaims(),
                writeClaims(PUT, UPDATE),
                readBookings(GET, QUERY),
                writeBookings(DELETE, PUT, UPDATE),
                Permissions.queryIndex("BookingsOfCustomer", uses.tables().bookings(), Tables.BY_CUSTOMER),
                readMomoSecret());
    }

    private SeatlineFunction notifyFunction() {
        // MoMo gives up after 15 seconds.
        return function(
                "Notify",
                "NotifyHandler",
                "Takes MoMo's payment notifications",
                Duration.ofSeconds(15),
                A_CORE,
                with(booking(), "MOMO_SECRET_ID", uses.vault().momo().getSecretArn()),
                writeClaims(UPDATE),
                readBookings(GET, QUERY),
                writeBookings(DELETE, PUT, UPDATE),
                readMomoSecret());
    }

    private SeatlineFunction supportFunction() {
        // A transaction with its retries: refunds themselves run from the queue.
        return function(
                "Support",
                "SupportHandler",
                "Lists and closes support cases, asks for refunds",
                Duration.ofSeconds(10),
                HALF_A_CORE,
                booking(),
                readClaims(),
                writeClaims(UPDATE),
                readBookings(GET, QUERY),
                writeBookings(PUT, UPDATE),
                Permissions.queryIndex("OpenCases", uses.tables().bookings(), Tables.OPEN_CASES));
    }

    private SeatlineFunction expireFunction() {
        // Done before the next tick starts.
        return function(
                "Expire",
                "ExpireHandler",
                "Each minute, queues what is due within two minutes or overdue",
                Duration.ofSeconds(55),
                HALF_A_CORE,
                environment("BOOKINGS_TABLE", "DUE_QUEUE_URL"),
                Permissions.queryIndex("Due", uses.tables().bookings(), Tables.DUE),
                Permissions.send("Due", uses.queues().due().queue()));
    }

    private SeatlineFunction dueFunction() {
        return function(
                "Due",
                "DueHandler",
                "Does what is due: ends holds, asks MoMo about payments, hands seats on",
                DUE_TIMEOUT,
                HALF_A_CORE,
                momo(plus(booking(), environment("DUE_QUEUE_URL", "MAILBOX_QUEUE_URL", "REFUND_QUEUE_URL"))),
                writeClaims(UPDATE),
                readBookings(GET, QUERY),
                writeBookings(DELETE, PUT, UPDATE),
                Permissions.consume("Due", uses.queues().due().queue()),
                Permissions.send("Due", uses.queues().due().queue()),
                Permissions.send("Mailbox", uses.queues().waitlist().queue()),
                Permissions.send("Refund", uses.queues().refund().queue()),
                readMomoSecret());
    }

    private SeatlineFunction refundFunction() {
        return function(
                "Refund",
                "RefundHandler",
                "Gives payments back through MoMo",
                REFUND_TIMEOUT,
                HALF_A_CORE,
                momo(environment("BOOKINGS_TABLE", "DUE_SHARDS")),
                readBookings(GET, QUERY),
                writeBookings(PUT, UPDATE),
                Permissions.consume("Refund", uses.queues().refund().queue()),
                readMomoSecret());
    }

    private SeatlineFunction lineFunction() {
        // Only this one makes a freed seat another's, or public again: it alone deletes claims.
        return function(
                "Line",
                "LineHandler",
                "Each show's single writer: hands freed seats on, decides late payments",
                LINE_TIMEOUT,
                A_CORE,
                plus(booking(), environment("CATALOG_TABLE", "MAILBOX_DLQ_URL")),
                readCatalog(GET),
                readClaims(),
                writeClaims(DELETE, PUT),
                readBookings(GET, QUERY),
                writeBookings(UPDATE),
                Permissions.consume("Mailbox", uses.queues().waitlist().queue()),
                Permissions.send("MailboxDlq", uses.queues().waitlist().deadLetterQueue()));
    }

    private SeatlineFunction publishFunction() {
        // A hundred records, each a few sends.
        String stream = uses.tables().bookings().getTableStreamArn();
        return function(
                "Publish",
                "PublishHandler",
                "The outbox: from each change of a booking, what must follow it",
                Duration.ofSeconds(60),
                HALF_A_CORE,
                environment(
                        "BOOKINGS_TABLE", "DUE_QUEUE_URL", "REFUND_QUEUE_URL", "MAILBOX_QUEUE_URL", "EVENT_BUS_NAME"),
                Permissions.allow(
                        "ReadOutbox",
                        List.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
                        stream),
                // Listing is asked for on all streams of the table: it knows no single one.
                Permissions.allow(
                        "ListOutbox",
                        List.of("dynamodb:ListStreams"),
                        uses.tables().bookings().getTableArn() + "/stream/*"),
                readBookings(GET, QUERY),
                Permissions.send("Due", uses.queues().due().queue()),
                Permissions.send("Refund", uses.queues().refund().queue()),
                Permissions.send("Mailbox", uses.queues().waitlist().queue()),
                Permissions.send("OutboxDlq", uses.queues().outboxDlq()),
                Permissions.allow(
                        "PutEvents", List.of("events:PutEvents"), uses.bus().getEventBusArn()));
    }

    private SeatlineFunction alertFunction() {
        // One call of a webhook.
        return function(
                "Alert",
                "AlertHandler",
                "Tells support in Slack or Discord",
                Duration.ofSeconds(20),
                HALF_A_CORE,
                Map.of("CHAT_SECRET_ID", uses.vault().chat().getSecretArn()),
                Permissions.readSecret("ChatSecret", uses.vault().chat()),
                Permissions.send("AlertDlq", uses.queues().alertDlq()));
    }

    private void importFunction() {
        // Thousands of writes at most, by hand: it may take its time.
        function(
                "Import",
                "ImportHandler",
                "Loads a catalog document, given inline or in the documents bucket",
                Duration.ofMinutes(5),
                A_CORE,
                environment("CATALOG_TABLE"),
                readCatalog(BATCH_GET, QUERY),
                Permissions.write("Catalog", uses.tables().catalog(), PUT, UPDATE),
                Permissions.allow(
                        "ReadDocuments",
                        List.of("s3:GetObject"),
                        uses.vault().documents().arnForObjects("*")),
                // Without it S3 does not say that an object is missing, only that it is denied.
                Permissions.allow(
                        "ListDocuments",
                        List.of("s3:ListBucket"),
                        uses.vault().documents().getBucketArn()));
    }

    private SeatlineFunction function(
            String id,
            String handler,
            String description,
            Duration timeout,
            int memoryMb,
            Map<String, String> environment,
            PolicyStatement... permissions) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("POWERTOOLS_SERVICE_NAME", "seatline");
        all.put("POWERTOOLS_METRICS_NAMESPACE", "Seatline");
        all.put("POWERTOOLS_LOG_LEVEL", "INFO");
        return new SeatlineFunction(
                scope,
                id,
                uses.stage(),
                uses.code(),
                new SeatlineFunction.Props(handler, description, timeout, memoryMb, all, List.of(permissions)));
    }

    private PolicyStatement readCatalog(String... actions) {
        return Permissions.read("Catalog", uses.tables().catalog(), actions);
    }

    private PolicyStatement readClaims() {
        return Permissions.read("SeatClaims", uses.tables().seatClaims(), QUERY);
    }

    private PolicyStatement writeClaims(String... actions) {
        return Permissions.write("SeatClaims", uses.tables().seatClaims(), actions);
    }

    private PolicyStatement readBookings(String... actions) {
        return Permissions.read("Bookings", uses.tables().bookings(), actions);
    }

    private PolicyStatement writeBookings(String... actions) {
        return Permissions.write("Bookings", uses.tables().bookings(), actions);
    }

    private PolicyStatement readMomoSecret() {
        return Permissions.readSecret("MomoSecret", uses.vault().momo());
    }

    /** What a function that changes bookings and their claims reads from its environment. */
    private Map<String, String> booking() {
        return environment("SEAT_CLAIMS_TABLE", "BOOKINGS_TABLE", "DUE_SHARDS");
    }

    private Map<String, String> momo(Map<String, String> environment) {
        return plus(
                environment,
                Map.of(
                        "MOMO_ENDPOINT",
                        uses.stage().momoEndpoint(),
                        "MOMO_IPN_URL",
                        notifyUrl() + "api/v1/payment/notify",
                        "MOMO_REDIRECT_URL",
                        uses.apiEndpoint() + "/api/v1/payment/success",
                        "MOMO_SECRET_ID",
                        uses.vault().momo().getSecretArn()));
    }

    private Map<String, String> environment(String... names) {
        Map<String, String> known = Map.of(
                "CATALOG_TABLE", uses.tables().catalog().getTableName(),
                "SEAT_CLAIMS_TABLE", uses.tables().seatClaims().getTableName(),
                "BOOKINGS_TABLE", uses.tables().bookings().getTableName(),
                "DUE_SHARDS", Integer.toString(DUE_SHARDS),
                "HOLD_SECONDS", "300",
                "DUE_QUEUE_URL", uses.queues().due().queue().getQueueUrl(),
                "REFUND_QUEUE_URL", uses.queues().refund().queue().getQueueUrl(),
                "MAILBOX_QUEUE_URL", uses.queues().waitlist().queue().getQueueUrl(),
                "MAILBOX_DLQ_URL", uses.queues().waitlist().deadLetterQueue().getQueueUrl(),
                "EVENT_BUS_NAME", uses.bus().getEventBusName());
        Map<String, String> chosen = new HashMap<>();
        for (String name : names) {
            chosen.put(name, known.get(name));
        }
        return chosen;
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        return plus(environment, Map.of(name, value));
    }

    private static Map<String, String> plus(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    /** Notify's function URL, with a slash at its end. */
    String notifyUrl() {
        return notifyUrl.getUrl();
    }

    SeatlineFunction search() {
        return search;
    }

    SeatlineFunction reserve() {
        return reserve;
    }

    SeatlineFunction support() {
        return support;
    }

    SeatlineFunction expire() {
        return expire;
    }

    SeatlineFunction due() {
        return due;
    }

    SeatlineFunction refund() {
        return refund;
    }

    SeatlineFunction line() {
        return line;
    }

    SeatlineFunction publish() {
        return publish;
    }

    SeatlineFunction alert() {
        return alert;
    }
}
