package io.seatline.local.app;

import io.seatline.dynamodb.EngineOptions;
import io.seatline.local.lambda.DeliveryHook;
import io.seatline.local.template.Template;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * The options of an embedded cloud. Start from {@link #of} and change what matters:
 *
 * <pre>{@code
 * CloudOptions.of(template, handlers).withClock(clock).withPort(8080)
 * }</pre>
 *
 * @param template the template to start from
 * @param handlers makes the handlers
 * @param clock the cloud's clock
 * @param port the port that will serve HTTP, for URLs in functions' environments; 0 for any free one
 * @param dynamoDbPort the port that serves the tables to other processes; empty for none
 * @param tables changes the table engine's options
 * @param environment overrides every function's environment
 * @param dataDir where tables survive a restart; empty keeps them in memory
 * @param hook decides what is delivered; tests inject faults with it
 */
@RecordBuilder
public record CloudOptions(
        Template template,
        HandlerFactory handlers,
        InstantSource clock,
        int port,
        OptionalInt dynamoDbPort,
        UnaryOperator<EngineOptions> tables,
        Map<String, String> environment,
        Optional<Path> dataDir,
        DeliveryHook hook)
        implements CloudOptionsBuilder.With {

    /** Refuses impossible ports. */
    public CloudOptions {
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(handlers, "handlers");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(tables, "tables");
        environment = Map.copyOf(environment);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
        }
    }

    /** Options of a cloud in memory, on the machine's clock and any free ports. */
    public static CloudOptions of(Template template, HandlerFactory handlers) {
        return new CloudOptions(
                template,
                handlers,
                InstantSource.system(),
                0,
                OptionalInt.empty(),
                UnaryOperator.identity(),
                Map.of(),
                Optional.empty(),
                DeliveryHook.NONE);
    }
}
