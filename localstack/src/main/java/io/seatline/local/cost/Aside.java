package io.seatline.local.cost;

/** What the measuring itself takes of an invocation's time, on the invocation's thread. */
final class Aside {
    private final ThreadLocal<long[]> nanos = ThreadLocal.withInitial(() -> new long[1]);

    void run(Runnable measuring) {
        long began = System.nanoTime();
        try {
            measuring.run();
        } finally {
            nanos.get()[0] += System.nanoTime() - began;
        }
    }

    /** What it was since the last time it was taken on this thread. */
    long takeNanos() {
        long taken = nanos.get()[0];
        nanos.get()[0] = 0;
        return taken;
    }
}
