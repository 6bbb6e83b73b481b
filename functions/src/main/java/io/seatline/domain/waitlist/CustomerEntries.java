package io.seatline.domain.waitlist;

import io.seatline.domain.CustomerId;
import io.seatline.domain.Policies;
import io.seatline.domain.WaitlistEntryId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Limits a customer to {@link Policies#MAX_ENTRIES} live waitlist entries over all shows. Only joins change it, so it may
 * name entries that have ended.
 *
 * @param entries oldest first
 * @param keptUntil when DynamoDB may delete the item: later than all of its entries
 * @param version counts the changes; 0 if the customer never joined a waitlist
 */
public record CustomerEntries(CustomerId customer, List<WaitlistEntryId> entries, Instant keptUntil, long version) {

    public CustomerEntries {
        entries = List.copyOf(entries);
    }

    /** The entries of a customer who never joined a waitlist. */
    public static CustomerEntries none(CustomerId customer) {
        return new CustomerEntries(customer, List.of(), Instant.EPOCH, 0);
    }

    /** Whether the list has the maximum number of entries, of which some may have ended. */
    public boolean isFull() {
        return entries.size() >= Policies.MAX_ENTRIES;
    }

    /** Adds a new entry and keeps only these older ones. */
    public CustomerEntries joined(WaitlistEntry entry, List<WaitlistEntryId> live) {
        return new CustomerEntries(
                customer,
                Stream.concat(live.stream(), Stream.of(entry.id())).toList(),
                entry.keptUntil().isAfter(keptUntil) ? entry.keptUntil() : keptUntil,
                version + 1);
    }
}
