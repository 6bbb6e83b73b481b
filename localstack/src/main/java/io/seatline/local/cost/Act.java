package io.seatline.local.cost;

import java.util.function.Supplier;

/**
 * Something that is done in Seatline and measured.
 *
 * @param name what it is called in the ledger
 * @param what what is done and what it includes
 * @param kind what it is about the ticks that happen meanwhile
 * @param prepare makes ready, unmeasured, and returns what is measured; called for each repetition
 */
record Act(String name, String what, Kind kind, Supplier<Runnable> prepare) {

    /** Whether time passes in it. */
    enum Kind {
        /** None does. */
        MOMENT,
        /** None does, and it is repeated a few times only, because making ready takes long. */
        RARE,
        /** Minutes do; the ticks of these minutes are not of the act's making. */
        MINUTES,
        /** It is the ticks that are measured. */
        TICKS
    }
}
