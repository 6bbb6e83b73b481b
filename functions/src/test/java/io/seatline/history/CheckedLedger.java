package io.seatline.history;

import io.seatline.domain.Booking;
import io.seatline.domain.Payment;
import io.seatline.domain.SeatClaim;
import io.seatline.domain.Show;
import io.seatline.domain.ShowSeat;
import io.seatline.domain.SupportCase;
import io.seatline.domain.Ticket;
import io.seatline.usecase.Ledger;
import io.seatline.usecase.Ledger.Commit;
import io.seatline.usecase.PublishChanges.Change;
import io.seatline.usecase.Waitlist;
import io.seatline.usecase.Write;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stands before the real ledger: the model foretells each transaction's outcome, and the promises are checked on it. */
final class CheckedLedger {
    private final Ledger real;
    private final Model model;
    private final Promises promises;
    private final InstantSource clock;
    private final List<List<Change>> outbox;
    private final Ledger ledger;
    private Optional<Model> seen = Optional.empty();

    CheckedLedger(Ledger real, Model model, Promises promises, InstantSource clock, List<List<Change>> outbox) {
        this.real = real;
        this.model = model;
        this.promises = promises;
        this.clock = clock;
        this.outbox = outbox;
        ledger = (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (_, method, arguments) -> call(method, arguments));
    }

    Ledger ledger() {
        return ledger;
    }

    /** Something happens between what the next commit's writer has read and that commit. */
    void meanwhile(Runnable event) {
        Model before = model.copy();
        event.run();
        seen = Optional.of(before);
    }

    void forget() {
        seen = Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.getName().equals("commit")
                    ? commit((List<Write>) arguments[0])
                    : method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Commit commit(List<Write> writes) {
        Model read = seen.orElse(model);
        seen = Optional.empty();
        Instant now = clock.instant();
        boolean expected = model.accepts(writes);
        if (expected) {
            promises.beforeCommit(writes, read, now);
        }
        Commit commit = real.commit(writes);
        if (commit.isDone() != expected) {
            throw new Promises.Broken("the engine said " + commit + " where the model expected "
                    + (expected ? "success" : "a refusal") + " of " + writes);
        }
        if (expected) {
            List<Change> changes =
                    writes.stream().flatMap(write -> change(write, now)).toList();
            model.write(writes);
            changes.forEach(change ->
                    outbox.get(change instanceof Change.OfTicket ? 1 : 0).add(change));
            promises.afterCommit(now);
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
            case Write.OpenCase w -> supportCase(w.supportCase(), now);
            case Write.CloseCase w -> supportCase(w.supportCase(), now);
            case Write.OpenTicket w -> ticket(w.ticket(), now);
            case Write.ChangeTicket w -> ticket(w.to(), now);
            default -> Stream.empty();
        };
    }

    private Stream<Change> booking(Booking after, Instant now) {
        return Stream.of(new Change.OfBooking(Optional.ofNullable(model.bookings.get(after.id())), after, now));
    }

    private Stream<Change> payment(Payment after, Instant now) {
        return Stream.of(new Change.OfPayment(Optional.ofNullable(model.payments.get(after.order())), after, now));
    }

    private Stream<Change> supportCase(SupportCase after, Instant now) {
        return Stream.of(new Change.OfCase(Optional.ofNullable(model.cases.get(after.payment())), after, now));
    }

    private Stream<Change> ticket(Ticket after, Instant now) {
        return Stream.of(new Change.OfTicket(Optional.ofNullable(model.tickets.get(after.id())), after, now));
    }

    /** Whether anything is unfinished. */
    boolean anythingDue() {
        return Stream.of(
                        model.bookings.values().stream().map(Booking::due),
                        model.payments.values().stream().map(Payment::due),
                        model.tickets.values().stream().map(Ticket::due))
                .flatMap(due -> due)
                .anyMatch(Optional::isPresent);
    }

    /** The tables hold what the model says. */
    void compareWithTables(Ledger tables, Waitlist waitlist, List<Show> shows) {
        List<String> differences = new ArrayList<>();
        for (Show show : shows) {
            Map<ShowSeat, SeatClaim> claims = tables.claims(show.id(), true).entrySet().stream()
                    .collect(Collectors.toMap(e -> new ShowSeat(show.id(), e.getKey()), Map.Entry::getValue));
            Map<ShowSeat, SeatClaim> expected = model.claims.entrySet().stream()
                    .filter(e -> e.getKey().show().equals(show.id()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            compare(expected, claims, differences);
            compare(model.line(show.id()), waitlist.line(show.id()), differences);
        }
        model.bookings.forEach(
                (id, booking) -> compare(booking, tables.file(id).orElseThrow().booking(), differences));
        model.payments.forEach((order, payment) -> {
            Payment is = tables.payment(order).orElseThrow();
            compare(payment.state() + " " + payment.due(), is.state() + " " + is.due(), differences);
        });
        model.tickets.forEach(
                (id, ticket) -> compare(ticket, waitlist.ticket(id).orElseThrow(), differences));
        model.named.forEach((whose, ticket) ->
                compare(Optional.of(ticket), waitlist.ticketOf(whose.show(), whose.customer()), differences));
        if (!differences.isEmpty()) {
            throw new Promises.Broken("the tables differ from the model: " + differences);
        }
    }

    private static void compare(Object expected, Object is, List<String> differences) {
        if (!expected.equals(is)) {
            differences.add("expected " + expected + " and found " + is);
        }
    }
}
