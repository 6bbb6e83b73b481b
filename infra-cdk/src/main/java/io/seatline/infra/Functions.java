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
    static final Duration DEADLINE_TIMEOUT = Duration.ofSeconds(45);

    /** One refund, which MoMo may take 15 seconds to answer, a query about it, which may too, and the writes. */
    static final Duration REFUND_TIMEOUT = Duration.ofSeconds(45);

    /**
     * A batch of up to ten messages: those of a show together or, where that fails, one by one; then the next show's.
     * What there is no time for is given back. Short, because a crash stalls all of its shows for six times as long.
     */
    static final Duration SHOW_WORKER_TIMEOUT = Duration.ofSeconds(30);

    /** One call of a webhook. */
    static final Duration NOTICE_TIMEOUT = Duration.ofSeconds(20);

    /**
     * How many partitions the due index has; each has its own tick. One takes 1,000 writes a second, and a hold that is paid
     * is four: itself and its attempt, when they come to be due and when they are not any more. It may be raised, but never
     * lowered: what is due in a shard that has no tick is not found.
     */
    static final int DEADLINE_SHARDS = 16;

    /** Where what the functions count is found. */
    static final String METRICS_NAMESPACE = "Seatline";

    private static final String BATCH_GET = "dynamodb:BatchGetItem";
    private static final String CHECK = "dynamodb:ConditionCheckItem";
    private static final String DELETE = "dynamodb:DeleteItem";
    private static final String GET = "dynamodb:GetItem";
    private static final String PUT = "dynamodb:PutItem";
    private static final String QUERY = "dynamodb:Query";
    private static final String UPDATE = "dynamodb:UpdateItem";

    private static final int A_CORE = 1_769;
    private static final int HALF_A_CORE = 896;

    private final Construct scope;
    private final Uses uses;
    private final Environment environment;
    private final SeatlineFunction notify;
    private final FunctionUrl notifyUrl;
    private final SeatlineFunction search;
    private final SeatlineFunction reserve;
    private final SeatlineFunction waitlist;
    private final SeatlineFunction support;
    private final SeatlineFunction expire;
    private final SeatlineFunction deadline;
    private final SeatlineFunction refund;
    private final SeatlineFunction showWorker;
    private final SeatlineFunction outbox;
    private final SeatlineFunction alert;
    private final SeatlineFunction notice;

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
        Environment withoutUrl = Environment.of(
                uses.stage(), uses.tables(), uses.queues(), uses.bus(), uses.vault(), uses.apiEndpoint());
        this.notify = notifyFunction(withoutUrl);
        uses.stage().notifyConcurrency().ifPresent(notify::reserveConcurrency);
        // MoMo signs its notifications and cannot sign AWS requests: the function itself checks who calls.
        this.notifyUrl = notify.live()
                .addFunctionUrl(FunctionUrlOptions.builder()
                        .authType(FunctionUrlAuthType.NONE)
                        .build());
        this.environment = withoutUrl.with("MOMO_IPN_URL", notifyUrl() + "api/v1/payment/notify");
        this.search = searchFunction();
        this.reserve = reserveFunction();
        this.waitlist = waitlistFunction();
        this.support = supportFunction();
        this.expire = expireFunction();
        this.deadline = deadlineFunction();
        this.refund = refundFunction();
        this.showWorker = showWorkerFunction();
        this.outbox = outboxFunction();
        this.alert = alertFunction();
        this.notice = noticeFunction();
        Accepted.finding(
                outbox,
                "AwsSolutions-IAM5",
                "Lambda lists a table's streams by their table: a stream's own name is not known beforehand.");
        Accepted.finding(
                importFunction(),
                "AwsSolutions-IAM5",
                "It reads whichever document an operator has put into the one bucket.");
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
                tell("CATALOG_TABLE", "SEAT_CLAIMS_TABLE"),
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
                momo(tell(
                        "CATALOG_TABLE",
                        "SEAT_CLAIMS_TABLE",
                        "BOOKINGS_TABLE",
                        "WAITLIST_TABLE",
                        "DEADLINE_SHARDS",
                        "HOLD_SECONDS")),
                readCatalog(GET),
                readClaims(),
                writeClaims(PUT, UPDATE),
                readBookings(GET, QUERY),
                writeBookings(DELETE, PUT, UPDATE),
                Permissions.queryIndex("BookingsOfCustomer", uses.tables().bookings(), Tables.BY_CUSTOMER),
                readWaitlist(),
                endOffer(),
                readMomoSecret());
    }

    private SeatlineFunction waitlistFunction() {
        // A transaction with its retries and a message; longer than this and the customer has gone.
        return function(
                "Waitlist",
                "WaitlistHandler",
                "Joins, shows and leaves a show's waitlist",
                Duration.ofSeconds(10),
                A_CORE,
                plus(booking(), tell("CATALOG_TABLE", "WAITLIST_TABLE", "SHOW_QUEUE_URL")),
                readCatalog(GET),
                // To leave an offer is to cancel its booking.
                writeClaims(UPDATE),
                readBookings(GET, QUERY),
                writeBookings(UPDATE),
                readWaitlist(),
                Permissions.queryIndex("WaitlistByPlace", uses.tables().waitlist(), Tables.BY_PLACE),
                writeWaitlist(DELETE, PUT),
                Permissions.send("ShowQueue", uses.queues().waitlist().queue()));
    }

    private SeatlineFunction notifyFunction(Environment withoutUrl) {
        // MoMo gives up after 15 seconds.
        return function(
                "Notify",
                "NotifyHandler",
                "Takes MoMo's payment notifications",
                Duration.ofSeconds(15),
                A_CORE,
                withoutUrl.tell(
                        "SEAT_CLAIMS_TABLE", "BOOKINGS_TABLE", "WAITLIST_TABLE", "DEADLINE_SHARDS", "MOMO_SECRET_ID"),
                writeClaims(UPDATE),
                readBookings(GET, QUERY),
                writeBookings(DELETE, PUT, UPDATE),
                readWaitlist(),
                endOffer(),
                readMomoSecret());
    }

    private SeatlineFunction supportFunction() {
        // A transaction with its retries: refunds themselves run from the queue. A core, because it starts anew.
        return function(
                        "Support",
                        "SupportHandler",
                        "Lists and closes support cases, asks for refunds",
                        Duration.ofSeconds(10),
                        A_CORE,
                        booking(),
                        readClaims(),
                        writeClaims(UPDATE),
                        readBookings(GET, QUERY),
                        writeBookings(CHECK, PUT, UPDATE),
                        Permissions.queryIndex("OpenCases", uses.tables().bookings(), Tables.OPEN_CASES))
                .withoutSnapshot();
    }

    private SeatlineFunction expireFunction() {
        // Done before the next tick starts.
        return function(
                "Expire",
                "ExpireHandler",
                "Each minute, queues the deadlines that are overdue or within two minutes",
                Duration.ofSeconds(55),
                HALF_A_CORE,
                tell("BOOKINGS_TABLE", "WAITLIST_TABLE", "DEADLINE_QUEUE_URL"),
                Permissions.queryIndex("BookingDeadlines", uses.tables().bookings(), Tables.DEADLINE),
                Permissions.queryIndex("EntryDeadlines", uses.tables().waitlist(), Tables.DEADLINE),
                Permissions.send("Deadline", uses.queues().deadline().queue()));
    }

    private SeatlineFunction deadlineFunction() {
        return function(
                "Deadline",
                "DeadlineHandler",
                "Meets deadlines: ends holds, polls MoMo, resends messages to show queues",
                DEADLINE_TIMEOUT,
                HALF_A_CORE,
                momo(plus(
                        booking(), tell("WAITLIST_TABLE", "DEADLINE_QUEUE_URL", "SHOW_QUEUE_URL", "REFUND_QUEUE_URL"))),
                writeClaims(UPDATE),
                readBookings(GET, QUERY),
                writeBookings(DELETE, PUT, UPDATE),
                readWaitlist(),
                // To end an offer, and to put off a waitlist entry of which the writer was told again.
                writeWaitlist(DELETE, PUT),
                Permissions.consume("Deadline", uses.queues().deadline().queue()),
                Permissions.send("Deadline", uses.queues().deadline().queue()),
                Permissions.send("ShowQueue", uses.queues().waitlist().queue()),
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
                momo(tell("BOOKINGS_TABLE", "DEADLINE_SHARDS")),
                readBookings(GET, QUERY),
                writeBookings(CHECK, PUT, UPDATE),
                Permissions.consume("Refund", uses.queues().refund().queue()),
                readMomoSecret());
    }

    private SeatlineFunction showWorkerFunction() {
        // Only this one makes a freed seat another's, or public again: it alone deletes claims.
        return function(
                "ShowWorker",
                "ShowWorkerHandler",
                "The show worker: numbers joins, reallocates freed seats, decides late payments",
                SHOW_WORKER_TIMEOUT,
                A_CORE,
                plus(
                        booking(),
                        tell(
                                "CATALOG_TABLE",
                                "WAITLIST_TABLE",
                                "HOLD_SECONDS",
                                "SHOW_QUEUE_URL",
                                "SHOW_QUEUE_DLQ_URL")),
                readCatalog(GET),
                readClaims(),
                writeClaims(DELETE, PUT, UPDATE),
                readBookings(GET, QUERY),
                writeBookings(PUT, UPDATE),
                readWaitlist(),
                Permissions.queryIndex("WaitlistByKind", uses.tables().waitlist(), Tables.BY_KIND),
                writeWaitlist(CHECK, PUT),
                Permissions.consume("ShowQueue", uses.queues().waitlist().queue()),
                // A failed message stalls its show: it comes again sooner than the visibility timeout says.
                Permissions.redeliverSoon("ShowQueue", uses.queues().waitlist().queue()),
                Permissions.send("ShowQueueDlq", uses.queues().waitlist().deadLetterQueue()));
    }

    private SeatlineFunction outboxFunction() {
        // A hundred records, each a few sends.
        return function(
                "Outbox",
                "OutboxHandler",
                "The outbox: from each change of a booking or an entry, what must follow it",
                Duration.ofSeconds(60),
                HALF_A_CORE,
                tell("BOOKINGS_TABLE", "DEADLINE_QUEUE_URL", "REFUND_QUEUE_URL", "SHOW_QUEUE_URL", "EVENT_BUS_NAME"),
                Permissions.readStream("Bookings", uses.tables().bookings()),
                Permissions.listStreams("Bookings", uses.tables().bookings()),
                Permissions.readStream("Waitlist", uses.tables().waitlist()),
                Permissions.listStreams("Waitlist", uses.tables().waitlist()),
                readBookings(GET, QUERY),
                Permissions.send("Deadline", uses.queues().deadline().queue()),
                Permissions.send("Refund", uses.queues().refund().queue()),
                Permissions.send("ShowQueue", uses.queues().waitlist().queue()),
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
                        tell("CHAT_SECRET_ID"),
                        Permissions.readSecret("ChatSecret", uses.vault().chat()),
                        Permissions.send("AlertDlq", uses.queues().alertDlq()))
                .withoutSnapshot();
    }

    private SeatlineFunction noticeFunction() {
        return function(
                "Notice",
                "NoticeHandler",
                "Tells customers of offers, payments and refunds through the operator's webhook",
                NOTICE_TIMEOUT,
                HALF_A_CORE,
                tell("NOTICE_SECRET_ID", "NOTICES_QUEUE_URL"),
                Permissions.readSecret("NoticeSecret", uses.vault().notice()),
                Permissions.consume("Notices", uses.queues().notices().queue()),
                // An offer lasts minutes: a notice that failed comes again sooner than the visibility timeout says.
                Permissions.redeliverSoon("Notices", uses.queues().notices().queue()));
    }

    private SeatlineFunction importFunction() {
        // Thousands of writes at most, by hand: it may take its time.
        return function(
                        "Import",
                        "ImportHandler",
                        "Loads a catalog document, given inline or in the documents bucket",
                        Duration.ofMinutes(5),
                        A_CORE,
                        tell("CATALOG_TABLE"),
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
                                uses.vault().documents().getBucketArn()))
                .withoutSnapshot();
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
        // The dimension of what they count: two stages may share an account.
        all.put("SERVICE_NAME", uses.stage().stack());
        all.put("METRICS_NAMESPACE", METRICS_NAMESPACE);
        all.put("LOG_LEVEL", "INFO");
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

    /** Single items; who waits is found by the indexes. */
    private PolicyStatement readWaitlist() {
        return Permissions.read("Waitlist", uses.tables().waitlist(), GET);
    }

    private PolicyStatement writeWaitlist(String... actions) {
        return Permissions.write("Waitlist", uses.tables().waitlist(), actions);
    }

    /** However an offer ends, the customer's place in that line ends with it. */
    private PolicyStatement endOffer() {
        return writeWaitlist(DELETE);
    }

    private PolicyStatement readMomoSecret() {
        return Permissions.readSecret("MomoSecret", uses.vault().momo());
    }

    /** What a function that changes bookings and their claims is told. */
    private Map<String, String> booking() {
        return tell("SEAT_CLAIMS_TABLE", "BOOKINGS_TABLE", "DEADLINE_SHARDS");
    }

    /** What a function that calls MoMo is told besides. */
    private Map<String, String> momo(Map<String, String> others) {
        return plus(others, tell("MOMO_ENDPOINT", "MOMO_IPN_URL", "MOMO_REDIRECT_URL", "MOMO_SECRET_ID"));
    }

    private Map<String, String> tell(String... names) {
        return environment.tell(names);
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

    /** Notify, which takes MoMo's notifications. */
    SeatlineFunction ipnReader() {
        return notify;
    }

    SeatlineFunction search() {
        return search;
    }

    SeatlineFunction reserve() {
        return reserve;
    }

    SeatlineFunction waitlist() {
        return waitlist;
    }

    SeatlineFunction support() {
        return support;
    }

    SeatlineFunction expire() {
        return expire;
    }

    SeatlineFunction deadline() {
        return deadline;
    }

    SeatlineFunction refund() {
        return refund;
    }

    SeatlineFunction showWorker() {
        return showWorker;
    }

    SeatlineFunction outbox() {
        return outbox;
    }

    SeatlineFunction alert() {
        return alert;
    }

    SeatlineFunction notice() {
        return notice;
    }
}
