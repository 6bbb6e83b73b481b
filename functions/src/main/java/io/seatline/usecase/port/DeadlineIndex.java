package io.seatline.usecase.port;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Where what is unfinished is found by its due time. */
public interface DeadlineIndex {
    /** What of a shard (0-based) is due by a time, earliest first, in pages, by an index that may lag. */
    void forEachDeadline(int shard, Instant by, Consumer<List<PendingDeadline>> page);
}
