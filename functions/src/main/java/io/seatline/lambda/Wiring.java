package io.seatline.lambda;

import io.seatline.adapter.chat.WebhookChat;
import io.seatline.adapter.dynamodb.DynamoDbCatalog;
import io.seatline.adapter.dynamodb.DynamoDbCatalogWriter;
import io.seatline.adapter.dynamodb.DynamoDbLedger;
import io.seatline.adapter.dynamodb.DynamoDbWaitlist;
import io.seatline.adapter.dynamodb.Streams;
import io.seatline.adapter.eventbridge.EventBridgeBus;
import io.seatline.adapter.momo.MomoClient;
import io.seatline.adapter.momo.MomoCredentials;
import io.seatline.adapter.momo.MomoNotifications;
import io.seatline.adapter.momo.MomoSettings;
import io.seatline.adapter.sqs.SqsDeadLetters;
import io.seatline.adapter.sqs.SqsQueues;
import io.seatline.adapter.sqs.SqsRedelivery;
import io.seatline.adapter.webhook.NoticeReceiver;
import io.seatline.adapter.webhook.SignedWebhook;
import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.TicketId;
import io.seatline.events.EventsJson;
import io.seatline.events.TickV1;
import io.seatline.usecase.AlertSupport;
import io.seatline.usecase.CancelBooking;
import io.seatline.usecase.ClaimsSnapshot;
import io.seatline.usecase.ConfirmPayment;
import io.seatline.usecase.DeadLetters;
import io.seatline.usecase.DoDue;
import io.seatline.usecase.ExpireHold;
import io.seatline.usecase.FindBookings;
import io.seatline.usecase.FindDue;
import io.seatline.usecase.FindTicket;
import io.seatline.usecase.JoinLine;
import io.seatline.usecase.LeaveLine;
import io.seatline.usecase.Ledger;
import io.seatline.usecase.Meter;
import io.seatline.usecase.Notifications;
import io.seatline.usecase.OpenPayment;
import io.seatline.usecase.PaymentGateway;
import io.seatline.usecase.PublishChanges;
import io.seatline.usecase.Queues;
import io.seatline.usecase.Redelivery;
import io.seatline.usecase.RefundPayment;
import io.seatline.usecase.ReserveSeats;
import io.seatline.usecase.ServeLine;
import io.seatline.usecase.SettleAttempt;
import io.seatline.usecase.SettleLatePayment;
import io.seatline.usecase.SupportDesk;
import io.seatline.usecase.TellCustomer;
import io.seatline.usecase.Waitlist;
import io.seatline.usecase.WorkMailbox;
import io.seatline.usecase.catalog.FindShows;
import io.seatline.usecase.catalog.ImportCatalog;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts use cases, adapters and the platform together; the only class that knows the adapters. */
public final class Wiring {
    private final Platform platform;
    private final InstantSource clock;
    private final Supplier<Ledger> ledger = new Once<>(this::makeLedger);
    private final Supplier<Waitlist> waitlist = new Once<>(this::makeWaitlist);
    private final Supplier<DynamoDbCatalog> catalog = new Once<>(this::makeCatalog);
    private final Supplier<Queues> queues = new Once<>(this::makeQueues);
    private final Supplier<PaymentGateway> gateway = new Once<>(this::makeGateway);
    private final Supplier<MomoCredentials> credentials = this::momoCredentials;

    public Wiring(Platform platform) {
        this.platform = platform;
        // Times are kept as whole milliseconds; nothing may come back from the tables other than it went in.
        clock = () -> platform.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What can be read ahead of the first invocation. Nothing of it exists: its ids are made of one letter. */
    enum Read {
        SHOWS,
        BOOKINGS,
        TICKETS,
        DUE
    }

    /** Reads these, and loads what reads and writes JSON, before a snapshot. */
    Priming priming(Read... reads) {
        List<Runnable> steps = new ArrayList<>();
        steps.add(() -> Http.notFound("priming").response());
        steps.add(() -> EventsJson.read("{\"shard\":\"0\"}", TickV1.class));
        Stream.of(reads).forEach(what -> steps.add(() -> read(what)));
        return new Priming(steps);
    }

    private void read(Read what) {
        ShowId show = new ShowId("a".repeat(32));
        switch (what) {
            case SHOWS -> catalog.get().show(show);
            case BOOKINGS -> ledger.get().file(new BookingId("bk" + "a".repeat(26)));
            case TICKETS -> waitlist.get().ticket(new TicketId(show, "a".repeat(26)));
            case DUE ->
                List.of(ledger.get(), waitlist.get()).forEach(index -> index.forEachDue(0, Instant.EPOCH, _ -> {}));
        }
    }

    Invocation invocation() {
        return new Invocation(platform.meter());
    }

    Meter meter() {
        return platform.meter();
    }

    ReserveSeats reserveSeats() {
        return new ReserveSeats(
                catalog.get(),
                new ClaimsSnapshot(ledger.get(), clock),
                ledger.get(),
                openPayment(),
                hold(),
                clock,
                platform.random(),
                meter());
    }

    OpenPayment openPayment() {
        return new OpenPayment(ledger.get(), gateway.get(), clock);
    }

    FindBookings findBookings() {
        return new FindBookings(ledger.get(), openPayment());
    }

    CancelBooking cancelBooking() {
        return new CancelBooking(ledger.get(), waitlist.get(), clock, meter());
    }

    ConfirmPayment confirmPayment() {
        return new ConfirmPayment(ledger.get(), waitlist.get(), clock, meter());
    }

    Notifications notifications() {
        return new MomoNotifications(credentials);
    }

    FindDue findDue() {
        return new FindDue(List.of(ledger.get(), waitlist.get()), queues.get(), clock, meter());
    }

    DoDue doDue() {
        ExpireHold expireHold =
                new ExpireHold(ledger.get(), waitlist.get(), gateway.get(), confirmPayment(), clock, meter());
        SettleAttempt settleAttempt = new SettleAttempt(ledger.get(), gateway.get(), confirmPayment(), clock);
        return new DoDue(ledger.get(), waitlist.get(), queues.get(), expireHold, settleAttempt, clock);
    }

    RefundPayment refundPayment() {
        return new RefundPayment(ledger.get(), gateway.get(), clock, meter());
    }

    WorkMailbox workMailbox() {
        ServeLine serveLine = new ServeLine(ledger.get(), waitlist.get(), hold(), clock, meter());
        SettleLatePayment settleLatePayment = new SettleLatePayment(ledger.get(), serveLine, clock, meter());
        return new WorkMailbox(
                catalog.get(), ledger.get(), waitlist.get(), serveLine, settleLatePayment, clock, meter());
    }

    Redelivery mailboxRedelivery() {
        return new SqsRedelivery(platform.sqs().get(), platform.require("MAILBOX_QUEUE_URL"));
    }

    Redelivery noticeRedelivery() {
        return new SqsRedelivery(platform.sqs().get(), platform.require("NOTICES_QUEUE_URL"));
    }

    FindTicket findTicket() {
        return new FindTicket(waitlist.get(), ledger.get(), catalog.get(), clock);
    }

    JoinLine joinLine() {
        return new JoinLine(
                catalog.get(),
                waitlist.get(),
                ledger.get(),
                findTicket(),
                queues.get(),
                clock,
                platform.random(),
                meter());
    }

    LeaveLine leaveLine() {
        return new LeaveLine(waitlist.get(), ledger.get(), queues.get(), clock, meter());
    }

    DeadLetters mailboxDeadLetters() {
        return new SqsDeadLetters(platform.sqs().get(), platform.require("MAILBOX_DLQ_URL"));
    }

    SupportDesk supportDesk() {
        return new SupportDesk(ledger.get(), clock);
    }

    PublishChanges publishChanges() {
        var bus = new EventBridgeBus(platform.eventBridge().get(), platform.require("EVENT_BUS_NAME"));
        return new PublishChanges(ledger.get(), queues.get(), bus, clock);
    }

    ChangeReader changes() {
        return Streams::change;
    }

    AlertSupport alertSupport() {
        return new AlertSupport(new WebhookChat(() -> platform.secret("CHAT_WEBHOOK_URL", "CHAT_SECRET_ID")));
    }

    TellCustomer tellCustomer() {
        return new TellCustomer(new SignedWebhook(this::noticeReceiver, clock), clock, meter());
    }

    FindShows findShows() {
        return new FindShows(catalog.get(), catalog.get(), ledger.get(), clock);
    }

    ImportCatalog importCatalog(ImportCatalog.Progress progress) {
        var writer = new DynamoDbCatalogWriter(platform.dynamoDb().get(), platform.require("CATALOG_TABLE"));
        return new ImportCatalog(writer, clock, progress);
    }

    Supplier<S3Client> s3() {
        return platform.s3();
    }

    private Duration hold() {
        return Duration.ofSeconds(Long.parseLong(platform.require("HOLD_SECONDS")));
    }

    private Waitlist makeWaitlist() {
        return new DynamoDbWaitlist(platform.dynamoDb().get(), platform.require("WAITLIST_TABLE"));
    }

    private DynamoDbCatalog makeCatalog() {
        return new DynamoDbCatalog(platform.dynamoDb().get(), platform.require("CATALOG_TABLE"), clock);
    }

    /** The template names the tables that a function may use, and gives shards to those that change bookings. */
    private Ledger makeLedger() {
        return new DynamoDbLedger(
                platform.dynamoDb().get(),
                platform.optional("SEAT_CLAIMS_TABLE"),
                platform.optional("BOOKINGS_TABLE"),
                platform.optional("WAITLIST_TABLE"),
                platform.optional("DUE_SHARDS").isEmpty() ? 0 : Integer.parseInt(platform.require("DUE_SHARDS")),
                platform.random());
    }

    private Queues makeQueues() {
        return new SqsQueues(
                platform.sqs().get(),
                new SqsQueues.Urls(
                        platform.optional("MAILBOX_QUEUE_URL"),
                        platform.optional("DUE_QUEUE_URL"),
                        platform.optional("REFUND_QUEUE_URL")));
    }

    private PaymentGateway makeGateway() {
        MomoSettings settings = new MomoSettings(
                URI.create(platform.require("MOMO_ENDPOINT")),
                URI.create(platform.require("MOMO_IPN_URL")),
                URI.create(platform.require("MOMO_REDIRECT_URL")));
        return new MomoClient(settings, credentials, platform.random());
    }

    private Optional<NoticeReceiver> noticeReceiver() {
        return platform.environment().containsKey("NOTICE_WEBHOOK_URL")
                ? NoticeReceiver.of(platform.optional("NOTICE_WEBHOOK_URL"), platform.optional("NOTICE_WEBHOOK_SECRET"))
                : NoticeReceiver.fromSecret(platform.secrets().get(platform.require("NOTICE_SECRET_ID")));
    }

    /** Counts that they cannot be read: whoever asks MoMo goes on without its answer, and no function fails. */
    private MomoCredentials momoCredentials() {
        try {
            return readMomoCredentials();
        } catch (RuntimeException e) {
            meter().count("MomoSecretUnreadable", 1);
            throw e;
        }
    }

    private MomoCredentials readMomoCredentials() {
        return platform.optional("MOMO_SECRET_KEY").isEmpty()
                ? MomoCredentials.fromSecret(platform.secrets().get(platform.require("MOMO_SECRET_ID")))
                : new MomoCredentials(
                        platform.require("MOMO_PARTNER_CODE"),
                        platform.require("MOMO_ACCESS_KEY"),
                        platform.require("MOMO_SECRET_KEY"));
    }
}
