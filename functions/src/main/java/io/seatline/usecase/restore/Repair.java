package io.seatline.usecase.restore;

import io.seatline.usecase.port.Write;
import java.util.List;

/**
 * A contradiction in the restored tables, and the transaction that repairs it.
 *
 * @param kind what is wrong, such as {@code claim_missing}
 * @param item the id of the booking, the seat, the entry or the show
 * @param detail what was found, for the operator
 * @param writes one transaction, which names what was found; empty if only people can decide
 */
record Repair(String kind, String item, String detail, List<Write> writes) {
    Repair {
        writes = List.copyOf(writes);
    }

    /** A contradiction that only people can solve. */
    static Repair byHand(String kind, String item, String detail) {
        return new Repair(kind, item, detail, List.of());
    }
}
