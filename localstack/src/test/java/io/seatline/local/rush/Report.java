package io.seatline.local.rush;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.seatline.local.LocalMetrics;
import io.seatline.local.audit.Audit;
import io.seatline.local.cost.Price;
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
        Optional<OfStorm> storm) {

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
        static Lag of(LocalMetrics metrics, String metric) {
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
     * @param bill what AWS would charge, US dollars
     */
    record OfPremiere(
            List<Measured> requests,
            Map<String, Long> business,
            long tooMany,
            long transactions,
            long conflicts,
            Lag holdExpiryLag,
            Lag offerHandoff,
            Map<Price, Double> bill,
            Audit audit) {}

    /** What became of many holds that ran out within a minute. */
    record OfStorm(
            int holds,
            long expired,
            long offers,
            List<Measured> requests,
            Lag holdExpiryLag,
            Lag offerHandoff,
            Audit audit) {}

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
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining(", ")));
        text.append("%n  %d transactions, %d of them met another one; %d requests were told to try again%n"
                .formatted(found.transactions(), found.conflicts(), found.tooMany()));
        lags(text, found.holdExpiryLag(), found.offerHandoff());
        cost(text, found.bill());
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

    private static void cost(StringBuilder text, Map<Price, Double> bill) {
        text.append("%nCost on AWS, at list prices, without storage and logs%n".formatted());
        bill.forEach((price, dollars) -> text.append(String.format(Locale.ROOT, "  %-12s %9.5f $%n", price, dollars)));
        double all = bill.values().stream().mapToDouble(Double::doubleValue).sum();
        text.append(String.format(Locale.ROOT, "  %-12s %9.5f $%n", "all", all));
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
