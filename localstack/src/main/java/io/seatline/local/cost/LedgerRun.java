package io.seatline.local.cost;

import io.seatline.local.cost.Act.Kind;
import io.seatline.local.cost.Ledger.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;

/** Does every act, some times unmeasured and some times measured, and writes the ledger. */
public final class LedgerRun {
    /** Of what time passes through, three repetitions are enough: they are long. */
    private static final int LONG_REPETITIONS = 3;

    /** What the ticks do anyway, whatever is due; what they send is of the act. */
    private static final Set<Metric> OF_TICKS =
            EnumSet.of(Metric.INVOCATIONS, Metric.MILLISECONDS, Metric.INDEX_READ_UNITS, Metric.TABLE_CALLS);

    private static final String TICKER = "ExpireHandler";
    private static final int BYTES_STORED_BESIDE_AN_ITEM = 100;

    private final int warmUps;
    private final int repetitions;
    private final Consumer<String> progress;

    /**
     * @param warmUps how often each act is done unmeasured before; times are of a warm machine
     * @param repetitions how often each act is measured
     * @param progress is told each act that begins
     */
    public LedgerRun(int warmUps, int repetitions, Consumer<String> progress) {
        this.warmUps = warmUps;
        this.repetitions = repetitions;
        this.progress = progress;
    }

    /**
     * Starts a Seatline of its own, in memory, and measures.
     *
     * @throws IllegalStateException if an act did not go as it should or did something that has no known price
     */
    public Ledger write() {
        try (Measured seatline = new Measured()) {
            List<Act> acts = new Acts(seatline).all();
            List<Entry> entries = new ArrayList<>();
            for (Act act : acts) {
                progress.accept("%d of %d: %s".formatted(entries.size() + 1, acts.size(), act.name()));
                // What earlier acts left unpaid ends in between.
                seatline.pass(Measured.HOLD.plus(Duration.ofMinutes(3)));
                entries.add(new Entry(act.name(), act.what(), measure(seatline, act)));
            }
            Map<String, Integer> memory = new HashMap<>();
            seatline.seatline
                    .cloud()
                    .resolved()
                    .functions()
                    .forEach(function -> memory.put(
                            function.className().substring(function.className().lastIndexOf('.') + 1),
                            function.memoryMb()));
            return new Ledger(entries, memory, storedBytes(seatline));
        }
    }

    private Usage measure(Measured seatline, Act act) {
        boolean isLong = act.kind() != Kind.MOMENT;
        List<Usage> measured = new ArrayList<>();
        int unmeasured = isLong ? Math.min(1, warmUps) : warmUps;
        int all = unmeasured + (isLong ? Math.min(LONG_REPETITIONS, repetitions) : repetitions);
        for (int i = 0; i < all; i++) {
            if (act.kind() == Kind.MINUTES) {
                seatline.passToHalfAMinute();
            }
            Usage usage = seatline.measure(act.prepare().get());
            if (i >= unmeasured) {
                measured.add(usage);
            }
        }
        Usage median = Usage.median(measured);
        return act.kind() == Kind.MINUTES
                ? median.only(key -> !(key.function().equals(TICKER) && OF_TICKS.contains(key.metric())))
                : median;
    }

    /** What a booking that was reserved and paid leaves among the bookings; claims are gone a week after the show. */
    private static long storedBytes(Measured seatline) {
        long before = bytesOfBookings(seatline);
        String customer = seatline.customer();
        Seats seats = new Seats(seatline, () -> "show" + (Cinema.shows() - 1));
        var held = seats.reserve(customer, seats.next(2));
        seatline.approve(held.payUrl());
        seatline.settle();
        return bytesOfBookings(seatline) - before;
    }

    private static long bytesOfBookings(Measured seatline) {
        var cloud = seatline.seatline.cloud();
        String name = cloud.resolved().table("BookingsTable").name();
        var table =
                cloud.clients().dynamoDb().describeTable(r -> r.tableName(name)).table();
        long items = table.itemCount()
                + table.globalSecondaryIndexes().stream()
                        .mapToLong(GlobalSecondaryIndexDescription::itemCount)
                        .sum();
        long bytes = table.tableSizeBytes()
                + table.globalSecondaryIndexes().stream()
                        .mapToLong(GlobalSecondaryIndexDescription::indexSizeBytes)
                        .sum();
        return bytes + items * BYTES_STORED_BESIDE_AN_ITEM;
    }
}
