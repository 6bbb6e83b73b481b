package io.seatline.usecase;

/** The time limit of work that runs in steps and can stop between two of them. The next call does the rest. */
@FunctionalInterface
public interface TimeLimit {

    /** Whether too little time is left for another step. */
    boolean isReached();

    /**
     * Throws if the limit is reached.
     *
     * @param what the work's name, for the exception
     * @throws OutOfTime if the limit is reached
     */
    default void check(String what) {
        if (isReached()) {
            throw new OutOfTime(what);
        }
    }

    /** The work stopped between two steps because of the time limit. The next call continues it. */
    final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfTime(String what) {
            super(what + " needs more than one invocation; the next one continues it");
        }
    }
}
