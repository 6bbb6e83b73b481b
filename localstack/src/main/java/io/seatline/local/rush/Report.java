package io.seatline.local.rush;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.seatline.events.metric.Metric;
import io.seatline.local.LocalMetrics;
import io.seatline.local.audit.Audit;
import io.seatline.local.cost.Crowd;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run found.
 *
 * @param date when, RFC 3339 in UTC
 * @param machine where
 * @param seed repeats its choices
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Report(
        String date,
        String machine,
        long seed,
        Optional<OfCapacity> capacity,
        Optional<OfPremiere> premiere,
        Optional<OfStorm> storm,
        Optional<OfCost> cost) {

    /**
     * How much the whole system takes.
     *
     * @param engine the engine alone, before and after the holds
     * @param share what the whole system makes of the engine's own rate of holds, 0 to 1
     * @param contested many customers at the same triples of seats
     * @param freed how soon a cancelled seat is public again; its answers are those of the clients that hammer the seats
     */
    record OfCapacity(
            List<Measured> engine,
            double share,
            Measured hold,
            Measured refusal,
            Measured seatMap,
            Measured unchangedSeatMap,
            Measured contested,
            Measured freed,
            Audit audit) {}

    /** Within which milliseconds half, 99 of 100, and all of something happened. */
    record Lag(long p50, long p99, long max) {
        static Lag of(LocalMetrics metrics, Metric metric) {
            return new Lag(
                    metrics.within(50, metric).toMillis(),
                    metrics.within(99, metric).toMillis(),
                    metrics.within(100, metric).toMillis());
        }
    }

    /**
     * What became of the customers.
     *
     * @param tooMany how many requests were told that too many wanted these seats at once
     * @param transactions how many transactions were tried, those again that met another one included
     * @param conflicts how many of them met another one at an item
     * @param holdExpiryLag how long after their end holds ended
     * @param offerHandoff how long after they were freed seats were handed on: offered or, where nobody waits, made public
     */
    record OfPremiere(
            List<Measured> requests,
            Map<Metric, Long> business,
            long tooMany,
            long transactions,
            long conflicts,
            Lag holdExpiryLag,
            Lag offerHandoff,
            Audit audit) {

        /** What the customers did; of each show and second, one look and one loser read, the others share. */
        Crowd crowd(int shows) {
            long maps = times("seat map", 200);
            long losses = times("reserve", 403);
            long fresh = (long) (shows * seconds());
            long paidOffers = times("pay an offer", 200);
            long paid = times("MoMo's page", 200);
            return new Crowd(
                    Math.min(maps, fresh),
                    Math.max(0, maps - fresh),
                    Math.min(losses, fresh),
                    Math.max(0, losses - fresh),
                    times("reserve", 201),
                    paid - paidOffers,
                    business.get(Metric.HOLD_EXPIRED),
                    paidOffers,
                    times("join the line", 202),
                    times("entry_id", 200),
                    times("leave the line", 204));
        }

        private long times(String what, int status) {
            return requests.stream()
                    .filter(measured -> measured.what().equals(what))
                    .mapToLong(measured -> measured.answers().getOrDefault(status, 0L))
                    .sum();
        }

        private double seconds() {
            return requests.stream()
                    .mapToDouble(measured -> measured.count() / measured.perSecond())
                    .max()
                    .orElse(0);
        }
    }

    /** What became of many holds that ran out within a minute. */
    record OfStorm(
            int holds,
            long expired,
            long offers,
            List<Measured> requests,
            Lag holdExpiryLag,
            Lag offerHandoff,
            Audit audit) {}

    /**
     * What AWS would charge, US dollars at list prices.
     *
     * @param premiere for what the premiere's customers did
     * @param million for a million bookings of two seats with all that usually comes with them, see {@code -Pcost}
     * @param naiveMillion the same in a design with a schedule and a message for each hold, and an item for each seat
     */
    record OfCost(List<Crowd.Line> premiere, double million, double naiveMillion) {}

    /** Every broken promise of the run. */
    List<String> breaches() {
        return Stream.of(capacity.map(OfCapacity::audit), premiere.map(OfPremiere::audit), storm.map(OfStorm::audit))
                .flatMap(Optional::stream)
                .flatMap(audit -> audit.breaches().stream())
                .toList();
    }

    /** For a person. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("%n%s, %s, seed %d%n".formatted(date, machine, seed));
        capacity.ifPresent(found -> capacity(text, found));
        premiere.ifPresent(found -> premiere(text, found));
        storm.ifPresent(found -> storm(text, found));
        cost.ifPresent(found -> cost(text, found));
        List<String> breaches = breaches();
        text.append(
                breaches.isEmpty()
                        ? "%nNo seat had two owners, no payment was lost, nobody jumped the line.%n".formatted()
                        : "%nBROKEN PROMISES (%d):%n".formatted(breaches.size()));
        breaches.stream()
                .limit(20)
                .forEach(breach -> text.append("  ").append(breach).append('\n'));
        return text.toString();
    }

    private static void capacity(StringBuilder text, OfCapacity found) {
        text.append("%nCapacity: each connection asks again as soon as it is answered%n".formatted());
        heading(text);
        found.engine().forEach(measured -> line(text, measured));
        Stream.of(
                        found.hold(),
                        found.refusal(),
                        found.seatMap(),
                        found.unchangedSeatMap(),
                        found.contested(),
                        found.freed())
                .forEach(measured -> line(text, measured));
        text.append(
                "  The whole system holds seats at %.0f %% of the engine's own rate.%n".formatted(found.share() * 100));
        audit(text, found.audit());
    }

    private static void premiere(StringBuilder text, OfPremiere found) {
        text.append(
                "%nPremiere: customers come when they like; waits count from when a request was meant%n".formatted());
        heading(text);
        found.requests().forEach(measured -> line(text, measured));
        text.append("  ")
                .append(found.business().entrySet().stream()
                        .map(one -> one.getKey().metricName() + " " + one.getValue())
                        .collect(Collectors.joining(", ")));
        text.append("%n  %d transactions, %d of them met another one; %d requests were told to try again%n"
                .formatted(found.transactions(), found.conflicts(), found.tooMany()));
        lags(text, found.holdExpiryLag(), found.offerHandoff());
        audit(text, found.audit());
    }

    private static void storm(StringBuilder text, OfStorm found) {
        text.append("%nStorm: %d holds that run out within one minute, %d expired, %d offers made%n"
                .formatted(found.holds(), found.expired(), found.offers()));
        heading(text);
        found.requests().forEach(measured -> line(text, measured));
        lags(text, found.holdExpiryLag(), found.offerHandoff());
        audit(text, found.audit());
    }

    private static void cost(StringBuilder text, OfCost found) {
        text.append("%nCost on AWS: times x what one uses (item sizes, runs, messages) x list prices, see -Pcost%n"
                .formatted());
        found.premiere()
                .forEach(line -> text.append(String.format(
                        Locale.ROOT,
                        "  %-45s %7d x %6.2f $ a million = %8.5f $%n",
                        line.act(),
                        line.times(),
                        line.dollarsAMillion(),
                        line.dollars())));
        text.append(String.format(
                Locale.ROOT,
                "  the premiere %.4f $; a million two-seat bookings with what usually comes with them %.0f $%n  (%.0f $ in a design with a schedule and a message for each hold and an item for each seat of every show)%n",
                found.premiere().stream().mapToDouble(Crowd.Line::dollars).sum(),
                found.million(),
                found.naiveMillion()));
    }

    private static void heading(StringBuilder text) {
        text.append("  %-26s %9s %9s %9s %9s %9s  %s%n"
                .formatted("", "answers", "a second", "p50 ms", "p99 ms", "max ms", "by status"));
    }

    private static void line(StringBuilder text, Measured m) {
        text.append(String.format(
                Locale.ROOT,
                "  %-26s %9d %9.0f %9.1f %9.1f %9.1f  %s%n",
                m.what(),
                m.count(),
                m.perSecond(),
                m.p50(),
                m.p99(),
                m.max(),
                new TreeMap<>(m.answers())));
    }

    private static void lags(StringBuilder text, Lag expiry, Lag handoff) {
        text.append("  holds ended after their time: p50 %d ms, p99 %d ms, at most %d ms%n"
                .formatted(expiry.p50(), expiry.p99(), expiry.max()));
        text.append("  freed seats were handed on, offered or made public, after: p50 %d ms, p99 %d ms, at most %d ms%n"
                .formatted(handoff.p50(), handoff.p99(), handoff.max()));
    }

    private static void audit(StringBuilder text, Audit audit) {
        text.append("  audited, warm-up included: %d changes of %d bookings, %d paid, %d offers, %d payments; %s%n"
                .formatted(
                        audit.changes(),
                        audit.bookings(),
                        audit.paid(),
                        audit.offers(),
                        audit.captured(),
                        audit.breaches().isEmpty()
                                ? "every promise was kept"
                                : audit.breaches().size() + " BREACHES"));
    }
}
