package io.seatline.local.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The design that Seatline is compared with: an item for each seat of each show, written when the show is published; a
 * seat map that queries them all for each view; and for each hold a schedule of EventBridge Scheduler that fires at its
 * end and a message on a queue, on which a function looks whether it was paid. There is no snapshot, so each losing reserve
 * learns it from a cancelled transaction. All else is as measured: customers, payments, the waitlist, the outbox. It promises
 * less: nothing asks MoMo again after a hold's end, and a lost message strands a hold.
 */
final class NaiveDesign {
    private static final String DEADLINE = "DueHandler";
    private static final String QUEUE = "naive-due";
    private static final String CLAIMS = "seatline-dev-seat-claims";
    private static final String BOOKINGS = "seatline-dev-bookings";
    private static final int TRANSACTION = 2;

    /** What Seatline has in place of schedules. */
    private static final Predicate<Usage.Key> OF_DEADLINES =
            key -> key.function().equals(DEADLINE)
                    || key.function().equals("ExpireHandler")
                    || key.resource().endsWith("/due");

    private final Ledger ledger;
    private final Mix mix;

    NaiveDesign(Ledger ledger, Mix mix) {
        this.ledger = ledger;
        this.mix = mix;
    }

    /** What a booking uses in it. */
    Usage usage() {
        return mix.shares().stream()
                .map(share -> of(share.act()).times(share.times()))
                .reduce(Usage.NONE, Usage::plus)
                .plus(endsOfHolds())
                .plus(seatsOfAShow().times(mix.shows()));
    }

    /**
     * A cause for which the designs differ.
     *
     * @param seatline what a booking uses for it
     * @param naive what it uses in the naive design
     */
    record Difference(String cause, Usage seatline, Usage naive) {}

    /** All that differs. */
    List<Difference> differences() {
        return List.of(
                new Difference(
                        "ends of holds: index, ticks' messages, due function; or schedules and messages",
                        mix.usage(ledger).only(OF_DEADLINES),
                        endsOfHolds()),
                new Difference(
                        "an item for each seat of a show",
                        Usage.NONE,
                        seatsOfAShow().times(mix.shows())),
                acts(
                        "seat maps: a snapshot, or all seats for each view",
                        Acts.MAP_FIRST,
                        Acts.MAP_FIRST_FULL,
                        Acts.MAP_NEXT),
                acts("losing reserves", Acts.LOSE_KNOWN, Acts.LOSE_FIRST));
    }

    private Difference acts(String cause, String... acts) {
        Usage seatline = Usage.NONE;
        Usage naive = Usage.NONE;
        for (Mix.Share share : mix.shares()) {
            if (List.of(acts).contains(share.act())) {
                seatline = seatline.plus(ledger.usage(share.act()).times(share.times()));
                naive = naive.plus(of(share.act()).times(share.times()));
            }
        }
        return new Difference(cause, seatline, naive);
    }

    private Usage endsOfHolds() {
        double holds = mix.reserves() + mix.offersMade();
        return endOfAHold().times(holds).plus(release().times(mix.expiries()));
    }

    /** An act without what only Seatline does: the index of what is due, its queue, and a snapshot that others share. */
    private Usage of(String act) {
        String here =
                switch (act) {
                    case Acts.MAP_FIRST, Acts.MAP_NEXT -> Acts.MAP_FIRST_FULL;
                    case Acts.LOSE_KNOWN -> Acts.LOSE_FIRST;
                    default -> act;
                };
        Predicate<Usage.Key> answer = key -> key.metric() == Metric.BYTES_OUT;
        return ledger.usage(here)
                .only(OF_DEADLINES.or(answer).negate())
                .plus(ledger.usage(act).only(answer));
    }

    /** The schedule fires, its message is received and deleted, the booking is read. */
    private Usage endOfAHold() {
        Usage expiry = ledger.usage(Acts.EXPIRE);
        double millis = expiry.by(DEADLINE, Metric.MILLISECONDS) / Math.max(1, expiry.by(DEADLINE, Metric.INVOCATIONS));
        Map<Usage.Key, Double> counts = new HashMap<>();
        counts.put(new Usage.Key("Scheduler", Metric.SCHEDULES, ""), 1.0);
        counts.put(new Usage.Key("Scheduler", Metric.SENDS, QUEUE), 1.0);
        counts.put(new Usage.Key(DEADLINE, Metric.RECEIVES, QUEUE), 1.0);
        counts.put(new Usage.Key(DEADLINE, Metric.DELETES, QUEUE), 1.0);
        counts.put(new Usage.Key(DEADLINE, Metric.INVOCATIONS, QUEUE), 1.0);
        counts.put(new Usage.Key(DEADLINE, Metric.MILLISECONDS, ""), millis);
        counts.put(new Usage.Key(DEADLINE, Metric.READ_UNITS, BOOKINGS), 1.0);
        counts.put(new Usage.Key(DEADLINE, Metric.TABLE_CALLS, "GetItem"), 1.0);
        // The function that holds the seats waits for CreateSchedule, too.
        counts.put(new Usage.Key("ReserveHandler", Metric.TABLE_CALLS, "CreateSchedule"), 1.0);
        return new Usage(counts);
    }

    /** MoMo is asked, and one transaction frees the seats and ends the booking, its payment and its active hold. */
    private static Usage release() {
        return new Usage(Map.of(
                new Usage.Key(DEADLINE, Metric.MOMO_CALLS, "QUERY"),
                1.0,
                new Usage.Key(DEADLINE, Metric.TABLE_CALLS, "TransactWriteItems"),
                1.0,
                new Usage.Key(DEADLINE, Metric.WRITE_UNITS, CLAIMS),
                (double) TRANSACTION * Mix.SEATS,
                new Usage.Key(DEADLINE, Metric.WRITE_UNITS, BOOKINGS),
                (double) TRANSACTION * 3,
                new Usage.Key(DEADLINE, Metric.INDEX_WRITE_UNITS, BOOKINGS + "/by_customer"),
                1.0));
    }

    /** A put for each seat, twenty-five a call. */
    private static Usage seatsOfAShow() {
        return new Usage(Map.of(
                new Usage.Key("ImportHandler", Metric.WRITE_UNITS, CLAIMS),
                (double) Cinema.SEATS,
                new Usage.Key("ImportHandler", Metric.TABLE_CALLS, "BatchWriteItem"),
                Cinema.SEATS / 25.0));
    }
}
