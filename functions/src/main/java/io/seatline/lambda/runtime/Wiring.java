package io.seatline.lambda.runtime;

import io.seatline.adapter.dynamodb.DynamoDbBookingLookup;
import io.seatline.adapter.dynamodb.DynamoDbLedger;
import io.seatline.adapter.dynamodb.DynamoDbTableScan;
import io.seatline.adapter.dynamodb.DynamoDbWaitlist;
import io.seatline.adapter.dynamodb.Streams;
import io.seatline.adapter.dynamodb.TableNames;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalog;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogSearch;
import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalogWriter;
import io.seatline.adapter.dynamodb.catalog.DynamoDbSeatCounts;
import io.seatline.adapter.eventbridge.EventBridgeBus;
import io.seatline.adapter.mail.CognitoAddresses;
import io.seatline.adapter.mail.SesMail;
import io.seatline.adapter.momo.MomoClient;
import io.seatline.adapter.momo.MomoCredentials;
import io.seatline.adapter.momo.MomoIpnReader;
import io.seatline.adapter.momo.MomoKeys;
import io.seatline.adapter.momo.MomoSettings;
import io.seatline.adapter.sqs.SqsDeadLetters;
import io.seatline.adapter.sqs.SqsQueues;
import io.seatline.adapter.sqs.SqsRedelivery;
import io.seatline.adapter.ticket.CoseTickets;
import io.seatline.adapter.ticket.ICalendarFiles;
import io.seatline.adapter.ticket.TicketKeys;
import io.seatline.adapter.ticket.ZxingQrCodes;
import io.seatline.adapter.wallet.GoogleWallet;
import io.seatline.adapter.wallet.ServiceAccount;
import io.seatline.adapter.webhook.NoticeReceiver;
import io.seatline.adapter.webhook.SignedWebhook;
import io.seatline.adapter.webhook.WebhookChat;
import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.message.TickV1;
import io.seatline.events.metric.Metric;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.OriginKey;
import io.seatline.usecase.BookingLinks;
import io.seatline.usecase.Sleeper;
import io.seatline.usecase.availability.CountSeats;
import io.seatline.usecase.availability.OrderCounts;
import io.seatline.usecase.availability.SeatCounts;
import io.seatline.usecase.booking.CancelBooking;
import io.seatline.usecase.booking.CheckPayment;
import io.seatline.usecase.booking.ClaimsSnapshot;
import io.seatline.usecase.booking.ExpireHold;
import io.seatline.usecase.booking.FindBookings;
import io.seatline.usecase.booking.ReserveSeats;
import io.seatline.usecase.catalog.ImportCatalog;
import io.seatline.usecase.deadline.FindDeadlines;
import io.seatline.usecase.deadline.MeetDeadline;
import io.seatline.usecase.desk.BlockSeats;
import io.seatline.usecase.desk.SellAtCounter;
import io.seatline.usecase.desk.UnblockSeats;
import io.seatline.usecase.mail.MailWriter;
import io.seatline.usecase.mail.SendMail;
import io.seatline.usecase.manage.ChangeSales;
import io.seatline.usecase.manage.ShowNumbers;
import io.seatline.usecase.manage.ShowWaitlist;
import io.seatline.usecase.notice.AlertSupport;
import io.seatline.usecase.notice.SendNotice;
import io.seatline.usecase.outbox.PublishChanges;
import io.seatline.usecase.payment.ConfirmPayment;
import io.seatline.usecase.payment.PollPayment;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.BookingLookup;
import io.seatline.usecase.port.DeadLetters;
import io.seatline.usecase.port.IpnReader;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.PaymentGateway;
import io.seatline.usecase.port.Queues;
import io.seatline.usecase.port.Redelivery;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.refund.MakeRefund;
import io.seatline.usecase.refund.RequestRefund;
import io.seatline.usecase.restore.ReconcileTables;
import io.seatline.usecase.search.CatalogSearch;
import io.seatline.usecase.search.FindSeats;
import io.seatline.usecase.search.FindShows;
import io.seatline.usecase.support.FindForSupport;
import io.seatline.usecase.support.SupportDesk;
import io.seatline.usecase.ticket.AdmitSeats;
import io.seatline.usecase.ticket.CalendarFiles;
import io.seatline.usecase.ticket.DoorLists;
import io.seatline.usecase.ticket.IssueTicket;
import io.seatline.usecase.ticket.QrCodes;
import io.seatline.usecase.ticket.TicketTokens;
import io.seatline.usecase.ticket.UndoAdmission;
import io.seatline.usecase.ticket.WalletLinks;
import io.seatline.usecase.waitlist.FindWaitlistEntry;
import io.seatline.usecase.waitlist.JoinWaitlist;
import io.seatline.usecase.waitlist.LeaveWaitlist;
import io.seatline.usecase.waitlist.ReallocateSeats;
import io.seatline.usecase.waitlist.SettleLatePayment;
import io.seatline.usecase.waitlist.ShowWorker;
import io.seatline.usecase.waitlist.SweepCancelledShow;
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

/** Connects use cases, adapters and the platform. The only class that depends on the adapters. */
public final class Wiring {
    private final Platform platform;
    private final InstantSource clock;
    private final Supplier<Ledger> ledger = new Lazy<>(this::makeLedger);
    private final Supplier<Waitlist> waitlist = new Lazy<>(this::makeWaitlist);
    private final Supplier<DynamoDbCatalog> catalog = new Lazy<>(this::makeCatalog);
    private final Supplier<Queues> queues = new Lazy<>(this::makeQueues);
    private final Supplier<PaymentGateway> gateway = new Lazy<>(this::makeGateway);
    private final Supplier<TicketTokens> ticketTokens = new Lazy<>(this::makeTicketTokens);
    private final MomoKeys momoKeys = new MomoKeys(this::momoCredentials, this::latestMomoCredentials);

    public Wiring(Platform platform) {
        this.platform = platform;
        // The tables store whole milliseconds, so a time must not change when it is written and read back.
        clock = () -> platform.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * What can be read, or drawn, before the first invocation. None of it exists: the ids consist of one repeated letter.
     */
    public enum Read {
        SHOWS,
        BOOKINGS,
        ENTRIES,
        DEADLINE,
        QR_CODE
    }

    /** Returns a priming that makes these reads and loads the JSON classes. */
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
            case BOOKINGS -> ledger.get().details(new BookingId("bk" + "a".repeat(26)));
            case ENTRIES -> waitlist.get().entry(new WaitlistEntryId(show, "a".repeat(26)));
            case QR_CODE -> qrCodes().png("A", 1);
            case DEADLINE ->
                List.of(ledger.get(), waitlist.get())
                        .forEach(index -> index.forEachDeadline(0, Instant.EPOCH, _ -> {}));
        }
    }

    public Invocation invocation() {
        return new Invocation(platform.metrics(), new OriginKey(platform.optional("ORIGIN_KEY")));
    }

    public InstantSource clock() {
        return clock;
    }

    public Metrics metrics() {
        return platform.metrics();
    }

    public ReserveSeats reserveSeats() {
        return new ReserveSeats(
                catalog.get(),
                new ClaimsSnapshot(ledger.get(), clock),
                ledger.get(),
                requestPayment(),
                hold(),
                clock,
                platform.random(),
                Sleeper::sleepThread,
                metrics());
    }

    public RequestPayment requestPayment() {
        return new RequestPayment(ledger.get(), waitlist.get(), gateway.get(), clock, metrics());
    }

    public FindBookings findBookings() {
        return new FindBookings(ledger.get(), requestPayment());
    }

    public CheckPayment checkPayment() {
        return new CheckPayment(ledger.get(), findBookings(), pollPayment(), ipnReader(), clock);
    }

    private PollPayment pollPayment() {
        return new PollPayment(ledger.get(), gateway.get(), confirmPayment(), clock);
    }

    public CancelBooking cancelBooking() {
        return new CancelBooking(ledger.get(), waitlist.get(), clock, metrics());
    }

    public ConfirmPayment confirmPayment() {
        return new ConfirmPayment(ledger.get(), waitlist.get(), clock, metrics());
    }

    public IpnReader ipnReader() {
        return new MomoIpnReader(momoKeys);
    }

    public FindDeadlines findDeadlines() {
        return new FindDeadlines(List.of(ledger.get(), waitlist.get()), queues.get(), clock, metrics());
    }

    public MeetDeadline meetDeadline() {
        ExpireHold expireHold =
                new ExpireHold(ledger.get(), waitlist.get(), gateway.get(), confirmPayment(), clock, metrics());
        return new MeetDeadline(
                ledger.get(), waitlist.get(), queues.get(), expireHold, pollPayment(), clock, metrics());
    }

    public MakeRefund makeRefund() {
        return new MakeRefund(ledger.get(), gateway.get(), clock, metrics());
    }

    public ShowWorker showWorker() {
        ReallocateSeats reallocateSeats =
                new ReallocateSeats(ledger.get(), waitlist.get(), offerLength(), clock, metrics());
        SettleLatePayment settleLatePayment = new SettleLatePayment(ledger.get(), reallocateSeats, clock, metrics());
        return new ShowWorker(
                catalog.get(),
                ledger.get(),
                waitlist.get(),
                reallocateSeats,
                settleLatePayment,
                new SweepCancelledShow(ledger.get(), waitlist.get(), requestRefund(), clock, metrics()),
                clock,
                metrics());
    }

    public ChangeSales changeSales() {
        return new ChangeSales(catalog.get(), waitlist.get(), ledger.get(), queues.get(), clock);
    }

    public Redelivery showQueueRedelivery() {
        return new SqsRedelivery(platform.sqs().get(), platform.require("SHOW_QUEUE_URL"));
    }

    public Redelivery noticeRedelivery() {
        return new SqsRedelivery(platform.sqs().get(), platform.require("NOTICES_QUEUE_URL"));
    }

    public FindWaitlistEntry findWaitlistEntry() {
        return new FindWaitlistEntry(waitlist.get(), ledger.get(), catalog.get(), clock);
    }

    public JoinWaitlist joinWaitlist() {
        return new JoinWaitlist(
                catalog.get(),
                waitlist.get(),
                ledger.get(),
                findWaitlistEntry(),
                queues.get(),
                clock,
                platform.random(),
                metrics());
    }

    public LeaveWaitlist leaveWaitlist() {
        return new LeaveWaitlist(waitlist.get(), ledger.get(), queues.get(), clock, metrics());
    }

    public DeadLetters showQueueDeadLetters() {
        return new SqsDeadLetters(platform.sqs().get(), platform.require("SHOW_QUEUE_DLQ_URL"));
    }

    public RequestRefund requestRefund() {
        return new RequestRefund(
                ledger.get(), show -> waitlist.get().salesChange(show).isCancelled(), clock);
    }

    public BlockSeats blockSeats() {
        return new BlockSeats(catalog.get(), ledger.get(), clock, platform.random());
    }

    public UnblockSeats unblockSeats() {
        return new UnblockSeats(catalog.get(), ledger.get(), clock);
    }

    public SellAtCounter sellAtCounter() {
        return new SellAtCounter(catalog.get(), ledger.get(), clock, platform.random());
    }

    public AdmitSeats admitSeats() {
        Duration opensBefore = Duration.ofMinutes(Long.parseLong(platform.require("DOOR_OPENS_MINUTES")));
        return new AdmitSeats(catalog.get(), ledger.get(), ticketTokens(), opensBefore, clock, metrics());
    }

    public DoorLists doorLists() {
        return new DoorLists(catalogSearch(), catalog.get(), ledger.get(), bookingLookup(), clock);
    }

    public IssueTicket issueTicket() {
        return new IssueTicket(catalog.get(), ledger.get(), ticketTokens());
    }

    public UndoAdmission undoAdmission() {
        return new UndoAdmission(ledger.get(), clock, metrics());
    }

    public SupportDesk supportDesk() {
        return new SupportDesk(ledger.get(), clock);
    }

    public FindForSupport findForSupport() {
        return new FindForSupport(ledger.get(), bookingLookup(), supportDesk());
    }

    private BookingLookup bookingLookup() {
        return new DynamoDbBookingLookup(platform.dynamoDb().get(), platform.require("BOOKINGS_TABLE"));
    }

    public PublishChanges publishChanges() {
        var bus = new EventBridgeBus(platform.eventBridge().get(), platform.require("EVENT_BUS_NAME"));
        return new PublishChanges(
                ledger.get(), queues.get(), bus, new OrderCounts(seatCounts(), queues.get(), clock), clock);
    }

    public DeadLetters outboxDeadLetters() {
        return SqsDeadLetters.toStandardQueue(platform.sqs().get(), platform.require("OUTBOX_DLQ_URL"));
    }

    public ChangeReader changes() {
        return Streams::change;
    }

    public AlertSupport alertSupport() {
        return new AlertSupport(new WebhookChat(() -> platform.secret("CHAT_WEBHOOK_URL", "CHAT_SECRET_ID")));
    }

    public SendNotice sendNotice() {
        return new SendNotice(new SignedWebhook(this::noticeReceiver, clock), bookingLinks(), clock, metrics());
    }

    /** Empty if no sender is configured, in which case nothing is mailed. */
    public Optional<SendMail> sendMail() {
        String from = platform.optional("MAIL_FROM");
        return from.isEmpty()
                ? Optional.empty()
                : Optional.of(new SendMail(
                        ledger.get(),
                        catalog.get(),
                        new CognitoAddresses(platform.cognito().get(), platform.require("USER_POOL_ID")),
                        new MailWriter(ticketTokens(), qrCodes(), bookingLinks()),
                        new SesMail(platform.ses().get(), from, platform.optional("MAIL_CONFIGURATION_SET")),
                        clock,
                        metrics()));
    }

    public Redelivery mailRedelivery() {
        return new SqsRedelivery(platform.sqs().get(), platform.require("MAIL_QUEUE_URL"));
    }

    public FindShows findShows() {
        return new FindShows(catalogSearch(), seatCounts(), clock);
    }

    private CatalogSearch catalogSearch() {
        return new DynamoDbCatalogSearch(platform.dynamoDb().get(), platform.require("CATALOG_TABLE"), clock);
    }

    public ShowNumbers showNumbers() {
        return new ShowNumbers(catalogSearch(), catalog.get(), ledger.get(), bookingLookup(), waitlist.get(), clock);
    }

    public ShowWaitlist showWaitlist() {
        return new ShowWaitlist(catalog.get(), waitlist.get());
    }

    public FindSeats findSeats() {
        return new FindSeats(catalog.get(), ledger.get(), clock);
    }

    public CountSeats countSeats() {
        return new CountSeats(catalog.get(), ledger.get(), seatCounts(), clock);
    }

    private SeatCounts seatCounts() {
        return new DynamoDbSeatCounts(platform.dynamoDb().get(), platform.require("CATALOG_TABLE"), clock);
    }

    public ImportCatalog importCatalog(ImportCatalog.Progress progress) {
        var writer = new DynamoDbCatalogWriter(platform.dynamoDb().get(), platform.require("CATALOG_TABLE"));
        return new ImportCatalog(writer, clock, progress);
    }

    public ReconcileTables reconcileTables() {
        var scan = new DynamoDbTableScan(platform.dynamoDb().get(), tables(), 100);
        return new ReconcileTables(catalog.get(), ledger.get(), waitlist.get(), scan, clock);
    }

    public TicketTokens ticketTokens() {
        return ticketTokens.get();
    }

    public BookingLinks bookingLinks() {
        return new BookingLinks(platform.require("PUBLIC_URL"));
    }

    public CalendarFiles calendarFiles() {
        return new ICalendarFiles();
    }

    /** Returns the links of Google Wallet; empty unless {@code WALLET_ISSUER_ID} is set. */
    public Optional<WalletLinks> walletLinks() {
        Supplier<ServiceAccount> account =
                () -> ServiceAccount.read(platform.secret("WALLET_SERVICE_ACCOUNT", "WALLET_SECRET_ID"));
        return Optional.of(platform.optional("WALLET_ISSUER_ID"))
                .filter(issuer -> !issuer.isEmpty())
                .map(issuer -> new GoogleWallet(issuer, account, clock));
    }

    public QrCodes qrCodes() {
        return new ZxingQrCodes();
    }

    public Supplier<S3Client> s3() {
        return platform.s3();
    }

    private Duration hold() {
        return Duration.ofSeconds(Long.parseLong(platform.require("HOLD_SECONDS")));
    }

    private Duration offerLength() {
        return platform.optional("OFFER_SECONDS").isEmpty()
                ? hold()
                : Duration.ofSeconds(Long.parseLong(platform.require("OFFER_SECONDS")));
    }

    private Waitlist makeWaitlist() {
        return new DynamoDbWaitlist(platform.dynamoDb().get(), platform.require("WAITLIST_TABLE"));
    }

    private DynamoDbCatalog makeCatalog() {
        return new DynamoDbCatalog(platform.dynamoDb().get(), platform.require("CATALOG_TABLE"), clock);
    }

    /** infra-cdk sets the tables that a function may use, and the shards only for functions that write deadlines. */
    private Ledger makeLedger() {
        return new DynamoDbLedger(
                platform.dynamoDb().get(),
                tables(),
                platform.optional("DEADLINE_SHARDS").isEmpty()
                        ? 0
                        : Integer.parseInt(platform.require("DEADLINE_SHARDS")),
                platform.random());
    }

    private TableNames tables() {
        return new TableNames(
                platform.optional("CATALOG_TABLE"),
                platform.optional("SEAT_CLAIMS_TABLE"),
                platform.optional("BOOKINGS_TABLE"),
                platform.optional("WAITLIST_TABLE"));
    }

    private Queues makeQueues() {
        return new SqsQueues(
                platform.sqs().get(),
                new SqsQueues.Urls(
                        platform.optional("SHOW_QUEUE_URL"),
                        platform.optional("DEADLINE_QUEUE_URL"),
                        platform.optional("REFUND_QUEUE_URL")));
    }

    private PaymentGateway makeGateway() {
        MomoSettings settings = new MomoSettings(
                URI.create(platform.require("MOMO_ENDPOINT")),
                URI.create(platform.require("MOMO_IPN_URL")),
                URI.create(platform.require("MOMO_REDIRECT_URL")));
        return new MomoClient(settings, momoKeys, platform.random());
    }

    private TicketTokens makeTicketTokens() {
        Supplier<String> known = () -> platform.secret("TICKET_KEYS", "TICKET_SECRET_ID");
        return new CoseTickets(new TicketKeys(known, () -> {
            platform.secrets().suspect(platform.optional("TICKET_SECRET_ID"));
            return known.get();
        }));
    }

    private Optional<NoticeReceiver> noticeReceiver() {
        return platform.environment().containsKey("NOTICE_WEBHOOK_URL")
                ? NoticeReceiver.of(platform.optional("NOTICE_WEBHOOK_URL"), platform.optional("NOTICE_WEBHOOK_SECRET"))
                : NoticeReceiver.fromSecret(platform.secrets().get(platform.require("NOTICE_SECRET_ID")));
    }

    /** Counts unreadable credentials. A caller of MoMo continues without an answer, so no function fails. */
    private MomoCredentials momoCredentials() {
        try {
            return readMomoCredentials();
        } catch (RuntimeException e) {
            metrics().count(Metric.MOMO_SECRET_UNREADABLE, 1);
            throw e;
        }
    }

    private MomoCredentials latestMomoCredentials() {
        platform.secrets().suspect(platform.optional("MOMO_SECRET_ID"));
        return momoCredentials();
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
