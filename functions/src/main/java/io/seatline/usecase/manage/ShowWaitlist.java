package io.seatline.usecase.manage;

import io.seatline.domain.ShowId;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Waitlist;
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

    /** The next fifty entries that wait after a place, in order of their places; empty for an unknown show. */
    public Optional<Waitlist.Page> page(ShowId id, long after) {
        return catalog.show(id).map(_ -> waitlist.waitingAfter(id, after, PAGE_SIZE));
    }
}
