package io.seatline.usecase.catalog;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Stops an import between two of its writes. */
public final class BreakingWriter {
    private BreakingWriter() {}

    /** The failure of a write. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Returns a writer whose write after this many fails. Its reads never fail. */
    public static CatalogWriter after(int writes, CatalogWriter real) {
        return after(writes, real, new Broken());
    }

    /** Does the same with this failure. */
    public static CatalogWriter after(int writes, CatalogWriter real, RuntimeException failure) {
        int[] left = {writes};
        return (CatalogWriter) Proxy.newProxyInstance(
                CatalogWriter.class.getClassLoader(), new Class<?>[] {CatalogWriter.class}, (_, method, arguments) -> {
                    if (method.getReturnType() == void.class && left[0]-- == 0) {
                        throw failure;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
