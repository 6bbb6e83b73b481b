package io.seatline.usecase.manage;

import io.seatline.domain.ShowId;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Waitlist;
import java.util.List;
import java.util.Optional;

/** Shows who waits for a show. */
public final class ShowWaitlist {
    private static final int PAGE_SIZE = 50;

    private final Catalog catalog;
    private final Waitlist waitlist;

    public ShowWaitlist(Catalog catalog, Waitlist waitlist) {
        this.catalog = catalog;
        this.waitlist = waitlist;
    }

    /** Some entries that wait, and the place after which there are more; empty on the last page. */
    public record Page(List<WaitlistEntry> entries, Optional<Long> next) {}

    /** The next fifty entries that wait after a place, in order of their places; empty for an unknown show. */
    public Optional<Page> page(ShowId id, long after) {
        return catalog.show(id).map(_ -> {
            // One entry more than the page holds tells whether another page follows.
            List<WaitlistEntry> found = waitlist.waitingAfter(id, after, PAGE_SIZE + 1);
            List<WaitlistEntry> onPage = found.stream().limit(PAGE_SIZE).toList();
            return new Page(
                    onPage.stream()
                            .filter(entry -> entry.state() == WaitlistEntryState.WAITING)
                            .toList(),
                    found.size() > PAGE_SIZE ? onPage.getLast().place() : Optional.empty());
        });
    }
}
