package io.seatline.usecase.port;

import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistState;
import java.util.List;
import java.util.Optional;

/**
 * Reads waitlists. The {@link Ledger}'s transactions change them. Reads for decisions are consistent. Reads that
 * customers repeat often are eventually consistent, at half the cost, because all items of a show are in one partition
 * with limited read throughput.
 */
public interface Waitlist extends DeadlineIndex {

    /** A waitlist entry, read consistently. */
    Optional<WaitlistEntry> entry(WaitlistEntryId id);

    /** A waitlist entry, read eventually consistently: a new entry may not be found yet. */
    Optional<WaitlistEntry> recentEntry(WaitlistEntryId id);

    /** A customer's live entry for a show, of which there is at most one, read consistently. */
    Optional<WaitlistEntryId> entryOf(ShowId show, CustomerId customer);

    /** A customer's latest entries over all shows, read consistently. */
    CustomerEntries entriesOf(CustomerId customer);

    /** The state of a show's waitlist, read consistently. */
    WaitlistState state(ShowId show);

    /** The last change of a show's sales, read consistently. */
    SalesChange salesChange(ShowId show);

    /**
     * A show's entries that join or wait, or have left and are still counted, read consistently. Reads all entries of the
     * show.
     */
    List<WaitlistEntry> unfinishedEntries(ShowId show);

    /** A waiting party. */
    record Waiting(WaitlistEntryId entry, Party party, long place) {}

    /**
     * The earliest waiting party of each size and accessibility need, read consistently. Costs one small read for each
     * combination, independent of the waitlist's length.
     */
    List<Waiting> heads(ShowId show);

    /** The earliest waiting party of this size and accessibility need, read consistently. Costs one small read. */
    Optional<Waiting> head(ShowId show, Party party);

    /**
     * The number of waiting entries from one place (inclusive) to another (exclusive), read eventually consistently.
     */
    int waitingBetween(ShowId show, long from, long before);

    /** Some entries that wait, and the place after which there are more; empty on the last page. */
    record Page(List<WaitlistEntry> entries, Optional<Long> next) {}

    /**
     * The next waiting entries after a place, in order of their places, at most a hundred. Read eventually consistently:
     * some may be missing or have ended. Costs a query, and a read unit for every two entries.
     */
    Page waitingAfter(ShowId show, long place, int limit);
}
