package io.seatline.local.rush;

import io.seatline.local.rush.Connection.Answer;
import io.seatline.local.rush.Connection.Request;
import java.net.URI;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** As many connections as there are requests at a time; each is used again. */
final class Connections implements AutoCloseable {
    private final URI base;
    private final Timings timings;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

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
        Connection connection = idle.poll();
        if (connection == null) {
            connection = Connection.to(base);
        }
        Answer answer = connection.send(request);
        idle.push(connection);
        timings.answered(what, meant, answer.status());
        return answer;
    }

    @Override
    public void close() {
        idle.forEach(Connection::close);
        idle.clear();
    }
}
