package io.seatline.history;

import io.seatline.domain.Booking;
import io.seatline.domain.BookingState;
import io.seatline.domain.CustomerId;
import io.seatline.domain.HallLayout;
import io.seatline.domain.OrderId;
import io.seatline.domain.Party;
import io.seatline.domain.SeatCategory;
import io.seatline.domain.SeatNumber;
import io.seatline.domain.Show;
import io.seatline.domain.ShowId;
import io.seatline.domain.SupportCase;
import io.seatline.domain.TicketId;
import io.seatline.domain.Vnd;
import io.seatline.events.MailboxMessage;
import io.seatline.history.QueuesInTest.DueMessage;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.LocalDynamoDb;
import io.seatline.testing.MovableClock;
import io.seatline.testing.WatchedLedger;
import io.seatline.usecase.DueItem;
import io.seatline.usecase.PaymentGateway.Refunded;
import io.seatline.usecase.PublishChanges;
import io.seatline.usecase.PublishChanges.Change;
import io.seatline.usecase.ReserveSeats;
import io.seatline.usecase.SupportDesk.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One history: the real use cases on real tables, with the queues, MoMo and the clock in the history's hands. */
final class History {
    static final int CUSTOMERS = 4;
    static final List<Show> SHOWS = List.of(
            show("sh1", Duration.ofHours(3), SeatCategory.STANDARD, 4, 1),
            show("sh2", Duration.ofMinutes(25), SeatCategory.VIP, 3, 0));

    private static final Duration TICK = Duration.ofMinutes(1);
    private static final int PATIENCE = 240;
    private static final Refunded[] REFUNDS = {
        new Refunded.Done(), new Refunded.Unsettled("away"), new Refunded.TryLater(), new Refunded.Refused(1088)
    };

    private record Notification(OrderId order, Vnd amount) {}

    private final MovableClock clock = new MovableClock(Fixture.NOW);
    private final SimulatedMomo momo = new SimulatedMomo(clock);
    private final QueuesInTest queues = new QueuesInTest(clock);
    private final Model model = new Model();
    private final Promises promises = new Promises(SHOWS, model);
    private final List<List<Change>> outbox = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<Notification> notifications = new ArrayList<>();
    private final CheckedLedger checked;
    private final BoxOffice office;
    private final PublishChanges publish;

    History(LocalDynamoDb db) {
        checked = new CheckedLedger(BoxOffice.ledgerIn(db.client()), model, promises, clock, outbox);
        office = new BoxOffice(db, SHOWS, momo, queues, clock, checked.ledger());
        publish = new PublishChanges(office.ledger, queues, _ -> {}, clock);
    }

    private static Show show(String id, Duration startsIn, SeatCategory category, int seats, int accessible) {
        List<HallLayout.Seat> row = IntStream.rangeClosed(1, seats + accessible)
                .mapToObj(n ->
                        new HallLayout.Seat(SeatNumber.of("A", n), n <= seats ? category : SeatCategory.ACCESSIBLE, n))
                .toList();
        return new Show(
                new ShowId(id),
                Fixture.SHOW.movie(),
                Fixture.SHOW.cinema(),
                "Hall " + id,
                HallLayout.of(List.of(new HallLayout.Row("A", row)), id),
                Fixture.NOW.plus(startsIn),
                Fixture.NOW.plus(startsIn).plus(Duration.ofHours(2)),
                "2D",
                Map.of(category, Fixture.PRICE, SeatCategory.ACCESSIBLE, Fixture.PRICE));
    }

    /** Lets it all happen, then lets everything that is unfinished finish, and checks the end. */
    void play(List<Step> steps) {
        steps.forEach(this::happen);
        finish();
        promises.atTheEnd(momo.captured(), clock.instant());
        checked.compareWithTables(office.ledger, office.waitlist, SHOWS);
    }

    /** A step that dies leaves what it did not finish. */
    private void happen(Step step) {
        try {
            take(step);
        } catch (WatchedLedger.Crash _) {
            // Its caller, its queue or its due time comes again.
        } finally {
            office.watched.crashAtCommit(0, true);
            office.watched.beforeNextCommit(() -> {});
            checked.forget();
        }
    }

    private void take(Step step) {
        switch (step) {
            case Step.Dies s -> {
                office.watched.crashAtCommit(s.commit(), s.before());
                take(s.during());
            }
            case Step.Between s -> {
                office.watched.beforeNextCommit(() -> checked.meanwhile(() -> take(s.first())));
                take(s.second());
            }
            case Step.Reserve s -> reserve(s);
            case Step.PayAgain s ->
                pick(bookings(BookingState.IN_BOOKING), s.booking())
                        .ifPresent(b -> office.openPayment.again(b.customer(), b.id()));
            case Step.Cancel s ->
                pick(bookings(BookingState.IN_BOOKING), s.booking())
                        .ifPresent(b -> office.cancelBooking.cancel(b.customer(), b.id()));
            case Step.Pay s ->
                pick(momo.payable(), s.order()).ifPresent(order -> {
                    Vnd amount = momo.pay(order);
                    for (int i = 0; i < s.notifications(); i++) {
                        notifications.add(new Notification(order, amount));
                    }
                });
            case Step.Notify s -> pick(notifications, s.notification()).ifPresent(this::notify);
            case Step.Join s -> {
                Show show = SHOWS.get(s.show());
                office.joinLine.join(customer(s.customer()), show.id(), new Party(s.seats(), s.accessible()));
            }
            case Step.Leave s ->
                pick(tickets(), s.ticket())
                        .ifPresent(id ->
                                office.leaveLine.leave(model.tickets.get(id).customer(), id));
            case Step.SupportRefunds s ->
                pick(bookings(BookingState.PAID), s.booking())
                        .ifPresent(b -> office.supportDesk.refundBooking(b.id(), way(s.byHand()), "asked"));
            case Step.SupportRetries s ->
                pick(openCases(), s.supportCase())
                        .ifPresent(order -> office.supportDesk.refund(order, way(s.byHand()), "again"));
            case Step.Pass s -> clock.advance(Duration.ofSeconds(s.seconds()));
            case Step.Deliver s -> deliver(SHOWS.get(s.show()).id(), s.messages(), s.acknowledged());
            case Step.Publish s -> publish(outbox.get(s.stream()), s.records(), s.twice());
            case Step.DoDue s -> doDue(s.messages(), s.twice());
            case Step.Refund s -> refund(s.messages(), REFUNDS[s.outcome()]);
            case Step.Tick _ -> tick();
            case Step.LoseMailboxMessage s -> {
                List<MailboxMessage> mailbox =
                        queues.mailbox(SHOWS.get(s.show()).id());
                if (!mailbox.isEmpty()) {
                    mailbox.removeFirst();
                }
            }
            case Step.LoseRecord s -> {
                if (!outbox.get(s.stream()).isEmpty()) {
                    outbox.get(s.stream()).removeFirst();
                }
            }
            case Step.MomoIs s -> momo.behave(s.silent(), s.processing(), REFUNDS[0]);
        }
    }

    private void reserve(Step.Reserve s) {
        Show show = SHOWS.get(s.show());
        List<SeatNumber> all = show.layout().seats().keySet().stream().sorted().toList();
        int first = s.firstSeat() % all.size();
        List<SeatNumber> seats = all.subList(first, Math.min(all.size(), first + s.seats()));
        office.reserveSeats.reserve(
                new ReserveSeats.Request(customer(s.customer()), show.id(), seats, Optional.empty()));
    }

    private void notify(Notification notification) {
        office.confirmPayment.captured(notification.order().value(), Fixture.TRANS_ID, notification.amount());
        notifications.remove(notification);
    }

    private void deliver(ShowId show, int messages, boolean acknowledged) {
        List<MailboxMessage> mailbox = queues.mailbox(show);
        List<MailboxMessage> batch = List.copyOf(mailbox.subList(0, Math.min(messages, mailbox.size())));
        office.workMailbox.work(show, batch, BoxOffice.NO_LIMIT);
        if (acknowledged) {
            mailbox.removeAll(batch);
        }
    }

    private void publish(List<Change> stream, int records, boolean twice) {
        List<Change> batch = stream.subList(0, Math.min(records, stream.size()));
        publish.follow(batch);
        if (twice) {
            publish.follow(batch);
        }
        batch.clear();
    }

    private void doDue(int messages, boolean twice) {
        queues.visible().stream().limit(messages).forEach(message -> {
            doDue(message);
            if (twice) {
                doDue(message);
            }
            queues.remove(message);
        });
    }

    private void doDue(DueMessage message) {
        switch (message.item()) {
            case DueItem.OfBooking item -> office.doDue.booking(item.id());
            case DueItem.OfPayment item -> office.doDue.payment(item.order());
            case DueItem.OfTicket item -> office.doDue.ticket(item.ticket());
        }
    }

    private void refund(int messages, Refunded outcome) {
        momo.behave(false, false, outcome);
        for (int i = 0; i < messages && !queues.refundMessages().isEmpty(); i++) {
            office.refundPayment.refund(queues.refundMessages().getFirst());
            queues.refundMessages().removeFirst();
        }
    }

    private void tick() {
        for (int shard = 0; shard < BoxOffice.SHARDS; shard++) {
            office.findDue.tick(shard);
        }
    }

    /** Nothing goes wrong any more, and nobody wants anything new. */
    private void finish() {
        momo.behave(false, false, REFUNDS[0]);
        for (int minute = 0; minute < PATIENCE; minute++) {
            while (!(queues.idle() && outbox.stream().allMatch(List::isEmpty) && notifications.isEmpty())) {
                List.copyOf(notifications).forEach(this::notify);
                outbox.forEach(stream -> publish(stream, stream.size(), false));
                SHOWS.forEach(show -> deliver(show.id(), Integer.MAX_VALUE, true));
                doDue(Integer.MAX_VALUE, false);
                refund(Integer.MAX_VALUE, REFUNDS[0]);
            }
            if (!checked.anythingDue()) {
                return;
            }
            clock.advance(TICK);
            tick();
        }
        throw new Promises.Broken("still not quiet after " + PATIENCE + " minutes");
    }

    private static <T> Optional<T> pick(List<T> things, int number) {
        return things.isEmpty() ? Optional.empty() : Optional.of(things.get(number % things.size()));
    }

    /** The newest first, so that small numbers pick what just happened. */
    private List<Booking> bookings(BookingState state) {
        return model.bookings.values().stream()
                .filter(b -> b.state() == state)
                .sorted(Comparator.comparing(Booking::createdAt).reversed().thenComparing(b -> b.id().value()))
                .toList();
    }

    private List<TicketId> tickets() {
        return model.tickets.keySet().stream()
                .sorted(Comparator.comparing(TicketId::value))
                .toList();
    }

    private List<OrderId> openCases() {
        return model.cases.values().stream()
                .filter(SupportCase::open)
                .map(SupportCase::payment)
                .sorted(Comparator.comparing(OrderId::value))
                .toList();
    }

    private static CustomerId customer(int number) {
        return new CustomerId("c" + number);
    }

    private static Way way(boolean byHand) {
        return byHand ? Way.BY_HAND : Way.MOMO;
    }
}
