package io.seatline.domain.catalog;

import java.util.Optional;

/**
 * A cinema's policies. They apply to all its shows, also to those already loaded.
 *
 * @param refunds the terms on which customers may return seats; empty if they may not
 */
public record CinemaPolicies(Optional<Refunds> refunds, SeatRules seatRules) {
    /** No refunds by customers, and no rules for seats. */
    public static final CinemaPolicies NONE = new CinemaPolicies(Optional.empty(), SeatRules.NONE);

    /**
     * The terms on which customers may return seats.
     *
     * @param untilMinutes how many minutes before the start at the latest
     * @param feePercent what the cinema keeps of each returned seat's price, 0 to 100
     */
    public record Refunds(int untilMinutes, int feePercent) {}
}
