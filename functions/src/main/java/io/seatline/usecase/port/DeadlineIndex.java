package io.seatline.usecase.port;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** An index of deadlines by time. */
public interface DeadlineIndex {
    /** Reads the deadlines of a shard (0-based) up to a time, earliest first, in pages. The index may lag. */
    void forEachDeadline(int shard, Instant by, Consumer<List<PendingDeadline>> page);
}
