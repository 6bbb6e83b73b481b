package io.seatline.history;

import io.seatline.adapter.dynamodb.catalog.DynamoDbCatalog;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.CinemaPolicies;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.Party;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.Ticket;
import io.seatline.events.message.ShowQueueMessage;
import io.seatline.history.SimulatedQueues.DeadlineMessage;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.MovableClock;
import io.seatline.testing.NoCounts;
import io.seatline.usecase.booking.ReserveSeats;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.desk.SellAtCounter;
import io.seatline.usecase.outbox.PublishChanges;
import io.seatline.usecase.outbox.PublishChanges.Change;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.refund.RequestRefund;
import io.seatline.usecase.restore.ReconcileTables;
import io.seatline.usecase.restore.ReconcileTables.Finding;
import io.seatline.usecase.restore.ReconcileTables.Outcome;
import io.seatline.usecase.ticket.AdmitSeats;
import io.seatline.usecase.ticket.Scan;
import io.seatline.usecase.ticket.ScanBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One history: real use cases on real tables, with simulated queues, MoMo and clock. */
final class History {
    static final int CUSTOMERS = 4;

    /** A percentage of which every price has a whole share. */
    static final CinemaPolicies.Refunds RETURNS = new CinemaPolicies.Refunds(20, 10);

    static final List<Show> SHOWS = List.of(
            show("sh1", Duration.ofHours(3), SeatCategory.STANDARD, 2, 1),
            show("sh2", Duration.ofMinutes(25), SeatCategory.VIP, 2, 0));

    private static final StaffId STAFF = new StaffId("staff");
    private static final ReserveSeats.Terms ANYTHING = new ReserveSeats.Terms(Optional.empty(), true);
    private static final Duration TICK = Duration.ofMinutes(1);
    private static final Duration LONGEST_INVOCATION = Duration.ofMinutes(5);
    /** As long as a hold at least, so that no hold that the restored tables have lasts any longer. */
    private static final Duration RESTORE = Duration.ofMinutes(10);

    private static final int MAX_TICKS = 240;
    private static final int ALL = Integer.MAX_VALUE;
    private static final Refunded[] REFUNDS = {
        new Refunded.Done(),
        new Refunded.Unsettled("away"),
        new Refunded.TryLater(),
        new Refunded.Refused(1088),
        SimulatedMomo.ANSWER_LOST
    };

    private record Ipn(PaymentId paymentId, Vnd amount) {}

    private final MovableClock clock = new MovableClock(Fixture.NOW);
    private final SimulatedMomo momo = new SimulatedMomo(clock);
    private final SimulatedQueues queues = new SimulatedQueues(clock);
    private final Model model = new Model();
    private final Promises promises = new Promises(SHOWS, model);
    private final List<List<Change>> outbox = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<Ipn> pendingIpns = new ArrayList<>();
    private final List<Ticket> tickets = new ArrayList<>();
    private final List<Invocation> paused = new ArrayList<>();
    private final CheckedTables checked;
    private final BoxOffice office;
    private final PublishChanges publish;

    /** Starts a history on these tables, which must be empty. */
    History(Ledger ledger, Waitlist waitlist) {
        checked = new CheckedTables(ledger, waitlist, model, promises, clock, outbox);
        office = new BoxOffice(this::shownByCatalog, momo, queues, clock, checked.ledger(), checked.waitlist());
        publish = new PublishChanges(office.ledger, queues, _ -> {}, NoCounts.order(), clock);
    }

    /** The show as a cache has it: every other second just read, otherwise as old as it may get. */
    private Optional<Show> shownByCatalog(ShowId id) {
        Instant now = clock.instant();
        Instant read = now.getEpochSecond() % 2 == 0 ? now : now.minus(DynamoDbCatalog.SHOWS_KEPT);
        return SHOWS.stream()
                .filter(show -> show.id().equals(id))
                .findFirst()
                .map(show -> show.with(model.shownSales(id, read)));
    }

    private static Show show(String id, Duration startsIn, SeatCategory category, int seats, int accessible) {
        List<HallLayout.Seat> row = IntStream.rangeClosed(1, seats + accessible)
                .mapToObj(n ->
                        new HallLayout.Seat(SeatNumber.of("A", n), n <= seats ? category : SeatCategory.ACCESSIBLE, n))
                .toList();
        return ShowBuilder.builder()
                .id(new ShowId(id))
                .movie(Fixture.SHOW.movie())
                .cinema(Fixture.SHOW.cinema().with(new CinemaPolicies(Optional.of(RETURNS), SeatRules.NONE)))
                .hall("Hall " + id)
                .layout(HallLayout.of(List.of(new HallLayout.Row("A", 0, row)), id))
                .startsAt(Fixture.NOW.plus(startsIn))
                .endsAt(Fixture.NOW.plus(startsIn).plus(Duration.ofHours(2)))
                .format("2D")
                .prices(Map.of(category, Fixture.PRICE, SeatCategory.ACCESSIBLE, Fixture.PRICE))
                .salesWindow(SalesWindow.UNTIL_START)
                .seatRules(SeatRules.NONE)
                .control(SalesControl.OPEN)
                .version(Show.FIRST_VERSION)
                .build();
    }

    /** Plays the steps, finishes all unfinished work, and checks the final state. */
    void play(List<Step> steps) {
        steps.forEach(this::run);
        checked.compareWithModel(SHOWS);
        finishAllWork();
        promises.whenAllWorkIsDone(momo, clock.instant());
        checked.compareWithModel(SHOWS);
    }

    /**
     * Plays the first steps, restores the tables torn, reconciles them, plays the other steps to the end, and checks the
     * final state.
     */
    void playRestored(List<Step> before, Tear tear, List<Step> after, InMemoryTables tables) {
        before.forEach(this::run);
        paused.forEach(Invocation::kill);
        paused.clear();
        // A worker that was killed may have left an entry unserved; its message comes again.
        List<Finding> unasked = reconcile(tables, ReconcileTables.Mode.DRY_RUN).stream()
                .filter(finding -> !finding.kind().equals("entry_unserved"))
                .toList();
        if (!unasked.isEmpty()) {
            throw new Promises.BrokenPromise("consistent tables are changed: " + unasked);
        }
        Model torn = tear.apply(checked.log());
        tables.restore(torn);
        model.become(torn);
        promises.restored();
        momo.forgotten(model.refunds.values());
        queues.purge();
        outbox.forEach(List::clear);
        clock.advance(RESTORE);
        checked.reconcile(() -> reconcile(tables, ReconcileTables.Mode.REPAIR));
        List<Finding> left = reconcile(tables, ReconcileTables.Mode.REPAIR).stream()
                .filter(finding -> finding.outcome() != Outcome.BY_HAND)
                .toList();
        if (!left.isEmpty()) {
            throw new Promises.BrokenPromise("a second run changes more: " + left);
        }
        // What MoMo's report of the lost time names and the tables do not know.
        momo.captured().forEach((payment, amount) -> {
            if (!model.payments.containsKey(payment)) {
                pendingIpns.add(new Ipn(payment, amount));
            }
        });
        // The functions of deadlines start before those of customers, when MoMo answers.
        run(new Step.SetMomo(SimulatedMomo.Mood.NORMAL));
        run(new Step.Tick());
        run(new Step.MeetDeadline(ALL, false));
        play(after);
    }

    private List<Finding> reconcile(InMemoryTables tables, ReconcileTables.Mode mode) {
        Catalog catalog = id -> SHOWS.stream()
                .filter(show -> show.id().equals(id))
                .findFirst()
                .map(show -> show.with(model.shownSales(id, clock.instant())));
        return new ReconcileTables(catalog, checked.ledger(), checked.waitlist(), tables, clock)
                .run(ReconcileTables.Position.START, mode, BoxOffice.NO_LIMIT)
                .findings();
    }

    /** Each step takes one second. */
    private void run(Step step) {
        clock.advance(Duration.ofSeconds(1));
        switch (step) {
            case Step.Pause s -> resume(new Invocation(() -> perform(s.during())), s.calls());
            case Step.Resume s ->
                pick(paused, s.which()).ifPresent(invocation -> {
                    paused.remove(invocation);
                    resume(invocation, s.calls());
                });
            case Step.Kill s ->
                pick(paused, s.which()).ifPresent(invocation -> {
                    paused.remove(invocation);
                    invocation.kill();
                });
            default -> resume(new Invocation(() -> perform(step)), ALL);
        }
    }

    private void resume(Invocation invocation, int calls) {
        if (invocation.resume(calls)) {
            paused.add(invocation);
        }
    }

    private void perform(Step step) {
        switch (step) {
            case Step.Reserve s -> reserve(s);
            case Step.PayAgain s ->
                pick(bookings(BookingState.IN_BOOKING), s.booking())
                        .ifPresent(b -> office.requestPayment.retry(owner(b), b.id()));
            case Step.View s ->
                pick(bookings(BookingState.IN_BOOKING), s.booking())
                        .ifPresent(b -> office.findBookings.find(owner(b), b.id()));
            case Step.CheckPayment s ->
                pick(checkable(), s.booking()).ifPresent(b -> office.checkPayment.check(owner(b), b.id()));
            case Step.Cancel s ->
                pick(bookings(BookingState.IN_BOOKING), s.booking())
                        .ifPresent(b -> ScopedValue.where(Promises.CANCELLED_BY_CUSTOMER, b.id())
                                .run(() -> office.cancelBooking.cancel(owner(b), b.id())));
            case Step.Pay s ->
                pick(momo.payable(), s.payment()).ifPresent(paymentId -> {
                    Vnd amount = momo.pay(paymentId);
                    for (int i = 0; i < s.ipns(); i++) {
                        pendingIpns.add(new Ipn(paymentId, amount));
                    }
                });
            case Step.DeliverIpn s -> pick(pendingIpns, s.ipn()).ifPresent(this::deliverIpn);
            case Step.Join s -> {
                Show show = SHOWS.get(s.show());
                office.joinWaitlist.join(customer(s.customer()), show.id(), new Party(s.seats(), s.accessible()));
            }
            case Step.Leave s ->
                pick(entries(), s.entry())
                        .ifPresent(id ->
                                office.leaveWaitlist.leave(model.entries.get(id).customer(), id));
            case Step.SupportRefunds s ->
                pick(bookings(BookingState.PAID), s.booking())
                        .ifPresent(b -> office.requestRefund.bySupport(
                                b.id(),
                                some(b, s.seats()),
                                STAFF,
                                note(s.byHand()),
                                s.admitted()
                                        ? RequestRefund.AdmittedSeats.REFUND
                                        : RequestRefund.AdmittedSeats.REFUSE));
            case Step.ReturnSeats s ->
                pick(bookings(BookingState.PAID), s.booking())
                        .filter(b -> b.customer().isPresent())
                        .ifPresent(b -> office.requestRefund.byCustomer(owner(b), b.id(), some(b, s.seats())));
            case Step.TakeTicket s ->
                pick(bookings(BookingState.PAID), s.booking()).ifPresent(b -> tickets.addFirst(ticket(b, s.seats())));
            case Step.ScanTicket s -> pick(tickets, s.ticket()).ifPresent(ticket -> scan(ticket, s));
            case Step.UndoScan s -> office.undoAdmission.undo(scanId(s.scan()), STAFF, "wrong ticket");
            case Step.SupportRetries s ->
                pick(openCases(), s.supportCase())
                        .ifPresent(id -> office.supportDesk.refund(id, STAFF, note(s.byHand())));
            case Step.BlockSeats s ->
                office.blockSeats.block(
                        STAFF, SHOWS.get(s.show()).id(), seats(s.show(), s.firstSeat(), s.seats()), "broken");
            case Step.UnblockSeats s ->
                pick(bookings(BookingState.BLOCKED), s.block())
                        .ifPresent(b -> office.unblockSeats.unblock(STAFF, b.id()));
            case Step.SellAtCounter s ->
                office.sellAtCounter.sell(new SellAtCounter.Request(
                        STAFF,
                        SHOWS.get(s.show()).id(),
                        seats(s.show(), s.firstSeat(), s.seats()),
                        Optional.of("k" + s.key()).filter(_ -> s.key() > 0),
                        Optional.empty()));
            case Step.Decide s ->
                office.changeSales.decide(SHOWS.get(s.show()).id(), s.decision(), "the projector", STAFF);
            case Step.PassTime s -> passTime(Duration.ofSeconds(s.seconds()));
            case Step.Deliver s -> deliver(SHOWS.get(s.show()).id(), s.messages(), s.acknowledged());
            case Step.Publish s -> outbox.forEach(stream -> publish(stream, s.records(), s.twice()));
            case Step.MeetDeadline s -> meetDeadline(s.messages(), s.twice());
            case Step.Refund s -> refund(s.messages(), REFUNDS[s.outcome()]);
            case Step.Tick _ -> tick();
            case Step.LoseMessage s -> queues.lose(SHOWS.get(s.show()).id(), s.message());
            case Step.LoseRecord s -> {
                if (!outbox.get(s.stream()).isEmpty()) {
                    outbox.get(s.stream()).removeFirst();
                }
            }
            case Step.SetMomo s -> momo.behave(s.mood(), REFUNDS[0]);
            case Step.Pause _, Step.Resume _, Step.Kill _ ->
                throw new IllegalArgumentException(step + " cannot be nested");
        }
    }

    private static Ticket ticket(Booking booking, int seats) {
        return seats == 0
                ? Ticket.of(booking)
                : Ticket.of(booking, booking.seats().stream().limit(seats).toList());
    }

    private void scan(Ticket ticket, Step.ScanTicket s) {
        Scan scan = ScanBuilder.builder()
                .id(scanId(s.scan()))
                .door(STAFF)
                .show(ticket.show())
                .proof(new Scan.Token(office.tickets.sign(ticket)))
                .seats(Optional.of(ticket.seats().stream().limit(s.seats()).toList())
                        .filter(seats -> !seats.isEmpty()))
                .at(Optional.of(clock.instant()).filter(_ -> s.offline()))
                .build();
        if (!(office.admitSeats.admit(scan) instanceof AdmitSeats.Result.Answer answer)) {
            return;
        }
        if (s.offline()) {
            promises.inside().reported(scan.id(), ticket.booking(), scan.seats().orElse(ticket.seats()));
        }
        if (answer.outcome() == AdmitSeats.Outcome.ADMITTED) {
            promises.inside()
                    .admitted(
                            scan.id(),
                            ticket.booking(),
                            answer.seats().stream()
                                    .map(AdmitSeats.ScannedSeat::seat)
                                    .toList());
        }
    }

    private static ScanId scanId(int number) {
        return new ScanId("s" + number);
    }

    /** Lambda ends an invocation that is paused for longer than any function may run. */
    private void passTime(Duration time) {
        clock.advance(time);
        if (time.compareTo(LONGEST_INVOCATION) > 0) {
            paused.forEach(Invocation::kill);
            paused.clear();
        }
    }

    private void reserve(Step.Reserve s) {
        office.reserveSeats.reserve(new ReserveSeats.Request(
                customer(s.customer()),
                SHOWS.get(s.show()).id(),
                seats(s.show(), s.firstSeat(), s.seats()),
                Optional.empty(),
                ANYTHING));
    }

    private static List<SeatNumber> seats(int show, int firstSeat, int seats) {
        List<SeatNumber> all =
                SHOWS.get(show).layout().seats().keySet().stream().sorted().toList();
        int first = firstSeat % all.size();
        return all.subList(first, Math.min(all.size(), first + seats));
    }

    private void deliverIpn(Ipn ipn) {
        office.confirmPayment.captured(ipn.paymentId().value(), Fixture.TRANS_ID, ipn.amount());
        pendingIpns.remove(ipn);
    }

    private void deliver(ShowId show, int messages, boolean acknowledged) {
        List<ShowQueueMessage> batch = queues.receive(show, messages);
        Invocation.current().orElseThrow().receives(batch);
        office.showWorker.work(show, batch, BoxOffice.NO_LIMIT);
        if (acknowledged) {
            queues.acknowledge(show, batch);
        }
    }

    private void publish(List<Change> stream, int records, boolean twice) {
        List<Change> batch = List.copyOf(stream.subList(0, Math.min(records, stream.size())));
        publish.publish(Correlated.all(batch));
        if (twice) {
            publish.publish(Correlated.all(batch));
        }
        batch.forEach(stream::remove);
    }

    private void meetDeadline(int messages, boolean twice) {
        queues.visible().stream().limit(messages).forEach(message -> {
            meetDeadline(message);
            if (twice) {
                meetDeadline(message);
            }
            queues.remove(message);
        });
    }

    private void meetDeadline(DeadlineMessage message) {
        switch (message.item()) {
            case PendingDeadline.OfBooking item -> office.meetDeadline.booking(item.id());
            case PendingDeadline.OfPayment item -> office.meetDeadline.payment(item.id());
            case PendingDeadline.OfRefund item -> office.meetDeadline.refund(item.id());
            case PendingDeadline.OfEntry item -> office.meetDeadline.entry(item.id());
            case PendingDeadline.OfShow item -> office.meetDeadline.show(item.id());
        }
    }

    private void refund(int messages, Refunded outcome) {
        momo.behave(SimulatedMomo.Mood.NORMAL, outcome);
        for (RefundId id : queues.refundMessages().stream().limit(messages).toList()) {
            office.makeRefund.make(id);
            queues.refundMessages().remove(id);
        }
    }

    private void tick() {
        for (int shard = 0; shard < BoxOffice.SHARDS; shard++) {
            office.findDeadlines.tick(shard);
        }
    }

    /** Finishes all work without faults and without new requests. */
    private void finishAllWork() {
        run(new Step.SetMomo(SimulatedMomo.Mood.NORMAL));
        while (!paused.isEmpty()) {
            run(new Step.Resume(0, ALL));
        }
        for (int i = 0; i < MAX_TICKS; i++) {
            while (!isIdle()) {
                List.copyOf(pendingIpns).forEach(_ -> run(new Step.DeliverIpn(0)));
                run(new Step.Publish(ALL, false));
                IntStream.range(0, SHOWS.size()).forEach(show -> run(new Step.Deliver(show, ALL, true)));
                run(new Step.MeetDeadline(ALL, false));
                run(new Step.Refund(ALL, 0));
            }
            Optional<Instant> deadline =
                    model.deadlines().stream().map(item -> item.deadline().at()).min(Comparator.naturalOrder());
            if (deadline.isEmpty()) {
                return;
            }
            clock.advance(TICK);
            if (clock.instant().isBefore(deadline.get())) {
                clock.moveTo(deadline.get());
            }
            run(new Step.Tick());
        }
        throw new Promises.BrokenPromise("work is still pending after " + MAX_TICKS + " ticks: " + model.deadlines());
    }

    private boolean isIdle() {
        return queues.idle() && pendingIpns.isEmpty() && outbox.stream().allMatch(List::isEmpty);
    }

    private static <T> Optional<T> pick(List<T> things, int number) {
        return things.isEmpty() ? Optional.empty() : Optional.of(things.get(number % things.size()));
    }

    /** Newest first, so that small numbers pick recent bookings. */
    private List<Booking> bookings(BookingState state) {
        return model.bookings.values().stream()
                .filter(b -> b.state() == state)
                .sorted(Comparator.comparing(Booking::createdAt).reversed().thenComparing(b -> b.id().value()))
                .toList();
    }

    /** Bookings with an open payment, in any state. */
    private List<Booking> checkable() {
        return Arrays.stream(BookingState.values())
                .flatMap(state -> bookings(state).stream())
                .filter(b -> model.payments.values().stream()
                        .anyMatch(p -> p.state() == PaymentState.OPEN
                                && p.id().booking().equals(Optional.of(b.id()))))
                .toList();
    }

    private List<WaitlistEntryId> entries() {
        return model.entries.keySet().stream()
                .sorted(Comparator.comparing(WaitlistEntryId::value))
                .toList();
    }

    private List<CaseId> openCases() {
        return model.cases.values().stream()
                .filter(SupportCase::open)
                .map(SupportCase::id)
                .sorted(Comparator.comparing(CaseId::value))
                .toList();
    }

    private static CustomerId customer(int number) {
        return new CustomerId("c" + number);
    }

    private static CustomerId owner(Booking booking) {
        return booking.customer().orElseThrow();
    }

    /** The first seats of a booking; empty, which means all, for 0. */
    private static Optional<List<ShowSeat>> some(Booking booking, int seats) {
        return Optional.of(booking.seats().stream()
                        .limit(seats)
                        .map(seat -> new ShowSeat(booking.show(), seat))
                        .toList())
                .filter(list -> !list.isEmpty());
    }

    private static Optional<String> note(boolean byHand) {
        return byHand ? Optional.of("paid back") : Optional.empty();
    }
}
