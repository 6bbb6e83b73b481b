package io.seatline.local.cost;

import java.util.List;
import java.util.stream.Stream;

/**
 * What customers did, by kind, to be priced with the ledger's acts.
 *
 * @param freshMaps looks at a seat map for which the claims were read
 * @param maps other looks at it
 * @param freshLosses reserves that wrote in vain, the first of a second to learn that seats are gone
 * @param losses reserves that were refused from the snapshot
 * @param holds seats held
 * @param payments holds that were paid
 * @param expiries holds that ran out, an offer's included
 * @param paidOffers offers that were paid
 */
public record Crowd(
        long freshMaps,
        long maps,
        long freshLosses,
        long losses,
        long holds,
        long payments,
        long expiries,
        long paidOffers,
        long joins,
        long positions,
        long leaves) {

    /**
     * A kind of act, how often it was done, and what a million of it costs.
     *
     * @param dollarsAMillion US dollars
     */
    public record Line(String act, long times, double dollarsAMillion) {
        /** US dollars. */
        public double dollars() {
            return times * dollarsAMillion / 1e6;
        }
    }

    /** What AWS would charge for it, act by act: times x what one uses x list prices. */
    public List<Line> priced(Ledger ledger, Mix mix) {
        return Stream.of(
                        line(Acts.MAP_FIRST_FULL, freshMaps, ledger, mix),
                        line(Acts.MAP_NEXT, maps, ledger, mix),
                        line(Acts.LOSE_FIRST, freshLosses, ledger, mix),
                        line(Acts.LOSE_KNOWN, losses, ledger, mix),
                        line(Acts.WIN.formatted(2), holds, ledger, mix),
                        line(Acts.PAY, payments, ledger, mix),
                        line(Acts.EXPIRE_OFFER, expiries, ledger, mix),
                        line(Acts.PAY_OFFER, paidOffers, ledger, mix),
                        line(Acts.JOIN, joins, ledger, mix),
                        line(Acts.POSITION, positions, ledger, mix),
                        line(Acts.LEAVE, leaves, ledger, mix))
                .filter(line -> line.times() > 0)
                .toList();
    }

    private static Line line(String act, long times, Ledger ledger, Mix mix) {
        return new Line(act, times, Bill.of(ledger.usage(act), ledger, mix).dollars() * 1e6);
    }
}
