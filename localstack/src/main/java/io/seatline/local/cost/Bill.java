package io.seatline.local.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * Dollars for a usage.
 *
 * @param lines what each kind costs
 */
public record Bill(List<Line> lines) {
    private static final double GIGABYTE = 1e9;
    private static final double MIB_OF_A_GB = 1024;
    private static final double MILLIS = 1000;
    private static final String FIFO = ".fifo";

    /** So many units at their price. */
    public record Line(Price price, String of, double quantity) {
        /** US dollars. */
        public double dollars() {
            return price.of(quantity);
        }
    }

    public Bill {
        lines = List.copyOf(lines);
    }

    /** US dollars. */
    public double dollars() {
        return lines.stream().mapToDouble(Line::dollars).sum();
    }

    /** The bill of what runs; storage, which is kept for months, is added by {@link #plus}. */
    public static Bill of(Usage usage, Ledger ledger, Mix mix) {
        List<Line> lines = new ArrayList<>();
        add(lines, Price.WRITE_UNITS, "tables", usage.of(Metric.WRITE_UNITS));
        add(lines, Price.WRITE_UNITS, "indexes", usage.of(Metric.INDEX_WRITE_UNITS));
        add(lines, Price.READ_UNITS, "tables", usage.of(Metric.READ_UNITS));
        add(lines, Price.READ_UNITS, "indexes", usage.of(Metric.INDEX_READ_UNITS));
        add(lines, Price.INVOCATIONS, "", usage.of(Metric.INVOCATIONS));
        add(lines, Price.COMPUTE, "", gigabyteSeconds(usage, ledger, mix));
        add(lines, Price.API_REQUESTS, "", usage.of(Metric.API_REQUESTS));
        add(lines, Price.DATA_OUT, "answers", usage.of(Metric.BYTES_OUT) / GIGABYTE);
        add(lines, Price.QUEUE_REQUESTS, "", requests(usage, false));
        add(lines, Price.FIFO_REQUESTS, "", requests(usage, true));
        add(lines, Price.EVENTS, "", usage.of(Metric.EVENTS));
        add(lines, Price.SCHEDULES, "", usage.of(Metric.SCHEDULES));
        double logs =
                usage.of(Metric.INVOCATIONS) * mix.logBytes() + usage.of(Metric.API_REQUESTS) * mix.accessLogBytes();
        add(lines, Price.LOGS, "", logs / GIGABYTE);
        return new Bill(lines);
    }

    private static void add(List<Line> lines, Price price, String of, double quantity) {
        if (quantity != 0) {
            lines.add(new Line(price, of, quantity));
        }
    }

    private static double requests(Usage usage, boolean fifo) {
        return List.of(Metric.SENDS, Metric.RECEIVES, Metric.DELETES).stream()
                .mapToDouble(metric -> usage.of(metric, queue -> queue.endsWith(FIFO) == fifo))
                .sum();
    }

    private static double gigabyteSeconds(Usage usage, Ledger ledger, Mix mix) {
        return usage.functions().stream()
                .filter(ledger.memoryMb()::containsKey)
                .mapToDouble(function ->
                        seconds(usage, function, mix) * ledger.memoryMb().get(function) / MIB_OF_A_GB)
                .sum();
    }

    /** How long a function runs: as measured here, and for each of its calls as long as it is away. */
    static double seconds(Usage usage, String function, Mix mix) {
        double calls = usage.by(function, Metric.TABLE_CALLS)
                + usage.by(function, Metric.SENDS)
                + usage.by(function, Metric.EVENTS);
        return (usage.by(function, Metric.MILLISECONDS)
                        + calls * mix.awsMs()
                        + usage.by(function, Metric.MOMO_CALLS) * mix.momoMs())
                / MILLIS;
    }

    /** With one more line. */
    public Bill plus(Price price, String of, double quantity) {
        List<Line> more = new ArrayList<>(lines);
        add(more, price, of, quantity);
        return new Bill(more);
    }

    /** So many times this. */
    public Bill times(double factor) {
        return new Bill(lines.stream()
                .map(line -> new Line(line.price(), line.of(), line.quantity() * factor))
                .toList());
    }
}
