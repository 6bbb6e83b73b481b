package io.seatline.history;

import io.seatline.domain.ShowId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.AdmissionBuilder;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.usecase.outbox.PublishChanges.Change;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Waitlist;
import io.seatline.usecase.port.Write;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Wraps the real tables: the model predicts the outcome of each transaction, and the promises are checked around it. A
 * caller may be paused before any call.
 */
final class CheckedTables {
    private static final Instant FAR = Fixture.NOW.plus(Duration.ofDays(30));

    private final Ledger realLedger;
    private final Waitlist realWaitlist;
    private final Model model;
    private final Promises promises;
    private final InstantSource clock;
    private final List<List<Change>> outbox;
    private final Ledger ledger;
    private final Waitlist waitlist;
    private final List<List<Write>> log = new ArrayList<>();
    private boolean reconciling;

    CheckedTables(
            Ledger realLedger,
            Waitlist realWaitlist,
            Model model,
            Promises promises,
            InstantSource clock,
            List<List<Change>> outbox) {
        this.realLedger = realLedger;
        this.realWaitlist = realWaitlist;
        this.model = model;
        this.promises = promises;
        this.clock = clock;
        this.outbox = outbox;
        ledger = pausing(Ledger.class, this::ledgerCall);
        waitlist = pausing(Waitlist.class, this::waitlistCall);
    }

    /** Callers are not paused while they read a snapshot of claims, because other threads may wait to share it. */
    private static <T> T pausing(Class<T> port, InvocationHandler calls) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            boolean snapshot = method.getName().equals("recentClaims");
            if (!snapshot) {
                Invocation.beforeCall();
            }
            try {
                return calls.invoke(proxy, method, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    /** All transactions so far. */
    List<List<Write>> log() {
        return log;
    }

    /** Makes restored tables consistent, until when no promise is checked. */
    void reconcile(Runnable work) {
        reconciling = true;
        work.run();
        reconciling = false;
        model.countAgain();
        promises.afterCommit(clock.instant());
    }

    Ledger ledger() {
        return ledger;
    }

    Waitlist waitlist() {
        return waitlist;
    }

    @SuppressWarnings("unchecked")
    private Object ledgerCall(Object proxy, Method method, Object[] arguments) throws ReflectiveOperationException {
        if (method.getName().equals("commit")) {
            return commit((List<Write>) arguments[0]);
        }
        if (method.getName().equals("claims") || method.getName().equals("recentClaims")) {
            Invocation.current().ifPresent(reader -> reader.readsClaims(model));
        }
        return method.invoke(realLedger, arguments);
    }

    private Object waitlistCall(Object proxy, Method method, Object[] arguments) throws ReflectiveOperationException {
        if (method.getName().equals("state")) {
            Invocation.current().ifPresent(reader -> reader.readsWaitlistState(model));
        }
        if (method.getName().equals("salesChange")) {
            Invocation.current().ifPresent(reader -> reader.readsSales(model.sales((ShowId) arguments[0])));
        }
        return method.invoke(realWaitlist, arguments);
    }

    private Commit commit(List<Write> writes) {
        Instant now = clock.instant();
        boolean expected = model.accepts(writes);
        if (expected && !reconciling) {
            promises.beforeCommit(
                    writes, Invocation.current().map(Invocation::taken).orElse(Set.of()), now);
            Invocation.current().ifPresent(worker -> promises.salesAreRespected(writes, worker.sales(), now));
        }
        Commit commit = realLedger.commit(writes);
        if (commit.isDone() != expected) {
            throw new Promises.BrokenPromise("the engine returned " + commit + " but the model predicted "
                    + (expected ? "success" : "rejection") + " for " + writes);
        }
        if (expected) {
            List<Change> changes =
                    writes.stream().flatMap(write -> change(write, now)).toList();
            model.write(writes);
            log.add(writes);
            changes.forEach(
                    change -> outbox.get(change instanceof Change.OfEntry || change instanceof Change.OfSales ? 1 : 0)
                            .add(change));
            if (reconciling) {
                return commit;
            }
            promises.afterCommit(now);
            Invocation.current().ifPresent(invocation -> {
                invocation.readsClaims(model);
                promises.messagesInOrder(invocation.messages(), writes);
            });
        }
        return commit;
    }

    private Stream<Change> change(Write write, Instant now) {
        return switch (write) {
            case Write.OpenBooking w -> booking(w.booking(), now);
            case Write.ChangeBooking w -> booking(w.to(), now);
            case Write.EndHold w -> booking(w.to(), now);
            case Write.OpenPayment w -> payment(w.payment(), now);
            case Write.ChangePayment w -> payment(w.to(), now);
            case Write.OpenRefund w -> refund(w.refund(), now);
            case Write.ChangeRefund w -> refund(w.to(), now);
            case Write.OpenAdmission w -> Stream.of(new Change.OfAdmission(Optional.empty(), w.admission(), now));
            case Write.UndoAdmission w ->
                Stream.of(new Change.OfAdmission(
                        Optional.of(AdmissionBuilder.builder(w.undone())
                                .undone(Optional.empty())
                                .build()),
                        w.undone(),
                        now));
            case Write.OpenCase w -> supportCase(w.supportCase(), now);
            case Write.CloseCase w -> supportCase(w.supportCase(), now);
            case Write.OpenEntry w -> entry(w.entry(), now);
            case Write.ChangeEntry w -> entry(w.to(), now);
            case Write.ChangeSales w -> sales(w.to(), now);
            default -> Stream.empty();
        };
    }

    private Stream<Change> booking(Booking after, Instant now) {
        return Stream.of(new Change.OfBooking(Optional.ofNullable(model.bookings.get(after.id())), after, now));
    }

    private Stream<Change> payment(Payment after, Instant now) {
        return Stream.of(new Change.OfPayment(Optional.ofNullable(model.payments.get(after.id())), after, now));
    }

    private Stream<Change> refund(Refund after, Instant now) {
        return Stream.of(new Change.OfRefund(Optional.ofNullable(model.refunds.get(after.id())), after, now));
    }

    private Stream<Change> supportCase(SupportCase after, Instant now) {
        return Stream.of(new Change.OfCase(Optional.ofNullable(model.cases.get(after.id())), after, now));
    }

    private Stream<Change> sales(SalesChange after, Instant now) {
        return Stream.of(new Change.OfSales(Optional.ofNullable(model.sales.get(after.show())), after, now));
    }

    private Stream<Change> entry(WaitlistEntry after, Instant now) {
        return Stream.of(new Change.OfEntry(Optional.ofNullable(model.entries.get(after.id())), after, now));
    }

    /** Checks that the tables hold what the model predicts. */
    void compareWithModel(List<Show> shows) {
        List<String> differences = new ArrayList<>();
        for (Show show : shows) {
            Map<ShowSeat, SeatClaim> claims = realLedger.claims(show.id()).entrySet().stream()
                    .collect(Collectors.toMap(e -> new ShowSeat(show.id(), e.getKey()), Map.Entry::getValue));
            Map<ShowSeat, SeatClaim> expected = model.claims.entrySet().stream()
                    .filter(e -> e.getKey().show().equals(show.id()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            compare(expected, claims, differences);
            compare(model.state(show.id()), realWaitlist.state(show.id()), differences);
            compare(model.sales(show.id()), realWaitlist.salesChange(show.id()), differences);
        }
        model.bookings.forEach((id, booking) ->
                compare(booking, realLedger.details(id).orElseThrow().booking(), differences));
        model.payments.forEach((paymentId, payment) -> {
            Payment current = realLedger.payment(paymentId).orElseThrow();
            compare(
                    payment.state() + " " + payment.refunded() + " " + payment.deadline(),
                    current.state() + " " + current.refunded() + " " + current.deadline(),
                    differences);
        });
        model.refunds.forEach(
                (id, refund) -> compare(refund, realLedger.refund(id).orElseThrow(), differences));
        model.entries.forEach(
                (id, entry) -> compare(entry, realWaitlist.entry(id).orElseThrow(), differences));
        model.activeHolds.forEach(
                (customer, activeHold) -> compare(activeHold, realLedger.activeHold(customer), differences));
        model.customerEntries.forEach(
                (customer, entries) -> compare(entries, realWaitlist.entriesOf(customer), differences));
        model.liveEntries.forEach((whose, entry) ->
                compare(Optional.of(entry), realWaitlist.entryOf(whose.show(), whose.customer()), differences));
        compare(model.deadlines(), deadlinesInTables(), differences);
        if (!differences.isEmpty()) {
            throw new Promises.BrokenPromise("the tables differ from the model: " + differences);
        }
    }

    private Set<PendingDeadline> deadlinesInTables() {
        Set<PendingDeadline> deadlines = new HashSet<>();
        for (int shard = 0; shard < BoxOffice.SHARDS; shard++) {
            realLedger.forEachDeadline(shard, FAR, page -> page.forEach(found -> deadlines.add(found)));
            realWaitlist.forEachDeadline(shard, FAR, page -> page.forEach(found -> deadlines.add(found)));
        }
        return deadlines;
    }

    private static void compare(Object expected, Object current, List<String> differences) {
        if (!expected.equals(current)) {
            differences.add("expected " + expected + " and found " + current);
        }
    }
}
