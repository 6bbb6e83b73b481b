package io.seatline.usecase.port;

import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistState;
import java.util.List;
import java.util.Optional;

/**
 * Who waits for which show, changed by the {@link Ledger}'s transactions. Whatever decides is read consistently; what
 * customers look at again and again is read at half the cost, because all of a show's items stand in one partition,
 * which takes only so many reads a second.
 */
public interface Waitlist extends DeadlineIndex {

    /** A waitlist entry, read consistently. */
    Optional<WaitlistEntry> entry(WaitlistEntryId id);

    /** A waitlist entry as it is, or was a moment ago; one that was not there a moment ago may not be found. */
    Optional<WaitlistEntry> recentEntry(WaitlistEntryId id);

    /** A customer's one live entry for a show, read consistently. */
    Optional<WaitlistEntryId> entryOf(ShowId show, CustomerId customer);

    /** A show's waitlist in numbers, read consistently. */
    WaitlistState state(ShowId show);

    /** Somebody who waits. */
    record Waiting(WaitlistEntryId entry, Party party, long place) {}

    /**
     * The earliest waiting party of each kind and size, read consistently; costs a small read for each, however long
     * the line is.
     */
    List<Waiting> heads(ShowId show);

    /** The earliest waiting party of this kind and size, read consistently; one small read. */
    Optional<Waiting> head(ShowId show, Party party);

    /** How many wait, or waited a moment ago, at the places from one on and before another. */
    int waitingBetween(ShowId show, long from, long before);
}
