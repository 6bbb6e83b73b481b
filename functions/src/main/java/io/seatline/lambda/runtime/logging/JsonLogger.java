package io.seatline.lambda.runtime.logging;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger whose lines are JSON. */
final class JsonLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final Level least;
    private final transient Sink sink;

    /**
     * Where lines go, and what each tells besides its message.
     *
     * @param service the name that tells this stage's lines from another's
     * @param fields those of the invocation that is running; null where there are none
     */
    record Sink(String service, InstantSource clock, Supplier<Map<String, String>> fields, Consumer<String> out) {}

    JsonLogger(String name, Level least, Sink sink) {
        this.name = name;
        this.least = least;
        this.sink = sink;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        sink.out().accept(JsonLine.of(level, name, message, thrown, sink));
    }

    private boolean writes(Level level) {
        return level.toInt() >= least.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return writes(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return writes(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return writes(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return writes(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return writes(Level.ERROR);
    }

    /** Nobody asks where in the code a line was written. */
    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }
}
