package io.seatline.local.cost;

import java.util.Collection;

/**
 * Read and write units from sizes in bytes, by AWS's published rules: docs.aws.amazon.com/amazondynamodb, "DynamoDB read
 * and write operations" and "Amazon DynamoDB Transactions: how it works".
 */
public final class CapacityRules {
    private static final int WRITE_UNIT = 1024;
    private static final int READ_UNIT = 4 * 1024;
    private static final int TRANSACTION = 2;

    private CapacityRules() {}

    /** How a read is asked for; what it costs for each four kilobytes. */
    public enum Consistency {
        EVENTUAL(0.5),
        STRONG(1),
        TRANSACTIONAL(2);

        private final double units;

        Consistency(double units) {
            this.units = units;
        }

        /** Of {@code ConsistentRead}, where absent means no. */
        public static Consistency of(Boolean consistentRead) {
            return Boolean.TRUE.equals(consistentRead) ? STRONG : EVENTUAL;
        }
    }

    /** How a write is asked for. */
    public enum Writing {
        STANDARD(1),
        TRANSACTIONAL(TRANSACTION);

        private final int times;

        Writing(int times) {
            this.times = times;
        }
    }

    /**
     * A write of an item, or one whose condition failed: a unit for each kilobyte begun of the larger of what was and
     * what is, at least one.
     *
     * @param before its size before, 0 if there was none
     * @param after its size after, 0 if there is none
     */
    public static double write(long before, long after, Writing writing) {
        return writing.times * Math.max(1, ceil(Math.max(before, after), WRITE_UNIT));
    }

    /** A read of one item; of one that does not exist, too. */
    public static double readItem(long size, Consistency consistency) {
        return consistency.units * Math.max(1, ceil(size, READ_UNIT));
    }

    /** A page of a query: the sizes of all that was looked at are added up before they are rounded. */
    public static double query(Collection<Long> sizes, Consistency consistency) {
        return readItem(sizes.stream().mapToLong(Long::longValue).sum(), consistency);
    }

    private static long ceil(long size, int unit) {
        return (size + unit - 1) / unit;
    }
}
