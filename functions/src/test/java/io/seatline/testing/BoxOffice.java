package io.seatline.testing;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.HOLD;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.OFFER;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.STAFF;
import static io.seatline.testing.Fixture.TRANS_ID;

import io.seatline.adapter.dynamodb.DynamoDbLedger;
import io.seatline.adapter.dynamodb.DynamoDbWaitlist;
import io.seatline.adapter.dynamodb.TableNames;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ScanId;
import io.seatline.domain.StaffId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingBuilder;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentBuilder;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.seating.Party;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.usecase.TimeLimit;
import io.seatline.usecase.Writes;
import io.seatline.usecase.booking.CancelBooking;
import io.seatline.usecase.booking.CheckPayment;
import io.seatline.usecase.booking.ClaimsSnapshot;
import io.seatline.usecase.booking.ExpireHold;
import io.seatline.usecase.booking.FindBookings;
import io.seatline.usecase.booking.ReserveSeats;
import io.seatline.usecase.deadline.FindDeadlines;
import io.seatline.usecase.deadline.MeetDeadline;
import io.seatline.usecase.desk.BlockSeats;
import io.seatline.usecase.desk.SellAtCounter;
import io.seatline.usecase.desk.UnblockSeats;
import io.seatline.usecase.manage.ChangeSales;
import io.seatline.usecase.payment.ConfirmPayment;
import io.seatline.usecase.payment.PollPayment;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.IpnReader;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import io.seatline.usecase.refund.MakeRefund;
import io.seatline.usecase.refund.RequestRefund;
import io.seatline.usecase.support.SupportDesk;
import io.seatline.usecase.ticket.AdmitSeats;
import io.seatline.usecase.ticket.Scan;
import io.seatline.usecase.ticket.ScanBuilder;
import io.seatline.usecase.ticket.TicketTokens;
import io.seatline.usecase.ticket.UndoAdmission;
import io.seatline.usecase.waitlist.FindWaitlistEntry;
import io.seatline.usecase.waitlist.FindWaitlistEntry.EntryDetails;
import io.seatline.usecase.waitlist.JoinWaitlist;
import io.seatline.usecase.waitlist.LeaveWaitlist;
import io.seatline.usecase.waitlist.ReallocateSeats;
import io.seatline.usecase.waitlist.SettleLatePayment;
import io.seatline.usecase.waitlist.ShowWorker;
import io.seatline.usecase.waitlist.SweepCancelledShow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The use cases with real tables, a clock that tests move and a MoMo that they script; most tests use the first of its
 * equal shows, which begin in two hours.
 */
public final class BoxOffice {
    /** As many shards as a deployed stage has. */
    public static final int SHARDS = 16;

    /** As long as the shows of the tests are away. */
    public static final Duration DOORS_OPEN_BEFORE = Duration.ofDays(1);

    public static final TableNames TABLES =
            new TableNames(TestTables.CATALOG, TestTables.SEAT_CLAIMS, TestTables.BOOKINGS, TestTables.WAITLIST);

    /** For a worker with unlimited time. */
    public static final TimeLimit NO_LIMIT = () -> false;

    public final MovableClock clock;
    public final ScriptedGateway momo;
    public final RecordingQueues queues;
    public final RandomGenerator random = new Random(7);
    public final CountingMetrics metrics = new CountingMetrics();
    public final WatchedLedger watched;
    public final Ledger ledger;
    public final Catalog catalog;
    private int delivered;
    private Runnable whileWaiting = () -> {};
    private Duration waited = Duration.ZERO;
    public final ClaimsSnapshot snapshot;
    public final RequestPayment requestPayment;
    public final ReserveSeats reserveSeats;
    public final FindBookings findBookings;
    public final CancelBooking cancelBooking;
    public final ConfirmPayment confirmPayment;
    public final ExpireHold expireHold;
    public final PollPayment pollPayment;
    public final CheckPayment checkPayment;
    public final MakeRefund makeRefund;
    public final RequestRefund requestRefund;
    public final Waitlist waitlist;
    public final ShowWorker showWorker;
    public final FindWaitlistEntry findWaitlistEntry;
    public final JoinWaitlist joinWaitlist;
    public final LeaveWaitlist leaveWaitlist;
    public final SupportDesk supportDesk;
    public final TicketTokens tickets = new PlainTickets();
    public final AdmitSeats admitSeats;
    public final UndoAdmission undoAdmission;
    public final BlockSeats blockSeats;
    public final UnblockSeats unblockSeats;
    public final SellAtCounter sellAtCounter;
    public final MeetDeadline meetDeadline;
    public final FindDeadlines findDeadlines;
    public final ChangeSales changeSales;

    /** Creates a box office with empty tables. */
    public BoxOffice(TestTables db) {
        this(db, Fixture.SHOWS);
    }

    /** Creates a box office for one show with empty tables. */
    public BoxOffice(TestTables db, Show show) {
        this(db, List.of(show));
    }

    private BoxOffice(TestTables db, List<Show> shows) {
        this(
                catalog(shows, waitlistIn(db.client())),
                new ScriptedGateway(),
                new RecordingQueues(),
                new MovableClock(NOW),
                ledgerIn(db.client()),
                waitlistIn(db.client()));
        empty(db);
    }

    /** A catalog of these shows that always has the last decision about their sales. */
    public static Catalog catalog(List<Show> shows, Waitlist waitlist) {
        return id -> shows.stream()
                .filter(show -> show.id().equals(id))
                .findFirst()
                .map(show -> Optional.of(waitlist.salesChange(id))
                        .filter(change -> change.version() > 0)
                        .map(change -> show.with(change.control()))
                        .orElse(show));
    }

    /** Creates a box office for the shows of this catalog and leaves the tables as they are. */
    public BoxOffice(
            Catalog catalog,
            ScriptedGateway momo,
            RecordingQueues queues,
            MovableClock clock,
            Ledger tables,
            Waitlist waitlist) {
        this.clock = clock;
        this.momo = momo;
        this.queues = queues;
        this.catalog = catalog;
        watched = new WatchedLedger(tables);
        ledger = watched.ledger();
        this.waitlist = waitlist;
        snapshot = new ClaimsSnapshot(ledger, clock);
        requestPayment = new RequestPayment(ledger, waitlist, momo, clock, metrics);
        reserveSeats =
                new ReserveSeats(catalog, snapshot, ledger, requestPayment, HOLD, clock, random, this::sleep, metrics);
        findBookings = new FindBookings(ledger, requestPayment);
        cancelBooking = new CancelBooking(ledger, waitlist, clock, metrics);
        confirmPayment = new ConfirmPayment(ledger, waitlist, clock, metrics);
        expireHold = new ExpireHold(ledger, waitlist, momo, confirmPayment, clock, metrics);
        pollPayment = new PollPayment(ledger, momo, confirmPayment, clock);
        checkPayment = new CheckPayment(ledger, findBookings, pollPayment, new ValidSignature(), clock);
        makeRefund = new MakeRefund(ledger, momo, clock, metrics);
        requestRefund =
                new RequestRefund(ledger, show -> waitlist.salesChange(show).isCancelled(), clock);
        ReallocateSeats reallocateSeats = new ReallocateSeats(ledger, waitlist, OFFER, clock, metrics);
        SettleLatePayment settleLatePayment = new SettleLatePayment(ledger, reallocateSeats, clock, metrics);
        showWorker = new ShowWorker(
                catalog,
                ledger,
                waitlist,
                reallocateSeats,
                settleLatePayment,
                new SweepCancelledShow(ledger, waitlist, requestRefund, clock, metrics),
                clock,
                metrics);
        changeSales = new ChangeSales(catalog, waitlist, ledger, queues, clock);
        findWaitlistEntry = new FindWaitlistEntry(waitlist, ledger, catalog, clock);
        joinWaitlist = new JoinWaitlist(catalog, waitlist, ledger, findWaitlistEntry, queues, clock, random, metrics);
        leaveWaitlist = new LeaveWaitlist(waitlist, ledger, queues, clock, metrics);
        supportDesk = new SupportDesk(ledger, clock);
        admitSeats = new AdmitSeats(catalog, ledger, tickets, DOORS_OPEN_BEFORE, clock, metrics);
        undoAdmission = new UndoAdmission(ledger, clock, metrics);
        blockSeats = new BlockSeats(catalog, ledger, clock, random);
        unblockSeats = new UnblockSeats(catalog, ledger, clock);
        sellAtCounter = new SellAtCounter(catalog, ledger, clock, random);
        meetDeadline = new MeetDeadline(ledger, waitlist, queues, expireHold, pollPayment, clock, metrics);
        findDeadlines = new FindDeadlines(List.of(ledger, waitlist), queues, clock, metrics);
    }

    /** Takes a return for MoMo's if its signature is "valid". */
    private static final class ValidSignature implements IpnReader {
        @Override
        public boolean isSignedReturn(Map<String, String> parameters) {
            return "valid".equals(parameters.get("signature"));
        }

        @Override
        public Reading read(String body) {
            throw new UnsupportedOperationException("IPNs are confirmed directly");
        }
    }

    /** Runs an event whenever a use case waits, in place of the time that passes. */
    public void whileWaiting(Runnable event) {
        whileWaiting = event;
    }

    private void sleep(Duration time) {
        waited = waited.plus(time);
        clock.advance(time);
        whileWaiting.run();
    }

    /** How long use cases have waited. */
    public Duration waited() {
        return waited;
    }

    /** A ledger on these tables. */
    public static DynamoDbLedger ledgerIn(DynamoDbClient client) {
        return new DynamoDbLedger(client, TABLES, SHARDS, new Random(11));
    }

    /** The waitlist on these tables. */
    public static DynamoDbWaitlist waitlistIn(DynamoDbClient client) {
        return new DynamoDbWaitlist(client, TestTables.WAITLIST);
    }

    /** Empties the tables, which is cheaper than a new database for each test. */
    public static void empty(TestTables db) {
        empty(db.client(), TestTables.SEAT_CLAIMS, "show_id", "seat");
        empty(db.client(), TestTables.BOOKINGS, "booking_id", "part");
        empty(db.client(), TestTables.WAITLIST, "show_id", "item");
    }

    private static void empty(DynamoDbClient client, String table, String hash, String range) {
        for (Map<String, AttributeValue> item :
                client.scan(r -> r.tableName(table)).items()) {
            client.deleteItem(r -> r.tableName(table).key(Map.of(hash, item.get(hash), range, item.get(range))));
        }
    }

    /** Holds seats for Alice. */
    public BookingId hold(String... seats) {
        return hold(ALICE, seats);
    }

    /** Holds seats for a customer. */
    public BookingId hold(CustomerId customer, String... seats) {
        var result = reserveSeats.reserve(
                new ReserveSeats.Request(customer, SHOW_ID, Fixture.seats(seats), Optional.empty()));
        if (result instanceof ReserveSeats.Result.Held(var customerBooking)) {
            return customerBooking.booking().id();
        }
        throw new IllegalStateException("hold failed: " + result);
    }

    /** Confirms that MoMo captured the money for this attempt. */
    public ConfirmPayment.Outcome pay(BookingId id, int attempt) {
        return confirmPayment.captured(
                PaymentId.attempt(id, attempt).value(), TRANS_ID, booking(id).amount());
    }

    /** Sells seats for cash at the counter. */
    public BookingId soldForCash(String... seats) {
        Booking hold = Fixture.hold(Fixture.id('c'), seats);
        Payment cash = PaymentBuilder.builder(Fixture.attempt(hold))
                .provider(Payment.Provider.CASH)
                .state(PaymentState.CAPTURED)
                .deadline(Optional.empty())
                .build();
        Booking sold = BookingBuilder.builder(hold.paid(cash.id(), clock.instant()))
                .customer(Optional.empty())
                .build();
        List<Write> writes = new ArrayList<>(Writes.takeSeats(sold, new SeatClaim.Sold(sold.id()), Fixture.SHOW));
        writes.add(new Write.OpenBooking(sold));
        writes.add(new Write.OpenPayment(cash));
        if (!ledger.commit(writes).isDone()) {
            throw new IllegalStateException("sale failed: " + List.of(seats));
        }
        return sold.id();
    }

    /** Refunds all seats that a booking keeps, as support does through MoMo. */
    public RequestRefund.Result refundAll(BookingId id) {
        return requestRefund.bySupport(
                id, Optional.empty(), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE);
    }

    /** Scans the ticket for some seats of a paid booking. */
    public AdmitSeats.Result admit(String scan, BookingId id, String... seats) {
        return scan(scan, Ticket.of(booking(id), Fixture.seats(seats)), Optional.empty());
    }

    /** Reports now that a door without network has let somebody in for some seats of a paid booking. */
    public AdmitSeats.Result report(String scan, BookingId id, String... seats) {
        return scan(scan, Ticket.of(booking(id), Fixture.seats(seats)), Optional.of(clock.instant()));
    }

    /** Scans a ticket, or reports it if it was admitted at a time. */
    public AdmitSeats.Result scan(String scan, Ticket ticket, Optional<Instant> at) {
        return admitSeats.admit(ScanBuilder.builder()
                .id(new ScanId(scan))
                .door(new StaffId("door"))
                .show(ticket.show())
                .proof(new Scan.Token(tickets.sign(ticket)))
                .at(at)
                .build());
    }

    /** Makes the first refund of this attempt, as the refund queue's function does. */
    public void makeRefund(BookingId id, int attempt) {
        makeRefund.make(refundId(id, attempt));
    }

    /** Ends an unpaid hold one second after its expiry. */
    public void expire(BookingId id) {
        clock.moveTo(booking(id).heldUntil().plusSeconds(1));
        expireHold.expire(id);
    }

    /** Reallocates the released seats of a booking, as the show worker does. */
    public void reallocate(BookingId id) {
        showWorker.work(
                SHOW_ID,
                List.of(new SeatsReleasedV1(
                        SHOW_ID.value(), id.value(), booking(id).releases())),
                NO_LIMIT);
    }

    /** Settles a late payment, as the show worker does. */
    public void latePayment(PaymentId paymentId) {
        String booking = paymentId.booking().orElseThrow().value();
        showWorker.work(SHOW_ID, List.of(new LatePaymentV1(SHOW_ID.value(), booking, paymentId.value())), NO_LIMIT);
    }

    /** Adds a waitlist entry for this many seats and gives it a place. */
    public WaitlistEntryId join(CustomerId customer, int seats) {
        return join(customer, new Party(seats, false));
    }

    /** Adds a waitlist entry for a party and gives it a place. */
    public WaitlistEntryId join(CustomerId customer, Party party) {
        var result = joinWaitlist.join(customer, SHOW_ID, party);
        if (result instanceof JoinWaitlist.Result.Joined(WaitlistEntry entry, FindWaitlistEntry.Status _)) {
            deliver();
            return entry.id();
        }
        throw new IllegalStateException("join failed: " + result);
    }

    /** Delivers the undelivered messages of the show queue to the show worker. */
    public void deliver() {
        List<ShowQueueMessage> waiting =
                queues.showQueue().subList(delivered, queues.showQueue().size());
        delivered += waiting.size();
        showWorker.work(SHOW_ID, waiting, NO_LIMIT);
    }

    /** The waitlist entry as its customer sees it. */
    public EntryDetails entryDetails(WaitlistEntryId entry) {
        CustomerId customer = waitlist.entry(entry).orElseThrow().customer();
        return findWaitlistEntry.find(customer, entry).orElseThrow();
    }

    /** The offer made for a waitlist entry. */
    public Booking offer(WaitlistEntryId entry) {
        return entryDetails(entry).offer().orElseThrow();
    }

    /** The stored booking. */
    public Booking booking(BookingId id) {
        return ledger.details(id).orElseThrow().booking();
    }

    /** A customer's bookings, newest first. */
    public List<Booking> bookingsOf(CustomerId customer) {
        return ledger.bookingsOf(customer, Optional.empty(), 100);
    }

    /** The stored payment of an attempt. */
    public Payment payment(BookingId id, int attempt) {
        return ledger.payment(PaymentId.attempt(id, attempt)).orElseThrow();
    }

    /** The first refund of an attempt. */
    public Refund refund(BookingId id, int attempt) {
        return ledger.refund(refundId(id, attempt)).orElseThrow();
    }

    /** The id of the first refund of an attempt. */
    public static RefundId refundId(BookingId id, int attempt) {
        return new RefundId(PaymentId.attempt(id, attempt), 1);
    }

    /** Claims of the show by seat, such as {@code A1=HELD bk..}; seats without a claim are left out. */
    public Map<String, String> claims() {
        Map<String, String> claims = new TreeMap<>();
        ledger.claims(SHOW_ID).forEach((seat, claim) -> claims.put(seat.value(), asText(claim)));
        return claims;
    }

    /** Formats a claim as {@link #claims} does. */
    public static String asText(SeatClaim claim) {
        return switch (claim) {
            case SeatClaim.Held held -> "HELD " + held.booking();
            case SeatClaim.Released released -> "RELEASED " + released.booking();
            case SeatClaim.Sold sold -> "SOLD " + sold.booking();
            case SeatClaim.Blocked blocked -> "BLOCKED " + blocked.booking();
        };
    }

    /** The same claim of a booking on each of these seats, in the format of {@link #claims}. */
    public static Map<String, String> all(String claim, BookingId id, List<SeatNumber> seats) {
        Map<String, String> claims = new TreeMap<>();
        seats.forEach(seat -> claims.put(seat.value(), claim + " " + id));
        return claims;
    }
}
