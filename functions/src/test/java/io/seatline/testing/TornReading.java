package io.seatline.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a reader may see while another's transaction is written: DynamoDB shows each item as it was before or as it is
 * after, but of several items that are read one after the other some before and others after.
 */
public final class TornReading {
    private TornReading() {}

    /** The port, of which the first call of this method gives this reading; all others are real. */
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
