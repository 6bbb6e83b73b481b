package io.seatline.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A template with every reference resolved, as data for the emulated services.
 *
 * @param tables the DynamoDB tables
 * @param queues the SQS queues
 * @param functions the Lambda functions
 * @param invokeConfigs how asynchronous invocations are retried; functions without one have Lambda's defaults
 * @param mappings the event source mappings
 * @param buses the names of the event buses
 * @param rules the rules of the event buses
 * @param schedules the schedules of EventBridge Scheduler
 * @param routes the HTTP API's routes
 * @param functionUrls the logical ids of the functions that have a URL
 * @param cors the HTTP API's CORS configuration, if it has one
 * @param siteHeaders the headers of every file of the site, by their names in lower case
 */
public record ResolvedTemplate(
        List<Table> tables,
        List<Queue> queues,
        List<Function> functions,
        List<EventInvokeConfig> invokeConfigs,
        List<EventSourceMapping> mappings,
        Set<String> buses,
        List<Rule> rules,
        List<Schedule> schedules,
        List<HttpRoute> routes,
        Set<String> functionUrls,
        Optional<Cors> cors,
        Map<String, String> siteHeaders) {

    /** A table. */
    public record Table(String id, CreateTableRequest request) {

        /** The table's physical name. */
        public String name() {
            return request.tableName();
        }
    }

    /** A queue with its physical name, its attributes and the ARN of its dead-letter queue. */
    public record Queue(
            String id, String name, Map<QueueAttributeName, String> attributes, Optional<String> deadLetterArn) {

        /** Copies the attributes. */
        public Queue {
            attributes = Map.copyOf(attributes);
        }

        /** Whether it keeps the order of each message group. */
        public boolean fifo() {
            return Boolean.parseBoolean(attributes.get(QueueAttributeName.FIFO_QUEUE));
        }
    }

    /** A function with its physical name, its handler ({@code class::method}), memory in MiB and environment. */
    public record Function(
            String id,
            String name,
            String handler,
            Map<String, String> environment,
            Duration timeout,
            int memoryMb,
            Optional<String> deadLetterArn) {

        /** Copies the environment. */
        public Function {
            environment = Map.copyOf(environment);
        }

        /** The ARN without a version or an alias. */
        public String arn() {
            return References.functionArn(name);
        }

        /** The handler's class. */
        public String className() {
            int method = handler.indexOf("::");
            return method < 0 ? handler : handler.substring(0, method);
        }
    }

    /** How often asynchronous invocations of a function are retried, and the ARN of the queue that gets failed ones. */
    public record EventInvokeConfig(String functionArn, int retries, int maxAgeSeconds, Optional<String> onFailureArn) {

        /** Lambda's own default. */
        public static final int DEFAULT_RETRIES = 2;

        /** Lambda's own default: six hours. */
        public static final int DEFAULT_AGE_SECONDS = 6 * 60 * 60;
    }

    /** An event source mapping; {@code maxRetries} is empty when records are retried without limit. */
    public record EventSourceMapping(
            String id,
            String functionArn,
            String sourceArn,
            boolean enabled,
            int batchSize,
            int concurrency,
            boolean partialFailures,
            List<String> filters,
            boolean bisect,
            OptionalInt maxRetries,
            Optional<String> onFailureArn) {

        /** Lambda starts with five pollers for a queue. */
        public static final int DEFAULT_CONCURRENCY = 5;

        /** Copies the filters. */
        public EventSourceMapping {
            filters = List.copyOf(filters);
        }
    }

    /** A rule of a bus with its event pattern as JSON. */
    public record Rule(String id, String busName, String pattern, boolean enabled, List<Target> targets) {

        /** Copies the targets. */
        public Rule {
            targets = List.copyOf(targets);
        }
    }

    /** The ARN of a function or queue, and the constant event, if any, that it gets in place of the original. */
    public record Target(String arn, Optional<String> input) {}

    /** A recurring schedule. */
    public record Schedule(String id, Duration rate, boolean enabled, Target target) {}

    /** Copies the lists. */
    public ResolvedTemplate {
        tables = List.copyOf(tables);
        queues = List.copyOf(queues);
        functions = List.copyOf(functions);
        invokeConfigs = List.copyOf(invokeConfigs);
        mappings = List.copyOf(mappings);
        buses = Set.copyOf(buses);
        rules = List.copyOf(rules);
        schedules = List.copyOf(schedules);
        routes = List.copyOf(routes);
        functionUrls = Set.copyOf(functionUrls);
        siteHeaders = Map.copyOf(siteHeaders);
    }

    /**
     * Finds a function by its ARN (with or without a version or an alias), its physical name, its logical id, its
     * handler's class or that class's simple name.
     *
     * @throws TemplateException when the template has no such function
     */
    public Function function(String name) {
        return find(functions, name);
    }

    static Function find(List<Function> functions, String name) {
        return functions.stream()
                .filter(function -> name.equals(function.id())
                        || name.equals(function.name())
                        || name.equals(function.arn())
                        || name.startsWith(function.arn() + ":")
                        || name.equals(function.className())
                        || function.className().endsWith("." + name))
                .findFirst()
                .orElseThrow(() -> new TemplateException(
                        "The template has no function " + name + "; only functions can be invoked locally. It has "
                                + names(functions.stream().map(Function::name))));
    }

    /**
     * Finds a queue by its ARN, its physical name or its logical id.
     *
     * @throws TemplateException when the template has no such queue
     */
    public Queue queue(String name) {
        return queues.stream()
                .filter(queue -> name.equals(queue.id())
                        || name.equals(queue.name())
                        || name.equals(Place.arn("sqs", queue.name())))
                .findFirst()
                .orElseThrow(() -> new TemplateException("The template has no queue " + name + ". It has "
                        + names(queues.stream().map(Queue::name))));
    }

    /**
     * Finds a table by its physical name, its logical id or its stream's ARN.
     *
     * @throws TemplateException when the template has no such table
     */
    public Table table(String name) {
        return tables.stream()
                .filter(table -> name.equals(table.id())
                        || name.equals(table.name())
                        || name.startsWith(Place.arn("dynamodb", "table/" + table.name() + "/stream/")))
                .findFirst()
                .orElseThrow(() -> new TemplateException("The template has no table " + name + ". It has "
                        + names(tables.stream().map(Table::name))));
    }

    private static String names(Stream<String> names) {
        return String.join(", ", names.sorted().toList());
    }
}
