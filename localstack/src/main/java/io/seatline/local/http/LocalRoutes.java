package io.seatline.local.http;

import io.javalin.config.JavalinConfig;

/** HTTP paths that exist only locally, beside those of the template: a simulator, a development token issuer. */
@FunctionalInterface
public interface LocalRoutes {

    /**
     * Declares the routes, through {@code config.routes}. They are asked before the template's routes.
     *
     * @param config the server's configuration before it starts
     */
    void register(JavalinConfig config);
}
