package io.seatline.local.rush;

import io.seatline.local.cost.CostReport;
import io.seatline.local.cost.Crowd;
import io.seatline.local.cost.LedgerRun;
import io.seatline.local.cost.Mix;
import java.util.List;

/**
 * What AWS would charge, in US dollars at list prices.
 *
 * @param premiere for what the premiere's customers did
 * @param million for a million bookings of two seats with all that usually comes with them, see {@code -Pcost}
 * @param naiveMillion for the same in the design that Seatline is compared with
 */
record PremiereCost(List<Crowd.Line> premiere, double million, double naiveMillion) {
    /** Usage does not depend on the machine, so that one repetition of each act is enough. */
    private static final int REPETITIONS = 1;

    private static final int ACTS = 25;

    static PremiereCost of(Premiere.Result premiere, int shows, Progress progress) throws InterruptedException {
        CostReport report = progress.counting(
                "calculating the cost",
                ACTS,
                done -> CostReport.of(
                        new LedgerRun(REPETITIONS, REPETITIONS, _ -> done.incrementAndGet()), Mix.usual()));
        return new PremiereCost(
                crowd(premiere, shows).priced(report.ledger(), report.mix()),
                report.bill().dollars(),
                report.naive().dollars());
    }

    /** Of each show and second, one look at the seat map and one refusal read the tables; the others share them. */
    private static Crowd crowd(Premiere.Result premiere, int shows) {
        double seconds = premiere.requests().stream()
                .mapToDouble(result -> result.count() / result.perSecond())
                .max()
                .orElse(0);
        long fresh = (long) (shows * seconds);
        long maps = premiere.count(SimulatedCustomer.SEAT_MAP, 200);
        long losses = premiere.count(SimulatedCustomer.RESERVE, 403);
        long paidOffers = premiere.count(SimulatedCustomer.PAY_OFFER, 200);
        return new Crowd(
                Math.min(maps, fresh),
                Math.max(0, maps - fresh),
                Math.min(losses, fresh),
                Math.max(0, losses - fresh),
                premiere.count(SimulatedCustomer.RESERVE, 201),
                premiere.count(SimulatedCustomer.PAY_PAGE, 200) - paidOffers,
                premiere.business().get("HoldExpired"),
                paidOffers,
                premiere.count(SimulatedCustomer.JOIN, 202),
                premiere.count(SimulatedCustomer.POSITION, 200),
                premiere.count(SimulatedCustomer.LEAVE, 204));
    }

    String text() {
        StringBuilder text = new StringBuilder("%nCost on AWS: times x usage x list prices, see -Pcost%n".formatted());
        premiere.forEach(line -> text.append("  %-45s %7d x %6.2f $ a million = %8.5f $%n"
                .formatted(line.act(), line.times(), line.dollarsAMillion(), line.dollars())));
        return text.append("""
                  the premiere %.4f $; a million two-seat bookings with what usually comes with them %.0f $
                  (%.0f $ in a design with a schedule and a message for each hold and an item for each seat of every show)
                """.formatted(
                        premiere.stream().mapToDouble(Crowd.Line::dollars).sum(), million, naiveMillion))
                .toString();
    }
}
