package io.seatline.lambda.runtime.logging;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Binds SLF4J to a log of one JSON object a line on the standard output, as CloudWatch Logs Insights reads it.
 *
 * <p>A general logging framework costs a cold function more than DynamoDB's client does, for configuration that never
 * changes: here a logger is made in no time, and what writes a line is loaded when the first line is written. SLF4J finds
 * this class by its name and makes it before anything else, so it asks the environment and the clock itself:
 * {@code LOG_LEVEL} is the least level that is written (INFO), {@code SERVICE_NAME} the service.
 */
public final class JsonLogProvider implements SLF4JServiceProvider {
    private static final String API_VERSION = "2.0.99";

    /** The SDK tells of each retry below this level. */
    private static final String SDK = "software.amazon.awssdk.";

    private final MDCAdapter fields = new BasicMDCAdapter();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final Map<String, JsonLogger> loggers = new ConcurrentHashMap<>();
    private final ILoggerFactory factory;

    /** For SLF4J. */
    public JsonLogProvider() {
        Map<String, String> environment = System.getenv();
        Level least = level(environment.getOrDefault("LOG_LEVEL", ""));
        JsonLogger.Sink sink = new JsonLogger.Sink(
                environment.getOrDefault("SERVICE_NAME", ""),
                InstantSource.system(),
                fields::getCopyOfContextMap,
                // Asked for at each line: Lambda's runtime puts its own in place after the start.
                line -> System.out.println(line));
        factory = name -> loggers.computeIfAbsent(
                name, _ -> new JsonLogger(name, name.startsWith(SDK) ? sterner(least, Level.WARN) : least, sink));
    }

    private static Level level(String name) {
        for (Level level : Level.values()) {
            if (level.name().equalsIgnoreCase(name)) {
                return level;
            }
        }
        return Level.INFO;
    }

    private static Level sterner(Level one, Level other) {
        return one.toInt() > other.toInt() ? one : other;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return factory;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return fields;
    }

    @Override
    public String getRequestedApiVersion() {
        return API_VERSION;
    }

    @Override
    public void initialize() {
        // All is made by the constructor.
    }
}
