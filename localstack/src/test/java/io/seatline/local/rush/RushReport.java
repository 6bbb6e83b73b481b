package io.seatline.local.rush;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.seatline.local.audit.Audit;
import io.seatline.local.cost.Price;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of a run; empty for a part that was not run.
 *
 * @param date RFC 3339 in UTC
 * @param seed repeats the run's random choices
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RushReport(
        String date,
        String machine,
        long seed,
        Optional<Capacity.Result> capacity,
        Optional<Premiere.Result> premiere,
        Optional<Storm.Result> storm,
        Optional<LoadResult> admissions) {
    private static final int BREACHES_PRINTED = 20;

    /** Returns every broken promise of the run. */
    List<String> breaches() {
        return Stream.of(
                        capacity.map(Capacity.Result::audit),
                        premiere.map(Premiere.Result::audit),
                        storm.map(Storm.Result::audit))
                .flatMap(Optional::stream)
                .flatMap(audit -> audit.breaches().stream())
                .toList();
    }

    /** Returns the report as text. */
    String text() {
        List<String> breaches = breaches();
        StringBuilder text = new StringBuilder("%n%s, %s, seed %d%n".formatted(date, machine, seed));
        capacity.map(RushReport::text).ifPresent(text::append);
        premiere.map(RushReport::text).ifPresent(text::append);
        storm.map(RushReport::text).ifPresent(text::append);
        admissions.map(RushReport::text).ifPresent(text::append);
        if (capacity.isEmpty() && premiere.isEmpty() && storm.isEmpty()) {
            // Admissions are not audited: the run fails if a ticket is not admitted.
            return text.toString();
        }
        text.append(
                breaches.isEmpty()
                        ? "%nNo seat had two owners, no payment was lost, nobody bypassed the waitlist.%n".formatted()
                        : "%nBROKEN PROMISES (%d):%n".formatted(breaches.size()));
        breaches.stream()
                .limit(BREACHES_PRINTED)
                .forEach(breach -> text.append("  ").append(breach).append('\n'));
        return text.toString();
    }

    private static String text(Capacity.Result found) {
        return "%nCapacity: each connection sends its next request as soon as the last one is answered%n".formatted()
                + table(found.loads())
                + "  Seatline holds seats at %.0f %% of the engine's own rate.%n".formatted(found.share() * 100)
                + text(found.audit());
    }

    private static String text(Premiere.Result found) {
        return "%nPremiere: customers arrive at random times; waits count from a request's scheduled time%n".formatted()
                + table(found.requests().stream())
                + "  %s%n".formatted(found.business())
                + "  %d transactions, %d of them conflicted; %d reserves were answered with too_many_at_once%n"
                        .formatted(found.transactions(), found.conflicts(), found.tooMany())
                + text(found.holdExpiryLag(), found.offerHandoff())
                + bill(found.bill())
                + text(found.audit());
    }

    private static String bill(Map<Price, Double> bill) {
        double total = bill.values().stream().mapToDouble(Double::doubleValue).sum();
        return bill.entrySet().stream()
                .map(item -> "%s %.5f, ".formatted(item.getKey(), item.getValue()))
                .collect(Collectors.joining(
                        "", "  on AWS, in dollars at list prices: ", "total %.5f%n".formatted(total)));
    }

    private static String text(Storm.Result found) {
        return "%nStorm: %d holds that expire within one minute, %d expired, %d offers made%n"
                        .formatted(found.holds(), found.expired(), found.offers())
                + table(found.requests().stream())
                + text(found.holdExpiryLag(), found.offerHandoff())
                + text(found.audit());
    }

    private static String text(LoadResult admissions) {
        return "%nAdmissions: doors scan tickets at random times; waits count from a scan's scheduled time%n"
                        .formatted()
                + table(Stream.of(admissions));
    }

    private static String table(Stream<LoadResult> results) {
        StringBuilder table = new StringBuilder("  %-26s %9s %9s %9s %9s %9s  %s%n"
                .formatted("", "answers", "a second", "p50 ms", "p99 ms", "max ms", "by status"));
        results.forEach(result -> table.append("  %-26s %9d %9.0f %9.1f %9.1f %9.1f  %s%n"
                .formatted(
                        result.kind(),
                        result.count(),
                        result.perSecond(),
                        result.p50(),
                        result.p99(),
                        result.max(),
                        result.statuses())));
        return table.toString();
    }

    private static String text(Lag expiry, Lag handoff) {
        return "  holds ended after their time: p50 %d ms, p99 %d ms, at most %d ms%n"
                        .formatted(expiry.p50(), expiry.p99(), expiry.max())
                + "  freed seats were offered or made public after: p50 %d ms, p99 %d ms, at most %d ms%n"
                        .formatted(handoff.p50(), handoff.p99(), handoff.max());
    }

    private static String text(Audit audit) {
        return "  audited, warm-up included: %d changes of %d bookings, %d paid, %d offers, %d payments; %s%n"
                .formatted(
                        audit.changes(),
                        audit.bookings(),
                        audit.paid(),
                        audit.offers(),
                        audit.captured(),
                        audit.breaches().isEmpty()
                                ? "every promise was kept"
                                : audit.breaches().size() + " BREACHES");
    }
}
