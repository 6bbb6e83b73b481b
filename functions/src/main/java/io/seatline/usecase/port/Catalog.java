package io.seatline.usecase.port;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Show;
import java.util.Optional;

/** Reads shows for booking. An answer may be up to four seconds old. A hall's layout never changes. */
public interface Catalog {
    /** The show with this id; empty if there is none, or if it ended long ago. */
    Optional<Show> show(ShowId id);
}
