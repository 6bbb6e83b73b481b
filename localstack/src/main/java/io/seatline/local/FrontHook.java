package io.seatline.local;

import io.seatline.local.lambda.Invoker;
import io.seatline.local.template.ResolvedTemplate;

/** What serves the HTTP API and the function URLs of the cloud. */
@FunctionalInterface
public interface FrontHook {

    /**
     * Starts serving; called when everything behind it is ready.
     *
     * @param port the port to listen on
     * @param cloud what the template declares: routes, function URLs, CORS
     * @param invoker what answers
     * @return what stops it
     */
    AutoCloseable start(int port, ResolvedTemplate cloud, Invoker invoker);
}
