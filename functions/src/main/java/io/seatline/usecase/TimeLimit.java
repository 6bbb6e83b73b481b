package io.seatline.usecase;

/** When who works in steps has to stop between two of them; what is left to do is done when it is called again. */
@FunctionalInterface
public interface TimeLimit {

    /** Whether there is too little time left for another step. */
    boolean isReached();

    /**
     * Goes on only while there is time.
     *
     * @param what is done in steps
     * @throws OutOfTime if the limit is reached
     */
    default void check(String what) {
        if (isReached()) {
            throw new OutOfTime(what);
        }
    }

    /** The work is not done, and nothing of it is half done: the next call goes on with it. */
    final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfTime(String what) {
            super(what + " takes longer than one invocation and goes on in the next");
        }
    }
}
