package io.seatline.local.engine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Puts something between a client of the SDK's and who calls it. */
public final class Interposed {
    private Interposed() {}

    /** What stands between. */
    @FunctionalInterface
    public interface Between {
        /**
         * Is called in place of an action of the client's.
         *
         * @param action the action
         * @param arguments its request, or null where it takes none
         * @return what the caller gets
         * @throws Throwable what the caller is thrown
         */
        Object call(Method action, Object[] arguments) throws Throwable;
    }

    /**
     * A client each of whose actions goes to what stands between. Methods that only lead to others, with a request that
     * they build or page by page, lead to these.
     *
     * @param type the client's interface
     */
    public static <T> T client(Class<T> type, Between between) {
        return type.cast(Proxy.newProxyInstance(
                Interposed.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> leadsToOthers(method, arguments)
                        ? InvocationHandler.invokeDefault(self, method, arguments)
                        : between.call(method, arguments)));
    }

    private static boolean leadsToOthers(Method method, Object[] arguments) {
        return method.isDefault()
                && arguments != null
                && (arguments[0] instanceof Consumer || method.getName().endsWith("Paginator"));
    }

    /** Does an action on a client, and throws what that throws. */
    public static Object pass(Object client, Method action, Object[] arguments) throws Throwable {
        try {
            return action.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
