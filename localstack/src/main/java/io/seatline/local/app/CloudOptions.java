package io.seatline.local.app;

import io.seatline.dynamodb.EngineOptions;
import io.seatline.local.Faults;
import io.seatline.local.FrontHook;
import io.seatline.local.template.Template;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * What an embedded cloud is made of. Start from {@link #of} and change what matters:
 *
 * <pre>{@code
 * CloudOptions.of(template, handlers).withClock(clock).withPort(8080)
 * }</pre>
 *
 * @param template what to boot from
 * @param handlers what makes the handlers
 * @param clock the cloud's clock
 * @param port the port of the HTTP front; 0 for any free one
 * @param sqsPort the port of the queues; 0 for any free one
 * @param dynamoDbPort the port that serves the tables to other processes; empty for none
 * @param tables what is changed of the table engine's behaviour
 * @param environment what is laid over every function's environment
 * @param dataDir where tables survive a restart; empty for memory
 * @param front what serves HTTP; empty for none
 * @param faults what fails
 */
public record CloudOptions(
        Template template,
        HandlerFactory handlers,
        InstantSource clock,
        int port,
        int sqsPort,
        OptionalInt dynamoDbPort,
        UnaryOperator<EngineOptions> tables,
        Map<String, String> environment,
        Optional<Path> dataDir,
        Optional<FrontHook> front,
        Faults faults) {

    /** Refuses ports that there are not. */
    public CloudOptions {
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(handlers, "handlers");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(tables, "tables");
        Objects.requireNonNull(faults, "faults");
        environment = Map.copyOf(environment);
        if (port < 0 || port > 65_535 || sqsPort < 0 || sqsPort > 65_535) {
            throw new IllegalArgumentException("There is no port " + port + " or " + sqsPort);
        }
    }

    /**
     * Options of a cloud in memory, on the machine's clock and any free port, without an HTTP front.
     *
     * @param template what to boot from
     * @param handlers what makes the handlers
     * @return the options
     */
    public static CloudOptions of(Template template, HandlerFactory handlers) {
        return new CloudOptions(
                template,
                handlers,
                InstantSource.system(),
                0,
                0,
                OptionalInt.empty(),
                UnaryOperator.identity(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Faults.none());
    }

    /** The same with other handlers, e.g. with those that it has, each in something that measures it. */
    public CloudOptions withHandlers(HandlerFactory other) {
        return new CloudOptions(
                template, other, clock, port, sqsPort, dynamoDbPort, tables, environment, dataDir, front, faults);
    }

    /** The same with another clock. */
    public CloudOptions withClock(InstantSource other) {
        return new CloudOptions(
                template, handlers, other, port, sqsPort, dynamoDbPort, tables, environment, dataDir, front, faults);
    }

    /** The same with another port of the HTTP front. */
    public CloudOptions withPort(int other) {
        return new CloudOptions(
                template, handlers, clock, other, sqsPort, dynamoDbPort, tables, environment, dataDir, front, faults);
    }

    /** The same with another port of the queues. */
    public CloudOptions withSqsPort(int other) {
        return new CloudOptions(
                template, handlers, clock, port, other, dynamoDbPort, tables, environment, dataDir, front, faults);
    }

    /** The same with tables that other processes reach on a port of this machine. */
    public CloudOptions withDynamoDbPort(int other) {
        return new CloudOptions(
                template,
                handlers,
                clock,
                port,
                sqsPort,
                OptionalInt.of(other),
                tables,
                environment,
                dataDir,
                front,
                faults);
    }

    /** The same with tables that behave otherwise, e.g. whose transactions meet one another. */
    public CloudOptions withTables(UnaryOperator<EngineOptions> change) {
        return new CloudOptions(
                template, handlers, clock, port, sqsPort, dynamoDbPort, change, environment, dataDir, front, faults);
    }

    /** The same with another overlay of the functions' environment. */
    public CloudOptions withEnvironment(Map<String, String> other) {
        return new CloudOptions(
                template, handlers, clock, port, sqsPort, dynamoDbPort, tables, other, dataDir, front, faults);
    }

    /** The same with tables that survive a restart. */
    public CloudOptions withDataDir(Path directory) {
        return new CloudOptions(
                template,
                handlers,
                clock,
                port,
                sqsPort,
                dynamoDbPort,
                tables,
                environment,
                Optional.of(directory),
                front,
                faults);
    }

    /** The same with an HTTP front. */
    public CloudOptions withFront(FrontHook other) {
        return new CloudOptions(
                template,
                handlers,
                clock,
                port,
                sqsPort,
                dynamoDbPort,
                tables,
                environment,
                dataDir,
                Optional.of(other),
                faults);
    }

    /** The same with faults. */
    public CloudOptions withFaults(Faults other) {
        return new CloudOptions(
                template, handlers, clock, port, sqsPort, dynamoDbPort, tables, environment, dataDir, front, other);
    }
}
