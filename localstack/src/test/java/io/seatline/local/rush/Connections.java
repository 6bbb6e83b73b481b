package io.seatline.local.rush;

import io.seatline.local.rush.Connection.Answer;
import io.seatline.local.rush.Connection.Request;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** As many connections as there are requests at a time; each is used again. */
final class Connections implements AutoCloseable {
    /** The server closes those that are idle for 30 seconds. */
    private static final Duration USABLE_FOR = Duration.ofSeconds(20);

    private record Idle(Connection connection, long since) {}

    private final URI base;
    private final Timings timings;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

    Connections(URI base, Timings timings) {
        this.base = base;
        this.timings = timings;
    }

    /**
     * Sends a request and records how long the customer waited.
     *
     * @param what the kind of request
     * @param meant when it was meant to be sent, {@link System#nanoTime}
     */
    Answer send(String what, long meant, Request request) {
        Connection connection = open();
        Answer answer = connection.send(request);
        idle.push(new Idle(connection, System.nanoTime()));
        timings.answered(what, meant, answer.status());
        return answer;
    }

    private Connection open() {
        Idle found = idle.poll();
        while (found != null && System.nanoTime() - found.since() > USABLE_FOR.toNanos()) {
            found.connection().close();
            found = idle.poll();
        }
        return found == null ? Connection.to(base) : found.connection();
    }

    @Override
    public void close() {
        idle.forEach(found -> found.connection().close());
        idle.clear();
    }
}
