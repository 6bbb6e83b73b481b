package io.seatline.local;

import io.seatline.local.template.Resolved;

/** What serves the HTTP API and the function URLs of the cloud. */
@FunctionalInterface
public interface HttpFront {

    /**
     * Starts serving; called when everything behind it is ready.
     *
     * @param port the port to listen on
     * @param cloud what the template declares: routes, function URLs, CORS
     * @param invoker what answers
     * @return what stops it
     */
    AutoCloseable start(int port, Resolved cloud, Invoker invoker);
}
