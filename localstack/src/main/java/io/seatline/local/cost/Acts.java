package io.seatline.local.cost;

import io.seatline.local.cost.Act.Kind;
import io.seatline.local.cost.Measured.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All acts of the ledger. Each takes shows of its own, so that none meets what another left. */
final class Acts {
    static final String MAP_FIRST = "seat map, first view of a second, empty hall";
    static final String MAP_FIRST_FULL = "seat map, first view of a second, sold-out hall";
    static final String MAP_NEXT = "seat map, any other view of that second";
    static final String BROWSE = "browsing: cities, movies, shows";
    static final String LOSE_KNOWN = "losing reserve, in the snapshot";
    static final String LOSE_FIRST = "losing reserve, first to learn";
    static final String WIN = "winning reserve of %d";
    static final String WIN_COLD = "winning reserve of 2, show not cached";
    static final String PAY = "payment of 2";
    static final String PAY_LATE = "payment of 2, in the hold's last minute";
    static final String LOOK = "own booking";
    static final String CANCEL = "cancellation of 2, nobody waits";
    static final String EXPIRE = "expiry of 2, nobody waits";
    static final String EXPIRE_OFFER = "expiry of 2, offered to who waits";
    static final String CANCEL_OFFER = "cancellation of 2, offered to who waits";
    static final String PAY_OFFER = "payment of an offer of 2";
    static final String JOIN = "joining a line";
    static final String POSITION = "position in a line";
    static final String LEAVE = "leaving a line";
    static final String REFUND = "late payment of 2, seats gone, refunded";
    static final String PUBLISH = "publishing a show";
    static final String IDLE = "an idle minute: ticks";

    /** Until MoMo has been asked for the last time about an attempt that nobody paid. */
    private static final Duration OVER = Measured.HOLD.plus(Duration.ofMinutes(3));

    private final Measured seatline;
    private final List<Act> acts = new ArrayList<>();
    private int shows;
    private int published;

    Acts(Measured seatline) {
        this.seatline = seatline;
    }

    List<Act> all() {
        views();
        reserves();
        payments();
        ends();
        line();
        catalogAndTicks();
        return List.copyOf(acts);
    }

    private void add(String name, Kind kind, String what, Supplier<Runnable> prepare) {
        acts.add(new Act(name, what, kind, prepare));
    }

    private void views() {
        Seats empty = seats();
        Seats full = seats();
        add(MAP_FIRST, Kind.MOMENT, "one claims query for each environment and second", () -> aSecondLater(empty));
        add(MAP_FIRST_FULL, Kind.MOMENT, "the same where all 200 seats have claims", () -> {
            full.sellAllBut(0);
            return aSecondLater(full);
        });
        add(MAP_NEXT, Kind.MOMENT, "answered from the snapshot", () -> {
            aSecondLater(full).run();
            return () -> map(full);
        });
        add(BROWSE, Kind.MOMENT, "three requests; what they read grows with the programme", () -> () -> {
            seatline.get("/api/v1/cities", "");
            seatline.get("/api/v1/cities/" + Cinema.CITY + "/movies", "");
            seatline.get("/api/v1/cities/" + Cinema.CITY + "/movies/" + Cinema.MOVIE + "/shows", "");
        });
    }

    /** The catalog is known, the claims are not. */
    private Runnable aSecondLater(Seats seats) {
        map(seats);
        seatline.clock.advance(Duration.ofSeconds(2));
        return () -> map(seats);
    }

    private void map(Seats seats) {
        seatline.get("/api/v1/shows/" + seats.show() + "/seats", "");
    }

    private void reserves() {
        Seats wanted = seats();
        add(LOSE_KNOWN, Kind.MOMENT, "of 2 seats; refused without a write or a read", () -> {
            Runnable lose = losing(wanted);
            lose.run();
            return losing(wanted);
        });
        add(LOSE_FIRST, Kind.MOMENT, "of 2 seats; the cancelled transaction and the snapshot's query", () -> {
            Runnable lose = losing(wanted);
            seatline.clock.advance(Duration.ofSeconds(2));
            return lose;
        });
        for (int n : List.of(1, 2, 4, 10)) {
            Seats free = seats();
            add(WIN.formatted(n), Kind.MOMENT, "with MoMo's order and the outbox", () -> {
                List<String> some = free.next(n);
                free.warm();
                String customer = seatline.customer();
                return () -> free.reserve(customer, some);
            });
        }
        Seats cold = seats();
        add(WIN_COLD, Kind.RARE, "an environment reads each show once a minute", () -> {
            List<String> some = cold.next(2);
            String customer = seatline.customer();
            seatline.pass(Duration.ofSeconds(61));
            return () -> cold.reserve(customer, some);
        });
    }

    private Runnable losing(Seats wanted) {
        if (wanted.isFresh()) {
            wanted.sellAllBut(Cinema.SEATS - 2);
        }
        wanted.warm();
        String customer = seatline.customer();
        String wish = Cinema.wish(wanted.show(), Cinema.seats().subList(0, 2));
        return () -> seatline.post(403, "/api/v1/reserve", customer, wish);
    }

    private void payments() {
        Seats paid = seats();
        add(PAY, Kind.MOMENT, "MoMo's notification, the outbox, the notice", () -> {
            String payUrl = paid.reserve(seatline.customer(), paid.next(2)).payUrl();
            return () -> seatline.approve(payUrl);
        });
        add(PAY_LATE, Kind.MINUTES, "from the reserve on: ticks have queued its end, in vain", () -> {
            String payUrl = paid.reserve(seatline.customer(), paid.next(2)).payUrl();
            return () -> {
                seatline.pass(Duration.ofMinutes(4).plusSeconds(10));
                seatline.approve(payUrl);
                seatline.pass(Duration.ofMinutes(1));
            };
        });
        add(LOOK, Kind.MOMENT, "a customer's look at a paid booking", () -> {
            String customer = seatline.customer();
            Answer held = paid.reserve(customer, paid.next(2));
            seatline.approve(held.payUrl());
            return () -> seatline.get("/api/v1/bookings/" + held.text("booking_id"), customer);
        });
        add(REFUND, Kind.MOMENT, "line, refund queue, MoMo's refund, notice", () -> {
            String customer = seatline.customer();
            List<String> some = paid.next(2);
            Answer held = paid.reserve(customer, some);
            seatline.delete("/api/v1/bookings/" + held.text("booking_id"), customer);
            seatline.settle();
            paid.reserve(seatline.customer(), some);
            return () -> seatline.approve(held.payUrl());
        });
    }

    private void ends() {
        Seats half = seats();
        add(CANCEL, Kind.MOMENT, "outbox, the show's show queue, its writer", () -> {
            half.sellHalf();
            String customer = seatline.customer();
            Answer held = half.reserve(customer, half.next(2));
            return () -> seatline.delete("/api/v1/bookings/" + held.text("booking_id"), customer);
        });
        add(EXPIRE, Kind.MINUTES, "due queue, MoMo asked, outbox, show queue, writer; half the hall is sold", () -> {
            half.sellHalf();
            half.reserve(seatline.customer(), half.next(2));
            return () -> seatline.pass(OVER);
        });
    }

    private void line() {
        LastPair pair = new LastPair(seatline, seats());
        add(JOIN, Kind.MOMENT, "of a sold-out show: entry, show queue, place", () -> {
            pair.hold();
            return pair::join;
        });
        add(POSITION, Kind.MOMENT, "a look at a waiting entry", () -> {
            pair.hold();
            pair.join();
            return pair::position;
        });
        add(LEAVE, Kind.MOMENT, "entry, show queue, line", () -> {
            pair.hold();
            pair.join();
            return pair::leave;
        });
        add(CANCEL_OFFER, Kind.MOMENT, "one waits; the writer's reads are of a sold-out hall of 200", () -> {
            pair.hold();
            pair.join();
            return pair::cancel;
        });
        add(EXPIRE_OFFER, Kind.MINUTES, "one waits; the writer's reads are of a sold-out hall of 200", () -> {
            pair.hold();
            pair.join();
            return () -> seatline.pass(OVER);
        });
        String offered = show();
        add(PAY_OFFER, Kind.MOMENT, "the request for a payment, and the payment", () -> {
            String customer = seatline.customer();
            String booking = offer(offered, customer);
            return () -> seatline.approve(seatline.post(200, "/api/v1/bookings/" + booking + "/payment", customer, "")
                    .payUrl());
        });
    }

    /** Who joins where seats are free is offered some at once. */
    private String offer(String show, String customer) {
        String entry = seatline.post(202, "/api/v1/shows/" + show + "/waitlist", customer, "{\"seats\":2}")
                .text("entry_id");
        seatline.settle();
        return seatline.get("/api/v1/waitlist/" + entry, customer).text("booking_id");
    }

    private void catalogAndTicks() {
        add(PUBLISH, Kind.RARE, "one more show in an import of the same catalog", () -> {
            seatline.load(published);
            return () -> seatline.load(++published);
        });
        add(IDLE, Kind.TICKS, "each shard's schedule looks into both due indexes", () -> {
            seatline.pass(Duration.ofMinutes(10));
            return () -> seatline.pass(Duration.ofMinutes(1));
        });
    }

    private Seats seats() {
        return new Seats(seatline, this::show);
    }

    private String show() {
        if (shows == Cinema.shows() - 1) {
            throw new IllegalStateException("the cinema has no more shows");
        }
        return "show" + shows++;
    }
}
