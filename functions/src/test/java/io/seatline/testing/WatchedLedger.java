package io.seatline.testing;

import io.seatline.usecase.port.Ledger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A ledger that records the names of called methods, and can fail around a commit as if the function had died. */
public final class WatchedLedger {
    private final Ledger ledger;
    private final Ledger watched;
    private final List<String> calls = new ArrayList<>();
    private int commits;
    private int crashAt;
    private boolean crashBefore;
    private Runnable beforeCommit = () -> {};

    public WatchedLedger(Ledger ledger) {
        this.ledger = ledger;
        watched = (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (_, method, arguments) -> call(method, arguments));
    }

    /** Simulates the death of the function. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The recording ledger. */
    public Ledger ledger() {
        return watched;
    }

    /** Returns the names of the methods called since the last call of this method. */
    public synchronized List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    /**
     * Makes the n-th commit from now (counted from 1) fail, either before anything is written or after everything is.
     */
    public synchronized void crashAtCommit(int number, boolean before) {
        commits = 0;
        crashAt = number;
        crashBefore = before;
    }

    /** Runs an event right before the next commit, after its caller has read. */
    public synchronized void beforeNextCommit(Runnable event) {
        beforeCommit = event;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        boolean crashes = false;
        Runnable event = () -> {};
        synchronized (this) {
            calls.add(method.getName());
            if (method.getName().equals("commit")) {
                crashes = ++commits == crashAt;
                event = beforeCommit;
                beforeCommit = () -> {};
            }
        }
        event.run();
        if (crashes && crashBefore) {
            throw new Crash();
        }
        try {
            Object result = method.invoke(ledger, arguments);
            if (crashes) {
                throw new Crash();
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
