package io.seatline.lambda.runtime;

import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs reads before Lambda takes the snapshot that environments start from. The reads find nothing; they load classes
 * and set up TLS before the snapshot instead of during the first request.
 *
 * <p>Steps only read. They create nothing unique, because every environment would get the same value, and they fetch no
 * secrets. Connections from these reads are not reused: the JDK closes connections after five seconds of idle time, and
 * a snapshot is never restored that soon. A failed step is logged, and the version is still published.
 */
final class Priming implements Resource {
    private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

    private final List<Runnable> steps;

    Priming(List<Runnable> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Registers for the snapshot. The caller must keep this object, because the runtime refers to it only weakly. */
    void register() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException | LinkageError fault) {
                LOG.warn("priming failed; the function works, but starts slower", fault);
            }
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing to restore.
    }
}
