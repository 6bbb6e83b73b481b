package io.seatline.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What the template declares, in local terms. ARNs of functions, queues and tables are answered by
 * {@link #function(String)}, {@link #queue(String)} and {@link #table(String)}.
 *
 * @param tables the DynamoDB tables
 * @param queues the SQS queues
 * @param functions the Lambda functions
 * @param asyncConfigs how asynchronous invocations are retried, where the template says so
 * @param mappings what functions read
 * @param buses the names of the event buses
 * @param rules what the buses route where
 * @param schedules what invokes functions regularly
 * @param routes the HTTP API's routes
 * @param functionUrls the logical ids of the functions that have a URL
 * @param cors the HTTP API's CORS configuration, if it has one
 */
public record ResolvedTemplate(
        List<Table> tables,
        List<Queue> queues,
        List<Function> functions,
        List<AsyncConfig> asyncConfigs,
        List<Mapping> mappings,
        Set<String> buses,
        List<Rule> rules,
        List<Schedule> schedules,
        List<HttpRoute> routes,
        Set<String> functionUrls,
        Optional<Cors> cors) {

    /** A table as the engine creates it. */
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
            return FunctionType.arn(name);
        }

        /** The handler's class. */
        public String className() {
            int method = handler.indexOf("::");
            return method < 0 ? handler : handler.substring(0, method);
        }
    }

    /** How asynchronous invocations of a function are retried, and the ARN of where they end. */
    public record AsyncConfig(String functionArn, int retries, int maxAgeSeconds, Optional<String> onFailureArn) {

        /** Lambda's own default. */
        public static final int DEFAULT_RETRIES = 2;

        /** Lambda's own default: six hours. */
        public static final int DEFAULT_AGE_SECONDS = 6 * 60 * 60;
    }

    /** An event source mapping; {@code maxRetries} is empty when records are retried for ever. */
    public record Mapping(
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
        public Mapping {
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

    /** What is invoked or sent to, and the constant event that replaces the original one. */
    public record Target(String arn, Optional<String> input) {}

    /** A recurring schedule. */
    public record Schedule(String id, Duration rate, boolean enabled, Target target) {}

    /** Copies the lists. */
    public ResolvedTemplate {
        tables = List.copyOf(tables);
        queues = List.copyOf(queues);
        functions = List.copyOf(functions);
        asyncConfigs = List.copyOf(asyncConfigs);
        mappings = List.copyOf(mappings);
        buses = Set.copyOf(buses);
        rules = List.copyOf(rules);
        schedules = List.copyOf(schedules);
        routes = List.copyOf(routes);
        functionUrls = Set.copyOf(functionUrls);
    }

    /**
     * Finds a function by its ARN (with or without a version or an alias), its physical name, its logical id, its
     * handler's class or that class's simple name.
     *
     * @param name any of these
     * @return the function
     * @throws TemplateException when the template has no such function
     */
    public Function function(String name) {
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
     * @param name any of these
     * @return the queue
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
     * @param name any of these
     * @return the table
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

    /** Collects what resources declare; what refers to something declared later is joined at the end. */
    static final class Builder {

        private record PendingRoute(String id, String key, String integration, Optional<String> authorizer) {}

        private final Place place;
        private final List<Table> tables = new ArrayList<>();
        private final List<Queue> queues = new ArrayList<>();
        private final List<Function> functions = new ArrayList<>();
        private final List<AsyncConfig> asyncConfigs = new ArrayList<>();
        private final List<Mapping> mappings = new ArrayList<>();
        private final Set<String> buses = new TreeSet<>();
        private final List<Rule> rules = new ArrayList<>();
        private final List<Schedule> schedules = new ArrayList<>();
        private final Map<String, String> integrations = new HashMap<>();
        private final Map<String, JwtAuthorizer> authorizers = new HashMap<>();
        private final List<PendingRoute> routes = new ArrayList<>();
        private final List<String> urls = new ArrayList<>();
        private Optional<Cors> cors = Optional.empty();

        Builder(Place place) {
            this.place = place;
        }

        Place place() {
            return place;
        }

        void add(Table table) {
            tables.add(table);
        }

        void add(Queue queue) {
            queues.add(queue);
        }

        void add(Function function) {
            functions.add(function);
        }

        void add(AsyncConfig config) {
            asyncConfigs.add(config);
        }

        void add(Mapping mapping) {
            mappings.add(mapping);
        }

        void addBus(String name) {
            buses.add(name);
        }

        void add(Rule rule) {
            rules.add(rule);
        }

        void add(Schedule schedule) {
            schedules.add(schedule);
        }

        void addIntegration(String id, String functionArn) {
            integrations.put(id, functionArn);
        }

        void addAuthorizer(String id, JwtAuthorizer authorizer) {
            authorizers.put(id, authorizer);
        }

        void addRoute(String id, String key, String integration, Optional<String> authorizer) {
            routes.add(new PendingRoute(id, key, integration, authorizer));
        }

        void addUrl(String functionArn) {
            urls.add(functionArn);
        }

        void cors(Cors configuration) {
            cors = Optional.of(configuration);
        }

        ResolvedTemplate build() {
            ResolvedTemplate unrouted = new ResolvedTemplate(
                    tables,
                    queues,
                    functions,
                    asyncConfigs,
                    mappings,
                    buses,
                    rules,
                    schedules,
                    List.of(),
                    Set.of(),
                    cors);
            Set<String> functionUrls = new TreeSet<>();
            urls.forEach(arn -> functionUrls.add(unrouted.function(arn).id()));
            List<HttpRoute> joined =
                    routes.stream().map(route -> join(route, unrouted)).toList();
            return new ResolvedTemplate(
                    tables,
                    queues,
                    functions,
                    asyncConfigs,
                    mappings,
                    buses,
                    rules,
                    schedules,
                    joined,
                    functionUrls,
                    cors);
        }

        private HttpRoute join(PendingRoute route, ResolvedTemplate unrouted) {
            String arn = integrations.get(route.integration());
            if (arn == null) {
                throw new TemplateException(
                        route.id() + " targets " + route.integration() + ", which is no integration of the template.");
            }
            Optional<JwtAuthorizer> authorizer = route.authorizer().map(id -> {
                JwtAuthorizer found = authorizers.get(id);
                if (found == null) {
                    throw new TemplateException(
                            route.id() + " asks for " + id + ", which is no authorizer of the template.");
                }
                return found;
            });
            return new HttpRoute(route.key(), unrouted.function(arn).id(), authorizer);
        }
    }
}
