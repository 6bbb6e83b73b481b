package io.seatline.usecase.restore;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.usecase.port.Ledger.BookingDetails;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what no index finds: pages of whole tables, and items that may contradict one another. */
public interface TableScan {
    /** The tables, in the order in which they are reconciled. */
    enum Source {
        BOOKINGS,
        SEAT_CLAIMS,
        WAITLIST
    }

    /**
     * What a page of a table names.
     *
     * @param bookings of shows that are not over; only in Bookings
     * @param shows with claims, or with items in Waitlist
     * @param customers whose entries Waitlist lists
     * @param next continues after this page; empty on the last one
     */
    record Page(Set<BookingId> bookings, Set<ShowId> shows, Set<CustomerId> customers, Optional<String> next) {}

    /** Reads a page: the first one, or the one that {@code from} continues with. */
    Page page(Source source, Optional<String> from, Instant now);

    /** The booking with its payments and refunds as they are stored, even if they contradict one another. */
    Optional<BookingDetails> stored(BookingId id);

    /** All entries of a show. */
    List<WaitlistEntry> entries(ShowId show);

    /** The entry that each customer's item names as the live one. */
    Map<CustomerId, WaitlistEntryId> liveEntries(ShowId show);
}
