package io.seatline.lambda.runtime;

import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a function does before Lambda takes the snapshot that its environments start from: it reads what is not there, so
 * that classes are loaded and TLS is set up in the snapshot and not while a customer waits.
 *
 * <p>A step only reads. Nothing unique is made, for each environment would have the same, and no secret is fetched. The
 * connections that the steps leave behind are not used again: the JDK keeps none that was idle for five seconds, and no
 * snapshot is restored that soon. A step that fails is logged, and the version is published all the same.
 */
final class Priming implements Resource {
    private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

    private final List<Runnable> steps;

    Priming(List<Runnable> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Waits for the snapshot. Whoever calls keeps this object: the runtime itself holds it by a weak reference. */
    void await() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException | LinkageError fault) {
                LOG.warn("priming failed; the function works all the same, and starts slower", fault);
            }
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // There is nothing to make good.
    }
}
