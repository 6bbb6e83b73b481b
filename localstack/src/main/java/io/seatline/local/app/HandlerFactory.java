package io.seatline.local.app;

import java.util.Map;

/** Makes the handlers that the template names. */
@FunctionalInterface
public interface HandlerFactory {

    /**
     * Makes a handler; called once for each function, while the cloud starts.
     *
     * @param className the handler's class, as the template names it
     * @return a {@code RequestHandler} or {@code RequestStreamHandler}, safe for concurrent use
     * @throws ReflectiveOperationException when there is no such class or constructor
     */
    Object create(String className, Map<String, String> environment, LocalClients clients)
            throws ReflectiveOperationException;
}
