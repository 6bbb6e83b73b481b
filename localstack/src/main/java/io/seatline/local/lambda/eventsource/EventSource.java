package io.seatline.local.lambda.eventsource;

/** A queue or stream shard that is read for a function. */
interface EventSource extends AutoCloseable {

    /** Starts reading. */
    void start();

    /** Whether everything there is to read has been read and processed. */
    boolean quiet();

    /** Stops reading. */
    @Override
    void close();
}
