package io.seatline.usecase.port;

import io.seatline.domain.ShowId;
import io.seatline.domain.catalog.Show;
import java.util.Optional;

/** The catalog as the selling side sees it; answers may be a minute old, a hall's layout never changes. */
public interface Catalog {
    /** The show with this id. */
    Optional<Show> show(ShowId id);
}
