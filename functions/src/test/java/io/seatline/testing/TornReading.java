package io.seatline.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A read that sees another transaction half written. DynamoDB returns each item as it was either before or after, but
 * several items read one after another may mix both.
 */
public final class TornReading {
    private TornReading() {}

    /** Wraps a port so that the first call of this method returns this reading; all other calls are real. */
    public static <T> T first(Class<T> port, T real, String method, Object reading) {
        AtomicBoolean given = new AtomicBoolean();
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, called, arguments) -> {
                    if (called.getName().equals(method) && given.compareAndSet(false, true)) {
                        return reading;
                    }
                    try {
                        return called.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
