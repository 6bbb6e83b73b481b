package io.seatline.local.cost;

import java.util.List;

/**
 * The whole: what was measured, what it costs, and how far it goes.
 *
 * @param bill a million paid bookings of two seats, all in but the month's fixed cost
 * @param naive the same in the design that Seatline is compared with
 * @param month what a month costs besides, whoever books
 */
public record CostReport(Ledger ledger, Mix mix, Bill bill, Bill naive, Bill month, ScaleModel scale) {
    private static final double BOOKINGS = 1e6;
    private static final double GIGABYTE = 1e9;

    /** Measures and reckons; takes minutes. */
    public static CostReport of(LedgerRun run, Mix mix) {
        return of(run.write(), mix);
    }

    /** Reckons. */
    public static CostReport of(Ledger ledger, Mix mix) {
        double stored = ledger.storedBytes() / GIGABYTE * (1 + mix.expiries() + mix.cancels()) * mix.monthsStored();
        return new CostReport(
                ledger,
                mix,
                million(mix.usage(ledger), stored, ledger, mix),
                million(new NaiveDesign(ledger, mix).usage(), stored, ledger, mix),
                new FixedCost().month(ledger, mix),
                ScaleModel.of(ledger, mix));
    }

    private static Bill million(Usage booking, double stored, Ledger ledger, Mix mix) {
        return Bill.of(booking, ledger, mix)
                .plus(Price.STORAGE, "bookings", stored)
                .plus(Price.RECOVERY, "bookings", stored)
                .times(BOOKINGS);
    }

    /**
     * A promise about what an act costs.
     *
     * @param promise what was promised
     * @param measured what was measured
     * @param kept whether it is so
     */
    public record Target(String promise, String measured, boolean kept) {}

    /** The promises, and what was measured. */
    public List<Target> targets() {
        Usage lost = ledger.usage(Acts.LOSE_KNOWN);
        Usage first = ledger.usage(Acts.MAP_FIRST);
        Usage next = ledger.usage(Acts.MAP_NEXT);
        return List.of(
                new Target(
                        "a losing reserve in the snapshot: no write, no read",
                        "%.0f write units, %.1f read units, %.0f calls of DynamoDB"
                                .formatted(
                                        lost.of(Metric.WRITE_UNITS),
                                        lost.of(Metric.READ_UNITS),
                                        lost.of(Metric.TABLE_CALLS)),
                        lost.of(Metric.TABLE_CALLS) == 0),
                new Target(
                        "a seat map: one claims query for each environment and second",
                        "first view %.0f query, any other %.0f"
                                .formatted(first.of(Metric.TABLE_CALLS), next.of(Metric.TABLE_CALLS)),
                        first.of(Metric.TABLE_CALLS) == 1 && next.of(Metric.TABLE_CALLS) == 0),
                winning(1),
                winning(2),
                winning(4),
                winning(10));
    }

    /** Two write units for each of n seats, the booking and the active hold; the payment attempt's two are beside it. */
    private Target winning(int seats) {
        Usage act = ledger.usage(Acts.WIN.formatted(seats))
                .only(key -> key.function().equals("ReserveHandler"));
        double writes = act.of(Metric.WRITE_UNITS);
        double transactions = act.of(Metric.TABLE_CALLS, "TransactWriteItems"::equals);
        double others = act.of(Metric.TABLE_CALLS) + act.of(Metric.SENDS) + act.of(Metric.EVENTS) - transactions;
        double most = 2 * (seats + 2) + 2;
        return new Target(
                "a winning reserve of %d: one transaction of at most 2(n+2) = %d write units, the payment attempt's 2 beside"
                        .formatted(seats, 2 * (seats + 2)),
                "%.0f transaction, %.0f write units (%.0f + 2), %.0f of indexes, %.1f read units, %.0f other calls"
                        .formatted(
                                transactions,
                                writes,
                                writes - 2,
                                act.of(Metric.INDEX_WRITE_UNITS),
                                act.of(Metric.READ_UNITS),
                                others),
                transactions == 1 && writes <= most && others == 0 && act.of(Metric.READ_UNITS) == 0);
    }
}
