package io.seatline.local.lambda.eventsource;

/** What a function is invoked by, besides callers. */
public interface EventSource extends AutoCloseable {

    /** Starts to read. */
    void start();

    /** Whether everything there is to read has been read and worked off. */
    boolean quiet();

    /** Stops to read. */
    @Override
    void close();
}
